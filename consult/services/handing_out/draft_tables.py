"""A draft's own tables of themes, by sector and by area, kept as tables that were handed out.

So a later table is counted beside them. Bases are not kept: a draft counts with those who answered in words
those who only ticked a box.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.tables.since import Published
from consult.models.base import new_id
from consult.models.release import ReleasedTable
from consult.queries.tables import list_released
from consult.services.counting.counting_questions import NO_AREA, QuestionCounts
from consult.services.counting.counting_respondents import find_groups
from consult.services.counting.counting_themes import Counts, list_comparable
from consult.services.counting.table_groups import NOWHERE
from consult.services.drafts.draft_record import Record
from consult.services.handing_out.released_layers import read_published, write_published

Keys = Mapping[str, tuple[str, ...]]


def keep_tables(
    session: Session, record: Record, counted: Iterable[QuestionCounts], number: int, *, now: datetime
) -> None:
    """Keep the tables of a draft, each once. counted: what they show; number: the draft's."""
    known = [read_published(one) for one in list_released(session, record.consultation_id)]
    for one in counted:
        for published in _list_shown(record, one.differences):
            if published not in known:
                raised = f"themes raised on question {one.asked.number}, by {published.columns}"
                session.add(
                    ReleasedTable(
                        id=new_id(),
                        consultation_id=record.consultation_id,
                        title=f"Draft {number}: {raised}",
                        rows_by="theme",
                        columns_by=published.columns,
                        who="returns",
                        question=one.asked.number,
                        unit="responses",
                        made_at=now,
                        **write_published(published),
                    )
                )
    session.flush()


def _list_shown(record: Record, differences: Mapping[str, Counts]) -> Iterator[Published]:
    for columns, counts in differences.items():
        groups = list_comparable(counts, record.small_number)
        if len(groups) > 1:
            keys = _key_sectors(record) if columns == "sector" else {NO_AREA: (NOWHERE,)}
            yield _read_shown(counts, columns, set(groups), keys)


def _key_sectors(record: Record) -> Keys:
    keys: dict[str, tuple[str, ...]] = {}
    for key, name in find_groups(record).items():
        keys[name] = (*keys.get(name, ()), key)
    return keys


def _read_shown(counts: Counts, columns: str, shown: set[str], keys: Keys) -> Published:
    """What the table shows, and of each theme the total that a sentence gives."""
    cells, groups = counts.cells, counts.groups
    rows = {}
    for theme in counts.themes:
        parts = [cells[theme.theme_id, group].count if group in shown else None for group in groups]
        rows[theme.theme_id] = (*parts, None if theme.withheld else theme.count)
    return Published(columns, tuple(keys.get(group, (group,)) for group in groups), rows)
