"""Tables with a caption, a heading row that every page repeats, and a note of source and base."""

import re
from collections.abc import Sequence

from analysis.drafting.blocks import Table
from consult.exports.document import Labels
from consult.exports.word_xml import Element, clean_text, element, field, paragraph, run

UPRIGHT_COLUMNS = 7
"""With more columns than this the headings stand on end, or they would not fit the page."""

_FIRST_COLUMN_LEAST, _COLUMN_LEAST, _COLUMN_MOST = 14, 7, 44
_STANDING_HEIGHT = "1900"
_NUMBER = re.compile(r"[\d.,]+%?|fewer than [\d,]+|not shown|–|")


def make_caption(table: Table, number: int, styles: dict[str, str], labels: Labels, language: str) -> Element:
    """Make the numbered caption above a table."""
    counted = field("SEQ Table \\* ARABIC", str(number), language)
    text = run(f": {table.caption}", language)
    return paragraph(styles["caption"], run(f"{labels.table} ", language), *counted, text)


def make_note(table: Table, styles: dict[str, str], labels: Labels, language: str) -> Element:
    """Make the line under a table; an empty one keeps two tables from running together."""
    said = [(labels.source, table.source), (labels.base, table.base)]
    told = ". ".join(f"{name}: {text}" for name, text in said if text)
    return paragraph(styles["Table Note"], run(f"{told}." if told else "", language))


def make_table(table: Table, styles: dict[str, str], width: int, language: str) -> Element:
    """Make the table itself, as wide as the text (in twentieths of a point)."""
    numeric = [_is_numeric(table, place) for place in range(len(table.columns))]
    grid = element("tblGrid", *(element("gridCol", w=str(w)) for w in _share_width(table, width)))
    standing = len(table.columns) > UPRIGHT_COLUMNS
    head = _make_head(table.columns, numeric, styles, language, standing=standing)
    rows = [_make_row(row, numeric, styles, language) for row in table.rows]
    return element("tbl", _properties(table, styles), grid, head, *rows)


def _properties(table: Table, styles: dict[str, str]) -> Element:
    return element(
        "tblPr",
        element("tblStyle", val=styles["Response Table"]),
        element("tblW", w="5000", type="pct"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", noHBand="1", noVBand="1"),
        element("tblCaption", val=clean_text(table.caption)),
    )


def _make_head(
    columns: Sequence[str], numeric: Sequence[bool], styles: dict[str, str], language: str, *, standing: bool
) -> Element:
    properties = [element("cantSplit"), element("tblHeader")]
    if standing:
        properties.insert(1, element("trHeight", val=_STANDING_HEIGHT, hRule="atLeast"))
    made = element("tr", element("trPr", *properties))
    for place, (text, is_number) in enumerate(zip(columns, numeric, strict=True)):
        on_end = standing and place > 0
        align = (element("jc", val="right"),) if is_number and not on_end else ()
        keep = (element("keepNext"), *align)
        cell = paragraph(styles["Table Head"], run(text, language), properties=keep)
        made.append(element("tc", _cell_properties(on_end=on_end), cell))
    return made


def _cell_properties(*, on_end: bool) -> Element:
    direction = [element("textDirection", val="btLr")] if on_end else []
    return element("tcPr", *direction, element("vAlign", val="bottom"))


def _make_row(row: Sequence[str], numeric: Sequence[bool], styles: dict[str, str], language: str) -> Element:
    made = element("tr", element("trPr", element("cantSplit")))
    for text, is_number in zip(row, numeric, strict=True):
        style = styles["Table Number" if is_number else "Table Text"]
        made.append(element("tc", paragraph(style, run(text, language))))
    return made


def _is_numeric(table: Table, place: int) -> bool:
    """Tell whether a column holds numbers or their protected stand-ins; the first names the row."""
    return place > 0 and bool(table.rows) and all(_NUMBER.fullmatch(row[place]) for row in table.rows)


def _share_width(table: Table, width: int) -> list[int]:
    """Divide the width by the longest text of each column, within limits; the first column has more."""
    longest = [
        max(len(row[place]) for row in (table.columns, *table.rows)) for place in range(len(table.columns))
    ]
    least = [_FIRST_COLUMN_LEAST, *[_COLUMN_LEAST] * (len(longest) - 1)]
    weights = [min(max(found, low), _COLUMN_MOST) for found, low in zip(longest, least, strict=True)]
    if len(longest) > UPRIGHT_COLUMNS:
        weights = [weights[0], *[_COLUMN_LEAST] * (len(longest) - 1)]
    return [width * weight // sum(weights) for weight in weights]
