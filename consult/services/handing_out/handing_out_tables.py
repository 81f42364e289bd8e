"""Hand a protected table out: as rows of a file, or as a block of a draft; its numbers are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Table, to_list
from analysis.tables.comparing import NOT_A_SAMPLE
from consult.errors import Conflict
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.draft import Section
from consult.models.release import ReleasedTable
from consult.queries.tables import list_released
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.contrasting import Tabulated, tabulate
from consult.services.counting.written_tables import list_columns, list_rows
from consult.services.counting.written_tests import say_differences
from consult.services.drafts.editing import find_standing
from consult.services.handing_out.counted_tables import IN_A_DRAFT, find_counted, note_counted
from consult.services.handing_out.locking_tables import lock_tables
from consult.services.handing_out.released_layers import read_published, write_apart, write_published
from consult.services.returns.revising import Author, save_revision
from consult.vocabulary import SubjectKind


@dataclass(frozen=True)
class HandedOut:
    """A table, the same as it is written to a file, and the row of its record."""

    made: Tabulated
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    released: ReleasedTable


def release(
    session: Session, viewer: Viewer, consultation: Consultation, asked: AskedTable, *, now: datetime
) -> HandedOut:
    """Count a table and hand it out; of two at once, the second is counted beside the first.

    Raises: Conflict (C404 no such question, C405 before the first run, C406 and C407 nothing may be shown).
    """
    lock_tables(session, consultation.id)
    return hand_out(
        session, viewer, consultation, tabulate(session, viewer, consultation, asked, now=now), now=now
    )


def hand_out(
    session: Session, viewer: Viewer, consultation: Consultation, made: Tabulated, *, now: datetime
) -> HandedOut:
    """Keep what a table shows, so that the next gives nothing away beside it. Raises: as `release`."""
    if made.sheet.published is None:
        raise Conflict("C407" if made.sheet.is_one_voice else "C406")
    released = _find_same(session, consultation, made) or _keep(session, viewer, consultation, made, now)
    note_counted(session, viewer, released, made.respondents, now=now)
    return HandedOut(made, list_columns(made), tuple(list_rows(made)), released)


def add_to_section(
    session: Session, section: Section, made: HandedOut, *, author: Author, now: datetime
) -> Table:
    """Put a table at the end of a section, as a text of whoever adds it, beside what stands."""
    standing = find_standing(session, section).version
    table = _make_block(made, now.date())
    blocks: tuple[Block, ...] = (*(one for one in standing.blocks if one.id != table.id), table)
    save_revision(
        session,
        SubjectKind.SECTION,
        section.id,
        to_list(blocks),
        parent_id=standing.revision_id,
        author=author,
        now=now,
    )
    return table


def _find_same(session: Session, consultation: Consultation, made: Tabulated) -> ReleasedTable | None:
    """The record of a table that showed exactly the same, of the same people, whatever it was called."""
    asked = made.asked
    wanted = (asked.rows, asked.columns, asked.who, asked.question, asked.unit)
    return next(
        (
            one
            for one in list_released(session, consultation.id)
            if (one.rows_by, one.columns_by, one.who, one.question, one.unit) == wanted
            and read_published(one) == made.sheet.published
            and one.apart == _write_apart(made)
            and find_counted(session, one.id) == set(made.respondents)
        ),
        None,
    )


def _keep(
    session: Session, viewer: Viewer, consultation: Consultation, made: Tabulated, now: datetime
) -> ReleasedTable:
    assert made.sheet.published is not None
    released = ReleasedTable(
        id=new_id(),
        consultation_id=consultation.id,
        title=made.title,
        rows_by=made.asked.rows,
        columns_by=made.asked.columns,
        who=made.asked.who,
        question=made.asked.question,
        unit=made.asked.unit,
        staff_id=viewer.staff_id,
        made_at=now,
        **write_published(made.sheet.published),
        apart=_write_apart(made),
    )
    session.add(released)
    session.flush()
    details = {"consultation": consultation.slug, "title": made.title}
    actor = viewer.staff_id or auditing.SYSTEM
    auditing.record(
        session,
        actor=actor,
        action="table handed out",
        subject_kind="table",
        subject_id=released.id,
        details=details,
        now=now,
    )
    return released


def _write_apart(made: Tabulated) -> dict[str, Any] | None:
    return write_apart(made.apart.published if made.apart and made.without_open else None)


def _make_block(made: HandedOut, day: date) -> Table:
    """A table of texts: counts, and under it the tests in a sentence; shares are in the file."""
    width = 2 + len(made.released.groups) + 1
    rows = tuple(
        tuple(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row[:width])
        for row in made.rows
    )
    kept = f"Counted on {day.isoformat()} and kept as table {made.released.id[:8]}."
    source = " ".join(filter(None, (say_differences(made.made), kept, NOT_A_SAMPLE)))
    base = "the rows called Base"
    key, title = f"{IN_A_DRAFT}{made.released.id}", made.released.title
    return Table(key, title, made.columns[:width], rows, source, base)
