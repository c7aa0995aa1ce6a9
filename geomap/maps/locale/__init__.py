"""Words, dates and numbers in the reader's language, from gettext catalogues (``*.po``)."""

from geomap.maps.locale._words import LANGUAGES, Words, page_words

__all__ = ["LANGUAGES", "Words", "page_words"]
