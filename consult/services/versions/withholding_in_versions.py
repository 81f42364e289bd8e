"""Put out of exact versions what the machine named themes by, as it is put out of drafts."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block
from consult.models.draft import Statement
from consult.models.draft_kinds import WithdrawnKind
from consult.models.versions import DraftVersion
from consult.services.drafts.names_in_drafts import Names, Renaming, make_renaming
from consult.services.versions.ledger import Spot, note
from consult.services.versions.version_bodies import (
    FrozenBody,
    FrozenSection,
    KeptStatement,
    read_body,
    write_body,
)
from consult.vocabulary import StatementKind


def withhold_in_versions(session: Session, names: Names, consultation_id: str) -> None:
    """Leave in the versions of a response what may be shown, and note each place that gives less.

    The digest stays: with the rows of the ledger it says what the version was, and what is gone.
    """
    wanted = select(DraftVersion).where(DraftVersion.consultation_id == consultation_id)
    versions = session.scalars(wanted.execution_options(populate_existing=True)).all() if names.gone else []
    for version in versions:
        before = read_body(version.body)
        after = _rename(before, names)
        for old, new in zip(before.sections, after.sections, strict=True):
            for place in _list_changed(old.blocks, new.blocks):
                note(session, version, Spot(old.key, place), WithdrawnKind.NAME, today=None)
        if after != before:
            version.body = write_body(after)
    session.flush()


def _list_changed(old: Iterable[Block], new: Iterable[Block]) -> list[int]:
    return [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]


def _rename(body: FrozenBody, names: Names) -> FrozenBody:
    rows = {section.key: _make_rows(section) for section in body.sections}
    renaming = make_renaming([one for some in rows.values() for one in some], names)
    sections = tuple(_rename_section(one, rows[one.key], renaming) for one in body.sections)
    notes = replace(
        body.notes,
        wrong=tuple(map(renaming.rename_text, body.notes.wrong)),
        locked=tuple(map(renaming.rename_text, body.notes.locked)),
        let_stand=tuple(map(renaming.rename_text, body.notes.let_stand)),
    )
    return replace(body, sections=sections, notes=notes)


def _make_rows(section: FrozenSection) -> list[Statement]:
    return [
        Statement(key=key, kind=StatementKind(one.kind), text=one.text, evidence=dict(one.evidence))
        for key, one in section.statements.items()
    ]


def _rename_section(section: FrozenSection, rows: Iterable[Statement], renaming: Renaming) -> FrozenSection:
    for row in rows:
        renaming.rename_statement(row)
    kept = {row.key: KeptStatement(row.kind.value, row.text, row.evidence) for row in rows}
    return replace(section, statements=kept, blocks=tuple(map(renaming.rename_block, section.blocks)))
