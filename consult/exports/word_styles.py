"""The styles a response is written in, so that a region's own template can restyle every part of it.

The product's template is made from this table; a style that a region's template lacks is added from it.
"""

from dataclasses import dataclass

FONT = "Arial"
INK, QUIET, ACCENT, RULE, SHADE = "1A1A1A", "505A5F", "1D4E5F", "B1B4B6", "EEF3F4"


@dataclass(frozen=True)
class Style:
    """A paragraph style; sizes in half-points, spaces and indents in twentieths of a point."""

    name: str
    id: str
    based_on: str = "Normal"
    next: str = ""
    size: int = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: int | None = None
    after: int | None = None
    line: int = 0
    left: int = 0
    hanging: int = 0
    right: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    align: str = ""
    rule_left: bool = False
    rule_below: bool = False
    right_tab: int = 0
    numbered: bool = False


STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal", "", size=22, colour=INK, before=0, after=140, line=300),
    Style(
        "Title", "Title", next="Subtitle", size=64, bold=True, colour=ACCENT, before=0, after=240, line=264
    ),
    Style("Subtitle", "Subtitle", size=30, colour=QUIET, before=0, after=480, line=276),
    Style(
        "Cover Partnership", "CoverPartnership", size=28, bold=True, before=2400, after=720, rule_below=True
    ),
    Style("Cover Date", "CoverDate", size=24, colour=INK, before=0, after=120),
    *(
        Style(
            f"heading {level}",
            f"Heading{level}",
            next="Normal",
            size=size,
            bold=True,
            colour=colour,
            before=before,
            after=after,
            line=264,
            keep_next=True,
            keep_lines=True,
            outline=level - 1,
        )
        for level, size, colour, before, after in (
            (1, 36, ACCENT, 600, 200),
            (2, 28, ACCENT, 440, 140),
            (3, 24, INK, 320, 100),
        )
    ),
    Style(
        "TOC Heading", "TOCHeading", size=36, bold=True, colour=ACCENT, before=0, after=240, keep_next=True
    ),
    Style("toc 1", "TOC1", bold=True, before=140, after=40, right=600, right_tab=9026),
    Style("toc 2", "TOC2", before=0, after=40, left=340, right=600, right_tab=9026),
    Style("List Bullet", "ListBullet", after=100, left=397, hanging=397, numbered=True),
    Style("caption", "Caption", next="Normal", size=20, bold=True, before=280, after=100, keep_next=True),
    Style("Quote", "Quote", left=340, right=340, before=160, after=40, rule_left=True, keep_lines=True),
    Style("Quote Source", "QuoteSource", "Quote", size=19, colour=QUIET, before=0, after=240),
    Style("Table Head", "TableHead", size=19, bold=True, before=60, after=60, line=252),
    Style("Table Text", "TableText", size=19, before=50, after=50, line=252),
    Style("Table Number", "TableNumber", "TableText", align="right"),
    Style("Table Note", "TableNote", size=17, colour=QUIET, before=80, after=320, line=252),
    Style("footnote text", "FootnoteText", size=18, before=0, after=60, line=252),
    Style("header", "Header", size=17, colour=QUIET, after=0, right_tab=9026),
    Style("footer", "Footer", size=17, colour=QUIET, after=0, right_tab=9026),
)
TABLE_STYLE = "Response Table"
TABLE_STYLE_ID = "ResponseTable"
