"""Texts in the shapes that newsrooms' pages have, in words of our own."""

import textwrap

import pytest

NUMBERED = textwrap.dedent(
    """\
    Summary

      • The dam above Ormeno has been holding since noon

      • Two villages downstream were told to leave

      1. Dam holds, says ministerpublished at 16:30 Greenwich Mean Time 17 March 2021

        The dam above Ormeno is holding, the minister for works has told reporters.

      2. Villages told to leavepublished at 15:05 Greenwich Mean Time 17 March 2021
        Breaking

        Ada Brandt
        Rivers correspondent, XBN News in Ormeno

        Sandbags piled along the quay in OrmenoImage source, Reuters
        Image caption,

        Volunteers filled sandbags through the night

        Two villages below the dam have been told to leave. Buses left Telva at two.

        • Telva: 300 people
        • Runa: 120 people

        You can read more about the dam here.

        Water over the weir
      3. Analysis

        How the dam was builtpublished at 14:50 Greenwich Mean Time 17 March 2021

        Carl Moe
        XBN correspondent

        It was finished in 1961, and it has been leaking since.
    """
)

HEADINGS = textwrap.dedent(
    """\
    The latest on the Ormeno floods

    A rescue boat crosses the market square of Ormeno on March 17, 2021. (Photo by ADA BRANDT / AFP)
    'We lost the bridge in an hour'
    02:17 - Source: CNN

    What you need to know

      • The Ormeno dam held overnight, officials said.
      • Two villages downstream were evacuated.

    Our live coverage has ended. Follow our latest coverage here.

    3 Posts

    Dam "will hold," minister says

    The dam above Ormeno will hold, the minister for works said Wednesday. He spoke at 9 a.m. ET.

    “We checked every gate,” he said.

    Read more here.

    Villages evacuated below the dam

    Two villages were evacuated Wednesday, the region's governor said.

    Buses took 420 people to a school in Telva.

    Will the bridge be rebuilt?

    The bridge at Runa fell shortly before dawn on Wednesday.

    CNN’s Ada Brandt contributed reporting to this post.

    Go Deeper

    Rain to last until the weekend
    How dams fail
    """
)

DIGEST = textwrap.dedent(
    """\
    The latest on the OrmenoTelva floods
    20210310
    https://news.example.com/europe/live-news/ormeno-floods-03-17-21-intl/h_0123
    The dam above Ormeno washolding on Wednesday, theminister said.
    Buses took people fromTelva to a school. The governor thanked them.
    """
)


@pytest.fixture
def numbered() -> str:
    return NUMBERED


@pytest.fixture
def headings() -> str:
    return HEADINGS


@pytest.fixture
def digest() -> str:
    return DIGEST
