"""The styles of a response as OpenDocument, from the one table that Word's are made of."""

from collections.abc import Iterator

from consult.exports.odt_languages import say_language
from consult.exports.odt_xml import Element, element
from consult.exports.word_styles import ACCENT, FONT, INK, STYLES, Style

BULLETS = "Bullets"
_OWN = {
    "Normal": "Standard",
    "Quote": "Quotations",
    "caption": "Caption",
    "header": "Header",
    "footer": "Footer",
    "footnote text": "Footnote",
    "TOC Heading": "Contents Heading",
    "Table Head": "Table Heading",
    "Table Text": "Table Contents",
    **{f"toc {level}": f"Contents {level}" for level in (1, 2)},
    **{f"heading {level}": f"Heading {level}" for level in (1, 2, 3)},
}
_NEW_PAGE = ("TOC Heading",)
_KEPT = {"Quote": "always", "Quote Source": "auto"}
"""Words stay on the page of whose they are; a style takes after its parent unless it says otherwise."""
_BY_ID = {style.id: style for style in STYLES}


def name_style(name: str) -> str:
    """The name in OpenDocument of a style that Word's table has; a space is written _20_."""
    return _OWN.get(name, name).replace(" ", "_20_")


def make_styles(language: str) -> list[Element]:
    """Make the styles that every response has."""
    text = {"style:font-name": FONT, "fo:color": f"#{INK}", "fo:hyphenate": "false", **say_language(language)}
    default = element(
        "style:default-style", {"style:family": "paragraph"}, element("style:text-properties", text)
    )
    return [default, *map(_make_style, STYLES), _make_bullets()]


def _make_style(style: Style) -> Element:
    own = _OWN.get(style.name, style.name)
    named = {"style:name": name_style(style.name), "style:display-name": own, "style:family": "paragraph"}
    if style.based_on:
        named["style:parent-style-name"] = name_style(_BY_ID[style.based_on].name)
    if style.outline is not None:
        named["style:default-outline-level"] = str(style.outline + 1)
    paragraph = element("style:paragraph-properties", dict(_say_paragraph(style)), *_make_tabs(style))
    return element("style:style", named, paragraph, element("style:text-properties", dict(_say_text(style))))


def _say_paragraph(style: Style) -> Iterator[tuple[str, str]]:
    spaces = {"fo:margin-top": style.before, "fo:margin-bottom": style.after}
    sides = {"fo:margin-left": style.left, "fo:margin-right": style.right}
    if not style.numbered:  # a list has its own indents
        spaces |= {name: size or None for name, size in sides.items()}
    yield from ((name, to_points(size)) for name, size in spaces.items() if size is not None)
    if style.line:
        yield "fo:line-height", f"{round(style.line / 2.4)}%"
    if style.keep_next or style.name in _KEPT:
        yield "fo:keep-with-next", _KEPT.get(style.name, "always")
    if style.keep_lines:
        yield "fo:keep-together", "always"
    if style.align == "right":
        yield "fo:text-align", "end"
    if style.name in _NEW_PAGE:
        yield "fo:break-before", "page"
    for side, is_ruled in (("left", style.rule_left), ("bottom", style.rule_below)):
        if is_ruled:
            yield f"fo:border-{side}", f"1.5pt solid #{ACCENT}"
            yield f"fo:padding-{side}", "6pt"


def _make_tabs(style: Style) -> list[Element]:
    if not style.right_tab:
        return []
    tab = {"style:position": to_points(style.right_tab), "style:type": "right"}
    return [element("style:tab-stops", None, element("style:tab-stop", tab))]


def _say_text(style: Style) -> Iterator[tuple[str, str]]:
    for ending in ("", "-asian", "-complex"):
        prefix = "style" if ending else "fo"
        if style.size:
            yield f"{prefix}:font-size{ending}", f"{style.size / 2:g}pt"
        if style.bold:
            yield f"{prefix}:font-weight{ending}", "bold"
        if style.italic:
            yield f"{prefix}:font-style{ending}", "italic"
    if style.colour:
        yield "fo:color", f"#{style.colour}"


def _make_bullets() -> Element:
    place = {"text:list-level-position-and-space-mode": "label-alignment"}
    label = {"text:label-followed-by": "listtab", "fo:margin-left": "20pt", "fo:text-indent": "-20pt"}
    aligned = element("style:list-level-label-alignment", label)
    level = element(
        "text:list-level-style-bullet",
        {"text:level": "1", "text:bullet-char": "•"},
        element("style:list-level-properties", place, aligned),
    )
    return element("text:list-style", {"style:name": BULLETS}, level)


def to_points(twips: int) -> str:
    """Write a length given in twentieths of a point."""
    return f"{twips / 20:g}pt"
