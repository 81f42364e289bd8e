"""Somebody who has two versions and takes each number of one off the same number of the other.

They know a number by what it counts, whatever it is called and in a sentence or a table: how many said
something and out of how many, so also how many did not.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

from analysis.drafting.blocks import BulletList, Paragraph, StatementReference, Table
from consult.services.evidence.own_tables import STATES
from consult.services.versions.version_bodies import FrozenBody, FrozenSection

SMALL = 5
NAMES = {"Affordable homes": "T01", "Homes that people can afford": "T01", "School places": "T02"}
"""Under which names the themes of the shared record may stand."""
ON_PURPOSE = (
    "annex-method.process.",
    "annex-method.when",
    "annex-method.small-numbers",
    "annex-method.scale",
)
"""What says when and how each return was dealt with, and names rules by numbers."""
_GAVE, _COME_TO = re.compile(r"([\d,]*\d)(?: returns?)? gave a number"), re.compile(r"come to ([\d,]*\d)")
_TOGETHER, _COUNTED = "All counted numbers together", "Numbers counted"
Number = tuple[int, int | None]
"""How many, and out of how many where that is said."""
_SHARE = re.compile(r"\b(\d+) of (?:the )?(\d+)\b|\b[Aa]ll (\d+)\b")
_FROM = re.compile(r"\b(\d+) from ([a-z ]+?)(?=,| and \d|\.)")
_NUMBER = re.compile(r"(?<![\d.,/])\d+(?![\d.]|,\d|\s?%|:)")


def subtract(
    first: FrozenBody, second: FrozenBody, *, public: Collection[str] = ()
) -> dict[tuple[Any, ...], list[tuple[Number, Number]]]:
    """Every number that both give and that tells of few. public: groups in which all agreed to be named."""
    before, after = _gather(first), _gather(second)
    both = before.keys() & after.keys()
    assert len(both) > 15, "there is something to subtract"
    found = {
        what: [pair for one in before[what] for two in after[what] if _tells(*(pair := (one, two)))]
        for what in both
        if what[-1] not in public
    }
    sums, later = list_sums(first), list_sums(second)
    for what in sums.keys() & later.keys():
        pairs = [(one, two) for one in sums[what] for two in later[what] if _tells_a_number(one, two)]
        found[what] = [*found.get(what, []), *pairs]
    return {what: pairs for what, pairs in found.items() if pairs}


def list_sums(body: FrozenBody) -> dict[tuple[Any, ...], set[Number]]:
    """What numbers come to in sentences and tables, of all and without shared wording, and of how many."""
    found: dict[tuple[Any, ...], set[Number]] = {}
    for section in body.sections:
        for block in section.blocks:
            if isinstance(block, StatementReference):
                for part, place in zip(block.text.split("Leaving out shared wording"), (1, 2), strict=False):
                    counts, sums = _GAVE.findall(part), _COME_TO.findall(part)
                    of = _read_number(counts[0]) if counts else None
                    for one in sums:
                        found.setdefault(("sum", section.key, place), set()).add((_read_number(one), of))
            elif isinstance(block, Table):
                rows = {row[0]: row for row in block.rows}
                for place in range(1, len(block.columns)):
                    cells = [rows[name][place] if name in rows else "" for name in (_TOGETHER, _COUNTED)]
                    of = _read_number(cells[1]) if cells[1][:1].isdigit() else None
                    if cells[0][:1].isdigit():
                        found.setdefault(("sum", section.key, place), set()).add((_read_number(cells[0]), of))
    return found


def _tells_a_number(one: Number, two: Number) -> bool:
    """Two sums that differ, where not so many more or fewer numbers are known to be in one of them."""
    are_many = one[1] is not None and two[1] is not None and abs(one[1] - two[1]) >= SMALL
    return one[0] != two[0] and not are_many


def _read_number(text: str) -> int:
    return int(text.replace(",", ""))


def _tells(one: Number, two: Number) -> bool:
    gaps = [one[0] - two[0]]
    if one[1] is not None and two[1] is not None:
        gaps.append((one[1] - one[0]) - (two[1] - two[0]))
    return any(0 < abs(gap) < SMALL for gap in gaps)


def _gather(body: FrozenBody) -> dict[tuple[Any, ...], set[Number]]:
    found: dict[tuple[Any, ...], set[Number]] = {}
    for section in body.sections:
        for what, number in _list_given(section):
            found.setdefault(what, set()).add(number)
    return found


def _list_given(section: FrozenSection) -> Iterator[tuple[tuple[Any, ...], Number]]:
    for block in section.blocks:
        if block.id.startswith(ON_PURPOSE):
            continue
        if isinstance(block, StatementReference) and block.statement_id in section.statements:
            yield from _read_sentence(section, block)
        elif isinstance(block, Table) and block.id != STATES:
            yield from _read_table(block)
        elif isinstance(block, Paragraph | BulletList):
            said = block.text if isinstance(block, Paragraph) else " ".join(block.items)
            yield from (((block.id, n), (number, None)) for n, number in enumerate(_list_numbers(said)))


def _read_sentence(
    section: FrozenSection, block: StatementReference
) -> Iterator[tuple[tuple[Any, ...], Number]]:
    said = block.text.partition("(As of")[0]
    figures = section.statements[block.statement_id].evidence.get("figures", ())
    first = figures[0] if figures else {}
    names = ("measure", "question_id", "theme_id", "choice", "group")
    what = tuple(first.get(name, "") for name in names) if figures else (block.statement_id,)
    share = _SHARE.search(said)
    if share:
        count, base, every = share.groups()
        yield what, (int(count or every), int(base or every))
    elif figures:
        yield from ((what, (number, None)) for number in _list_numbers(_FROM.sub("", said))[:1])
    yield from (((what[0], what[1], group), (int(count), None)) for count, group in _FROM.findall(said))


def _read_table(table: Table) -> Iterator[tuple[tuple[Any, ...], Number]]:
    base = next(iter(_list_numbers(table.base)), None)
    for row in table.rows:
        for place, (heading, cell) in enumerate(zip(table.columns[1:], row[1:], strict=True)):
            for count in _list_numbers(cell)[:1]:
                yield _name_cell(table, row[0], heading, is_first=not place), (count, base)


def _name_cell(table: Table, name: str, heading: str, *, is_first: bool) -> tuple[Any, ...]:
    section, _, kind = table.id.partition(".")
    question = section.partition(":")[2]
    if kind == "themes" and is_first:
        return ("theme", question, NAMES[name], "", "")
    if kind == "sectors":
        return ("returns", "", name.lower())
    return (table.id, NAMES.get(name, name), heading)


def _list_numbers(text: str) -> list[int]:
    return [int(one) for one in _NUMBER.findall(text)]
