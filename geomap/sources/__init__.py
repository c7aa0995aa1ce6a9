"""Sources: turns files, folders, standard input and addresses into `Document`s with right times and offsets.

======================  ==========================================================================
input                   becomes
======================  ==========================================================================
text, Markdown          a live page (stamped posts, or headings alone), a chat, a situation report,
                        a file of dispatches, a digest or an article, by its shape; the text stays that of
                        the file
HTML                    schema.org live blog or article, posts by the page's structure, main text
RSS, Atom, JSON Feed    a post an item
JSONL, JSON, Parquet    a document a record; chat exports a post a message
CSV, TSV, XLSX,         a post a row, with what the row says outright in `Post.given`
GeoJSON, GeoPackage
PDF, DOCX               their text, read as text is (extra ``documents``)
======================  ==========================================================================

`read` raises on the first thing that cannot be used, `read_all` collects, `stream` yields one by one.
"""

from geomap.sources._read import Reading, Refusal, read, read_all, stream

__all__ = ["Reading", "Refusal", "read", "read_all", "stream"]
