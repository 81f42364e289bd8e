"""Tables with a caption, a heading row that every page repeats, and a note of source and base."""

from collections.abc import Sequence

from analysis.drafting.blocks import Table
from consult.exports.document import Labels
from consult.exports.word_table_layout import DENSE_CELL_MARGIN, Layout, lay_out
from consult.exports.word_xml import Element, clean_text, element, field, paragraph, run


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
    layout = lay_out(table, width)
    grid = element("tblGrid", *(element("gridCol", w=str(column)) for column in layout.widths))
    made = element("tbl", _properties(table, layout, styles), grid)
    made.append(_make_head(table.columns, layout, styles["Table Head"], language))
    made.extend(_make_row(row, layout, styles, language) for row in table.rows)
    return made


def _properties(table: Table, layout: Layout, styles: dict[str, str]) -> Element:
    margins = [element(side, w=str(DENSE_CELL_MARGIN), type="dxa") for side in ("left", "right")]
    return element(
        "tblPr",
        element("tblStyle", val=styles["Response Table"]),
        element("tblW", w="5000", type="pct"),
        element("tblLayout", type="fixed"),
        *([element("tblCellMar", *margins)] if layout.standing else []),
        element("tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", noHBand="1", noVBand="1"),
        element("tblCaption", val=clean_text(table.caption)),
    )


def _make_head(columns: Sequence[str], layout: Layout, style: str, language: str) -> Element:
    properties = element("trPr", element("cantSplit"), element("tblHeader"))
    if layout.standing:
        properties.insert(1, element("trHeight", val=str(layout.head_height), hRule="exact"))
    made = element("tr", properties)
    for place, text in enumerate(columns):
        on_end = layout.standing and place > 0
        align = [element("jc", val="right")] if layout.numeric[place] and not on_end else []
        keep = (element("keepNext"), *align)
        direction = [element("textDirection", val="btLr")] if on_end else []
        about = element("tcPr", _width(layout, place), *direction, element("vAlign", val="bottom"))
        made.append(element("tc", about, paragraph(style, run(text, language), properties=keep)))
    return made


def _make_row(row: Sequence[str], layout: Layout, styles: dict[str, str], language: str) -> Element:
    made = element("tr", element("trPr", element("cantSplit")))
    for place, text in enumerate(row):
        style = styles["Table Number" if layout.numeric[place] else "Table Text"]
        kept = (element("keepNext"),) if layout.kept_together else ()
        cell = paragraph(style, run(text, language), properties=kept)
        made.append(element("tc", element("tcPr", _width(layout, place)), cell))
    return made


def _width(layout: Layout, place: int) -> Element:
    return element("tcW", w=str(layout.widths[place]), type="dxa")
