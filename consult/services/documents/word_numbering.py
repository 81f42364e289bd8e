"""The numbers that Word counts by itself: they stand nowhere in the text of a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_STYLES = 20


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: `template` as in "Question %1:".

    counted_as: the list that it counts on with. Paragraphs of several lists count on together where these are
    made from one, as happens where a document is cut and pasted.
    """

    form: str
    template: str
    start: int
    counted_as: str


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted.

    lists: by the list's id and level. styles: what a paragraph's style numbers it with. restarts: the number
    with which a list begins anew, by its id and level; each holds for its first paragraph.
    """

    lists: Mapping[tuple[str, int], Level]
    styles: Mapping[str, tuple[str, int]]
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def count(self, paragraph: Element) -> str:
        """The label of the next paragraph of its list, as Word shows it; empty where it has none."""
        place = _find_place(paragraph) or self.styles.get(find_style(paragraph))
        level = self.lists.get(place) if place else None
        if place is None or level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return BULLET
        counter = (level.counted_as, place[1])
        restart = self.restarts.pop(place, None)
        self.counted[counter] = restart or self.counted.get(counter, level.start - 1) + 1
        for deeper in [one for one in self.counted if one[0] == counter[0] and one[1] > counter[1]]:
            del self.counted[deeper]
        return self._write(place[0], level)

    def _write(self, list_id: str, level: Level) -> str:
        label = level.template
        for depth in range(9):
            mark = f"%{depth + 1}"
            if mark in label and (shown := self.lists.get((list_id, depth))):
                count = self.counted.get((shown.counted_as, depth), shown.start)
                label = label.replace(mark, _write_count(count, shown.form))
        return label.strip()


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """Read the parts `numbering.xml` and `styles.xml`; either may be missing."""
    if numbering is None:
        return Numbering({}, {})
    levels: dict[str, list[tuple[int, Level]]] = {}
    for abstract in numbering.iter(f"{W}abstractNum"):
        id = abstract.get(f"{W}abstractNumId", "")
        levels[id] = [_read_level(one, id) for one in abstract.iter(f"{W}lvl")]
    lists: dict[tuple[str, int], Level] = {}
    restarts: dict[tuple[str, int], int] = {}
    for number in numbering.iter(f"{W}num"):
        list_id, abstract_id = number.get(f"{W}numId", ""), get_value(number, "abstractNumId")
        own = (_read_level(one, abstract_id) for one in number.iter(f"{W}lvl"))
        lists |= {(list_id, depth): level for depth, level in (*levels.get(abstract_id, ()), *own)}
        restarts |= {(list_id, depth): start for depth, start in _list_restarts(number)}
    return Numbering(lists, _read_styles(styles) if styles is not None else {}, restarts)


def get_value(element: Element, name: str) -> str:
    """The value of a child element such as <w:ilvl w:val="0"/>; empty where it is not there."""
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def find_style(paragraph: Element) -> str:
    """The id of a paragraph's style; empty for the usual one."""
    properties = paragraph.find(f"{W}pPr")
    return get_value(properties, "pStyle") if properties is not None else ""


def _find_place(holder: Element) -> tuple[str, int] | None:
    """In which list and on which level a paragraph or a style is; None where it says nothing of one."""
    properties = holder.find(f"{W}pPr")
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None
    return get_value(numbered, "numId"), _to_number(get_value(numbered, "ilvl"), 0)


def _read_level(level: Element, counted_as: str) -> tuple[int, Level]:
    depth = _to_number(level.get(f"{W}ilvl", ""), 0)
    form, start = get_value(level, "numFmt") or "decimal", _to_number(get_value(level, "start"), 1)
    return depth, Level(form, get_value(level, "lvlText"), start, counted_as)


def _list_restarts(number: Element) -> Iterator[tuple[int, int]]:
    """The levels at which a list begins anew, each with its first number."""
    for override in number.iter(f"{W}lvlOverride"):
        if start := _to_number(get_value(override, "startOverride"), 0):
            yield _to_number(override.get(f"{W}ilvl", ""), 0), start


def _read_styles(styles: Element) -> dict[str, tuple[str, int]]:
    """What each style numbers its paragraphs with, itself or through the one that it is based on."""
    by_id = {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style")}
    found: dict[str, tuple[str, int]] = {}
    for id, style in by_id.items():
        current: Element | None = style
        for _ in range(_MOST_STYLES):  # a style may be based on itself, through others
            if current is None:
                break
            if place := _find_place(current):
                found[id] = place
                break
            current = by_id.get(get_value(current, "basedOn"))
    return found


def _write_count(count: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        return _write_roman(count).upper() if form == "upperRoman" else _write_roman(count)
    return str(count)


def _write_roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        while count >= value:
            written, count = written + letters, count - value
    return written


def _to_number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else otherwise
