"""Styles as WordprocessingML, and the ids that a template knows them by."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from consult.exports.word_numbering import add_bullets
from consult.exports.word_styles import ACCENT, RULE, SHADE, STYLES, TABLE_STYLE, TABLE_STYLE_ID, Style
from consult.exports.word_xml import Element, element


def find_styles(file: WordDocument) -> dict[str, str]:
    """Map our names of styles to the template's ids, adding each style that it lacks."""
    root = file.styles.element
    known = {_read_name(style): style for style in root.findall(qn("w:style"))}
    for style in STYLES:
        if style.name.lower() not in known:
            known[style.name.lower()] = _add_style(file, style)
    if TABLE_STYLE.lower() not in known:
        known[TABLE_STYLE.lower()] = make_table_style()
        root.append(known[TABLE_STYLE.lower()])
    wanted = [*(style.name for style in STYLES), TABLE_STYLE]
    return {name: known[name.lower()].get(qn("w:styleId")) for name in wanted}


def _read_name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "").lower()


def _add_style(file: WordDocument, style: Style) -> Element:
    made = make_style(style)
    if style.numbered:
        number_style(made, add_bullets(file))
    file.styles.element.append(made)
    return made


def number_style(style: Element, number: int) -> None:
    """Point a style to its list, after what keeps its lines together."""
    numbers = element("numPr", element("numId", val=str(number)))
    style.find(qn("w:pPr")).insert(1, numbers)


def make_style(style: Style) -> Element:
    """Make the element of a paragraph style."""
    made = element("style", type="paragraph", styleId=style.id)
    if style.id == "Normal":
        made.set(qn("w:default"), "1")
    made.append(element("name", val=style.name))
    if style.based_on:
        made.append(element("basedOn", val=style.based_on))
    if style.next:
        made.append(element("next", val=style.next))
    made.extend([element("qFormat"), _paragraph_part(style), _run_part(style)])
    return made


def _paragraph_part(style: Style) -> Element:
    part = element("pPr")
    part.extend(element(name) for name, on in _flags(style) if on)
    part.extend(_borders(style))
    if style.right_tab:
        part.append(element("tabs", element("tab", val="right", pos=str(style.right_tab))))
    part.extend(_spacing(style))
    if style.left or style.right:
        sides = {"left": str(style.left), "right": str(style.right), "hanging": str(style.hanging)}
        part.append(element("ind", **{side: value for side, value in sides.items() if value != "0"}))
    if style.align:
        part.append(element("jc", val=style.align))
    if style.outline is not None:
        part.append(element("outlineLvl", val=str(style.outline)))
    return part


def _flags(style: Style) -> tuple[tuple[str, bool], ...]:
    return (("keepNext", style.keep_next), ("keepLines", style.keep_lines), ("widowControl", True))


def _borders(style: Style) -> list[Element]:
    made = []
    if style.rule_left:
        made.append(element("left", val="single", sz="24", space="12", color=ACCENT))
    if style.rule_below:
        made.append(element("bottom", val="single", sz="24", space="10", color=ACCENT))
    return [element("pBdr", *made)] if made else []


def _spacing(style: Style) -> list[Element]:
    values = {"before": style.before, "after": style.after, "line": style.line or None}
    found = {name: str(value) for name, value in values.items() if value is not None}
    if style.line:
        found["lineRule"] = "auto"
    return [element("spacing", **found)] if found else []


def _run_part(style: Style) -> Element:
    """Set bold, italic and size for scripts like Arabic as well: Word keeps two of each."""
    part = element("rPr")
    part.extend(element(name) for name in ("b", "bCs") if style.bold)
    part.extend(element(name) for name in ("i", "iCs") if style.italic)
    if style.colour:
        part.append(element("color", val=style.colour))
    if style.size:
        part.extend(element(name, val=str(style.size)) for name in ("sz", "szCs"))
    return part


def make_table_style() -> Element:
    """Make the style of tables: thin rules between rows, a shaded heading row, no vertical lines."""
    lines = [
        element(side, val="single", sz="4", space="0", color=RULE) for side in ("top", "bottom", "insideH")
    ]
    margins = [element(side, w="90", type="dxa") for side in ("left", "right")]
    table = element("tblPr", element("tblBorders", *lines), element("tblCellMar", *margins))
    below = element("bottom", val="single", sz="12", space="0", color=ACCENT)
    shade = element("shd", val="clear", color="auto", fill=SHADE)
    first = element("tblStylePr", element("tcPr", element("tcBorders", below), shade), type="firstRow")
    made = element("style", type="table", customStyle="1", styleId=TABLE_STYLE_ID)
    made.extend([element("name", val=TABLE_STYLE), element("qFormat"), table, first])
    return made
