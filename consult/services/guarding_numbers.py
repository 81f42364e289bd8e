"""Whether a table to publish gives somebody away beside an earlier one: what has changed since is looked at.

A reader of two tables takes one off the other. What both tell is compared: of no total, and of no count, may
the difference be that of one or a few; nor what is left when the differences that are known are taken off.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.tables.areas import may_tell, publish_areas
from analysis.tables.tiers import Standing
from consult.errors import Conflict
from consult.models.consent import Use
from consult.models.region import SubRegion
from consult.models.release import ReleasedFile
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.services.choice_tables import ChoiceTable
from consult.services.sent_numbers import NO_AREA, WHOLE, Sent
from consult.services.tabulating import AnswerTables

BASE = ""
"""Stands for those who answered, whatever they chose."""


@dataclass(frozen=True)
class Since:
    """What an earlier table had not: returns that came since; and how many are gone, by area.

    One that was changed is both: what it said then is not known any more.
    """

    came: frozenset[str]
    gone: Mapping[str, int]


Hides = Callable[[AnswerTables, Since], bool]


def require_untold(
    session: Session, tables: AnswerTables, consultation_id: str, description: str, hides: Hides
) -> None:
    """Check a table against those handed out before. Raises: Conflict (C408) where too little has changed.

    description: what its record is called; hides: `hides_numbers` or `hides_choices`.
    """
    places = _find_places(session, consultation_id)
    wanted = select(ReleasedFile).where(
        ReleasedFile.consultation_id == consultation_id,
        ReleasedFile.description == description,
        ReleasedFile.digest != "",
    )
    for file in session.scalars(wanted.order_by(ReleasedFile.made_at, ReleasedFile.id)):
        since = _find_since(session, tables.sent, file, places)
        if (since.came or since.gone) and hides(tables, since):
            raise Conflict("C408", day=f"{file.made_at:%Y-%m-%d}")


def hides_numbers(tables: AnswerTables, since: Since) -> bool:
    """Whether the change in a total would give a number away."""
    groups = [lines for one in tables.numbers for lines in (one.councils, one.others)]
    return any(
        _hides_total([line.standing for line in lines], since, tables.small_number) for lines in groups
    )


def hides_choices(tables: AnswerTables, since: Since) -> bool:
    """Whether the change in a count would be a small one."""
    from consult.services.tabulating_choices import tabulate_choices  # noqa: PLC0415  (heavy: pandas)

    respondents = tables.sent.reading.respondents
    came = [one.sub_region or NO_AREA for one in respondents if one.response_id in since.came]
    if not _are_mixed(came, since, tables.small_number):
        return True
    sent = _leave_out(tables.sent, since.came)
    return any(
        hides_change(
            tabulate_choices(sent, part), now, tables.small_number, adds_up=part.kind == "select_one"
        )
        for part, now in zip(tables.closed, tables.choices, strict=True)
    )


def hides_change(earlier: ChoiceTable, now: ChoiceTable, small_number: int, *, adds_up: bool) -> bool:
    """Whether a small count follows from both: as a cell, or as what is left of a row or a column."""
    before, after = _list_cells(earlier), _list_cells(now)
    change = {place: _subtract(before.get(place, 0), count) for place, count in after.items()}
    rows, columns = {row for row, _ in change}, {column for _, column in change}
    parts = [[change[row, column] for column in columns - {WHOLE}] + [change[row, WHOLE]] for row in rows]
    if adds_up:
        parts += [
            [change[row, column] for row in rows - {BASE}] + [change[BASE, column]] for column in columns
        ]
    left = [whole - sum(filter(None, some)) for *some, whole in parts if whole is not None and None in some]
    return any(0 < abs(one) < small_number for one in (*filter(None, change.values()), *left))


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


def _find_since(session: Session, sent: Sent, file: ReleasedFile, places: Mapping[str, str]) -> Since:
    had = set(session.scalars(select(Use.response_id).where(Use.subject_id == file.subject_id)))
    now = {row.response_id for row in sent.reading.rows}
    changed = _list_changed(session, file.consultation_id, file.made_at) & now
    gone = had - now | changed & had
    return Since(frozenset(now - had | changed), Counter(places.get(id, NO_AREA) for id in gone))


def _list_changed(session: Session, consultation_id: str, since: datetime) -> set[str]:
    """The responses of which an answer was written anew."""
    wanted = (
        select(Answer.response_id)
        .join(Response, Response.id == Answer.response_id)
        .join(Revision, Revision.id == Answer.head_revision_id)
        .where(Response.consultation_id == consultation_id, Revision.at > since)
    )
    return set(session.scalars(wanted))


def _find_places(session: Session, consultation_id: str) -> dict[str, str]:
    wanted = (
        select(Response.id, SubRegion.name)
        .join(SubRegion, SubRegion.id == Response.sub_region_id)
        .where(Response.consultation_id == consultation_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def _leave_out(sent: Sent, ids: frozenset[str]) -> Sent:
    reading = sent.reading
    rows = tuple(row for row in reading.rows if row.response_id not in ids)
    respondents = tuple(one for one in reading.respondents if one.response_id not in ids)
    return replace(sent, reading=replace(reading, rows=rows, respondents=respondents))
