"""Whether a table to publish gives somebody away beside an earlier one: what has changed since is looked at.

A reader of two tables takes one off the other. What both tell is compared: of no total, and of no count, may
the difference be that of one or a few; nor what is left when the differences that are known are taken off.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.tables.areas import may_tell, publish_areas
from analysis.tables.tiers import Standing
from consult.services.counting.choice_tables import ChoiceTable
from consult.services.counting.tabulating import AnswerTables
from consult.services.handing_out.comparing_releases import Since
from consult.services.returns.sent_numbers import NO_AREA, WHOLE, Sent

BASE = ""
"""Stands for those who answered, whatever they chose."""


def hides_numbers(tables: AnswerTables, since: Since) -> bool:
    """Whether the change in a total would give a number away."""
    groups = [lines for one in tables.numbers for lines in (one.councils, one.others)]
    return any(
        _hides_total([line.standing for line in lines], since, tables.small_number) for lines in groups
    )


def hides_choices(tables: AnswerTables, since: Since) -> bool:
    """Whether the change in a count would be a small one."""
    from consult.services.counting.tabulating_choices import tabulate_choices  # noqa: PLC0415  (heavy: pandas)

    respondents = tables.sent.reading.respondents
    came = [one.sub_region or NO_AREA for one in respondents if one.response_id in since.came]
    if not _are_mixed(came, since, tables.small_number):
        return True
    sent = _leave_out(tables.sent, since.came)
    return any(
        hides_change(
            tabulate_choices(sent, part),
            now,
            tables.small_number,
            adds_up=part.kind == "select_one",
            least_silent=sent.least_silent,
        )
        for part, now in zip(tables.closed, tables.choices, strict=True)
    )


def hides_change(
    earlier: ChoiceTable,
    now: ChoiceTable,
    small_number: int,
    *,
    adds_up: bool,
    least_silent: int = 1,
) -> bool:
    """Whether a small count follows from both: as a cell, or as what is left of a row or a column.

    least_silent: nor may fewer than this have come who did not choose an answer; of 1, one may.
    """
    before, after = _list_cells(earlier), _list_cells(now)
    change = {place: _subtract(before.get(place, 0), count) for place, count in after.items()}
    rows, columns = {row for row, _ in change}, {column for _, column in change}
    parts = [[change[row, column] for column in columns - {WHOLE}] + [change[row, WHOLE]] for row in rows]
    if adds_up:
        parts += [
            [change[row, column] for row in rows - {BASE}] + [change[BASE, column]] for column in columns
        ]
    left = [whole - sum(filter(None, some)) for *some, whole in parts if whole is not None and None in some]
    silent = [
        _subtract(count, change[BASE, column]) for (row, column), count in change.items() if row != BASE
    ]
    is_few = any(0 < abs(one) < least_silent for one in filter(None, silent))
    return is_few or any(0 < abs(one) < small_number for one in (*filter(None, change.values()), *left))


def _subtract(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else now - before


def _list_cells(table: ChoiceTable) -> dict[tuple[str, str], int | None]:
    areas = (*table.areas, WHOLE)
    found: dict[tuple[str, str], int | None] = {}
    for line in table.lines:
        for area, share in zip(areas, (*line.areas, line.all), strict=True):
            found[line.label, area], found[BASE, area] = share.count, share.base
    return found


def _hides_total(standings: Sequence[Standing], since: Since, small_number: int) -> bool:
    came = [one for one in standings if one.given.key in since.came and one.given.number is not None]
    if not _are_mixed([one.given.area for one in came], since, small_number):
        return True
    before = [one for one in standings if one.given.key not in since.came]
    earlier, now = (publish_areas(some, small_number, WHOLE) for some in (before, standings))
    told = [{one.area for one in made.areas if not one.hidden} for made in (earlier, now)]
    looked_at = [[one for one in came if one.given.area == area] for area in told[0] & told[1]]
    if not (earlier.whole.hidden or now.whole.hidden):
        rest = [one for one in standings if one.given.area not in told[0] | told[1]]
        looked_at += [came, rest, [one for one in came if one in rest]]
    return not all(may_tell(some, small_number) for some in looked_at)


def _are_mixed(areas: Iterable[str], since: Since, small_number: int) -> bool:
    """Whether what is gone from each area cannot be told from what came: enough came there too."""
    came = Counter(areas)
    return all(came[area] >= small_number for area in since.gone)


def _leave_out(sent: Sent, ids: frozenset[str]) -> Sent:
    reading = sent.reading
    rows = tuple(row for row in reading.rows if row.response_id not in ids)
    respondents = tuple(one for one in reading.respondents if one.response_id not in ids)
    return replace(sent, reading=replace(reading, rows=rows, respondents=respondents))
