"""Tables that were handed out, with whom they counted: found again when one of these may not be counted."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from analysis.drafting.blocks import Block, Table
from consult.models.consent import Use
from consult.models.release import ReleasedFile, ReleasedTable
from consult.models.response import Response
from consult.models.staff import Staff
from consult.queries.viewer import Viewer
from consult.services.drafts.editing import Standing
from consult.services.permissions.consenting import find_consents
from consult.services.permissions.using import Occasion, UsedPart, record_uses
from consult.vocabulary import Purpose, UseKind

IN_A_DRAFT = "table-"
"""Before the id of a table that was handed out, in the id of its block in a draft."""


@dataclass(frozen=True)
class CountingTable:
    """A table that counted a response, and who has it; nobody where a command made it."""

    title: str
    made_at: datetime
    holder_name: str


def note_counted(
    session: Session, viewer: Viewer, table: ReleasedTable, respondents: Collection[str], *, now: datetime
) -> None:
    """Put on record whom a table counted, under the permission that holds now; reading no words, counting
    leaves no use behind by itself."""
    asked = select(Response.id)
    if table.consultation_id is not None:
        asked = asked.where(Response.consultation_id == table.consultation_id)
    given = {id: consents.get(Purpose.ANALYSE) for id, consents in find_consents(session, asked).items()}
    occasion = Occasion(viewer, UseKind.TABLE, Purpose.ANALYSE, table.id, now)
    versions = {id: one.version for id, one in given.items() if one is not None}
    record_uses(session, occasion, [UsedPart(id, versions.get(id, 0)) for id in sorted(set(respondents))])


def find_counted(session: Session, table_id: str) -> set[str]:
    """Whom a table counted."""
    theirs = (Use.kind == UseKind.TABLE, Use.subject_id == table_id)
    return set(session.scalars(select(Use.response_id).where(*theirs)))


def list_counting(session: Session, response_id: str) -> list[CountingTable]:
    """Every table that was handed out and counted this response, the earliest first."""
    made = select(ReleasedTable.title, ReleasedTable.made_at, Staff.name, Staff.email)
    tables = made.outerjoin(Staff, Staff.id == ReleasedTable.staff_id)
    files = select(ReleasedFile.description, ReleasedFile.made_at, ReleasedFile.holder_name, ReleasedFile.id)
    of_tables = session.execute(tables.where(_counted(ReleasedTable.id, response_id)))
    of_files = session.execute(files.where(_counted(ReleasedFile.subject_id, response_id)))
    found = [CountingTable(title, at, name or email or "") for title, at, name, email in of_tables]
    found += [CountingTable(title, at, name) for title, at, name, _ in of_files]
    return sorted(found, key=lambda one: (one.made_at, one.title))


def find_tabled(
    session: Session, standings: Mapping[str, Standing], find_lost: Callable[[Select[str]], set[str]]
) -> frozenset[str]:
    """Sections with a table that counts somebody whom `find_lost` finds among those counted."""
    tables = {key: list_standing_tables(one) for key, one in standings.items()}
    ids = frozenset[str]().union(*tables.values())
    if not ids:
        return frozenset()
    counted = select(Use.response_id).where(Use.kind == UseKind.TABLE, Use.subject_id.in_(ids))
    lost = find_counting(session, ids, find_lost(counted))
    return frozenset(key for key, found in tables.items() if found & lost)


def list_standing_tables(standing: Standing) -> frozenset[str]:
    """Ids of the tables that were handed out, in the texts of a section that stand."""
    texts = (standing.version, *standing.beside)
    return frozenset(id for text in texts for id in _list_tables(text.blocks))


def find_counting(
    session: Session, table_ids: Collection[str], response_ids: Collection[str]
) -> frozenset[str]:
    """Which of these tables counted any of these responses."""
    wanted = (
        select(Use.subject_id)
        .where(Use.kind == UseKind.TABLE, Use.subject_id.in_(table_ids), Use.response_id.in_(response_ids))
        .distinct()
    )
    return frozenset(session.scalars(wanted)) if table_ids and response_ids else frozenset()


def _counted(subject: InstrumentedAttribute[str], response_id: str) -> ColumnElement[bool]:
    return exists().where(
        Use.kind == UseKind.TABLE, Use.subject_id == subject, Use.response_id == response_id
    )


def _list_tables(blocks: Iterable[Block]) -> Iterator[str]:
    tables = (one.id for one in blocks if isinstance(one, Table))
    yield from (id.removeprefix(IN_A_DRAFT) for id in tables if id.startswith(IN_A_DRAFT))
