"""Somebody who has two versions and takes each number of one off the same number of the other.

They know a number by what it counts, whatever it is called and in a sentence or a table: how many said
something and out of how many, so also how many did not.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
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
_GAVE = re.compile(r"([\d,]*\d)(?: returns?)? gave a number")
_COME_TO = re.compile(r"(added|councils|other bodies) come to ([\d,]*\d)")
_TOGETHER, _COUNTED = "All counted numbers together", "Numbers counted"
_PARTS = ("Councils’ counted numbers together", "Other bodies’ counted numbers together")
ALL, OWN, BETWEEN = "all", "leaving out shared wording", "between both"
Number = tuple[int, int | None]
"""How many, and out of how many where that is said."""
Pair = tuple[Number, Number]
Named = tuple[int, int]
"""How many of those whose numbers are added agreed to be named, and what they gave."""
_SHARE = re.compile(r"\b(\d+) of (?:the )?(\d+)\b|\b[Aa]ll (\d+)\b")
_FROM = re.compile(r"\b(\d+) from ([a-z ]+?)(?=,| and \d|\.)")
_NUMBER = re.compile(r"(?<![\d.,/])\d+(?![\d.]|,\d|\s?%|:)")


@dataclass(frozen=True)
class Sum:
    """A sum of numbers. part: of which returns. of: how many numbers it is of, where that is said."""

    part: str
    number: int
    of: int | None


def subtract(
    first: FrozenBody,
    second: FrozenBody,
    *,
    public: Collection[str] = (),
) -> dict[tuple[Any, ...], list[Pair]]:
    """Every number that both give and that tells of few. public: groups in which all agreed to be named.

    Sums are taken as if nobody were named; `subtract_sums` knows better.
    """
    before, after = _gather(first), _gather(second)
    both = before.keys() & after.keys()
    assert len(both) > 15, "there is something to subtract"
    found = {
        what: [pair for one in before[what] for two in after[what] if _tells(*(pair := (one, two)))]
        for what in both
        if what[-1] not in public
    }
    found[("sum",)] = list(subtract_sums(list_sums(first), list_sums(second)))
    return {what: pairs for what, pairs in found.items() if pairs}


def list_sums(body: FrozenBody, named: Named = (0, 0)) -> dict[str, set[Sum]]:
    """What numbers come to in the sentences and tables of each section, and what lies between two of them.

    What those gave who are named is taken off. Of how many numbers those of one kind of body are, and of how
    many not nought, is said nowhere.
    """
    found: dict[str, set[Sum]] = {}
    for section in body.sections:
        for block in section.blocks:
            if isinstance(block, StatementReference):
                found.setdefault(section.key, set()).update(_read_sums(block.text))
            elif isinstance(block, Table):
                found.setdefault(section.key, set()).update(_tabled_sums(block))
    taken = {key: {_take_off(one, *named) for one in sums} for key, sums in found.items() if sums}
    return {key: sums | set(_list_between(sums)) for key, sums in taken.items()}


def subtract_sums(first: Mapping[str, set[Sum]], second: Mapping[str, set[Sum]]) -> Iterator[Pair]:
    """Pairs of sums of two versions of which one less the other is what few gave, or may be."""
    for section in first.keys() & second.keys():
        here, there = first[section], second[section]
        known = {one.number for one in here} & {one.number for one in there}
        for one, two in product(here, there):
            is_new = one.part == two.part or not known & {one.number, two.number}
            if is_new and {one.part, two.part} != {OWN, BETWEEN} and _tells_a_number(one, two):
                yield (one.number, one.of), (two.number, two.of)


def _read_sums(text: str) -> Iterator[Sum]:
    for place, part in zip((ALL, OWN), text.split("Leaving out shared wording"), strict=False):
        counts = _GAVE.findall(part)
        of = _read_number(counts[0]) if counts else None
        for whose, number in _COME_TO.findall(part):
            yield Sum(place, _read_number(number), of if whose == "added" else None)


def _tabled_sums(table: Table) -> Iterator[Sum]:
    rows = {row[0]: row for row in table.rows}
    for place, part in enumerate((ALL, OWN)[: len(table.columns) - 1], start=1):
        count = rows[_COUNTED][place] if _COUNTED in rows else ""
        of = _read_number(count) if count[:1].isdigit() else None
        for name, known in ((_TOGETHER, of), *((name, None) for name in _PARTS)):
            if name in rows and rows[name][place][:1].isdigit():
                yield Sum(part, _read_number(rows[name][place]), known)


def _take_off(one: Sum, many: int, total: int) -> Sum:
    return replace(one, number=one.number - total, of=None if one.of is None else one.of - many)


def _list_between(sums: Collection[Sum]) -> Iterator[Sum]:
    for one, own in product(sums, sums):
        if (one.part, own.part) == (ALL, OWN):
            of = None if one.of is None or own.of is None else one.of - own.of
            yield Sum(BETWEEN, one.number - own.number, of)


def _tells_a_number(one: Sum, two: Sum) -> bool:
    """Two sums that differ, where not so many more or fewer numbers are known to be in one of them."""
    are_many = one.of is not None and two.of is not None and abs(one.of - two.of) >= SMALL
    return one.number != two.number and not are_many


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
