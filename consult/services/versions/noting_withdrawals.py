"""Note in the ledger what an exact version may give no more, before it is shown; reads no words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation, StatementReference
from consult.models.draft import Statement
from consult.models.draft_kinds import WithdrawnKind
from consult.models.response import Answer
from consult.models.versions import DraftVersion
from consult.services.drafts.checking import find_refused_passages
from consult.services.drafts.withholding_names import find_unnamed, withhold_names
from consult.services.experiences.judging_quotations import Passage
from consult.services.versions.carried_words import withhold_carried
from consult.services.versions.ledger import Spot, date_notes, find_noted, note
from consult.services.versions.version_bodies import Frozen, FrozenBody, FrozenSection, read_body, write_body
from consult.vocabulary import StatementKind


@dataclass(frozen=True)
class Quoted:
    """A quotation of a version, with what knows its words again."""

    spot: Spot
    block: Quotation
    frozen: Frozen

    @property
    def passage(self) -> Passage:
        """Which part of which answer it is."""
        return Passage(**vars(self.block.excerpt))


def list_quoted(body: FrozenBody) -> Iterator[Quoted]:
    """Every quotation of a version, in its order."""
    for section in body.sections:
        for place, block in enumerate(section.blocks):
            if isinstance(block, Quotation):
                yield Quoted(Spot(section.key, place), block, section.quotations[block.id])


def list_standing(version: DraftVersion, body: FrozenBody) -> list[Quoted]:
    """The quotations that the ledger does not take out."""
    return [one for one in list_quoted(body) if not find_noted(version, one.spot, WithdrawnKind.QUOTATION)]


def note_withdrawals(session: Session, version: DraftVersion, *, today: date) -> FrozenBody:
    """Note quotations that may not be used, or whose answer has changed, and take out names of bodies.

    Returns: the body as it may be shown now. Permission is asked anew each time, for whoever looks.
    """
    body = read_body(version.body)
    quoted = list_standing(version, body)
    passages = {one.passage for one in quoted}
    refused = find_refused_passages(session, passages, version.consultation_id, today=today)
    texts = _find_texts(session, {one.response_id for one in passages})
    for one in quoted:
        stands = texts.get((one.passage.response_id, one.passage.question_id)) == one.frozen.revision_id
        if one.passage in refused or not stands:
            note(session, version, one.spot, WithdrawnKind.QUOTATION, today=today)
    body = _withhold_bodies(session, version, withhold_carried(session, version, body, today), today)
    date_notes(version, today=today)
    session.flush()
    return body


def _find_texts(session: Session, response_ids: set[str]) -> dict[tuple[str, str], str | None]:
    columns = (Answer.response_id, Answer.question_id, Answer.head_revision_id)
    rows = session.execute(select(*columns).where(Answer.response_id.in_(response_ids)))
    return {(response_id, question_id): revision_id for response_id, question_id, revision_id in rows}


def _withhold_bodies(session: Session, version: DraftVersion, body: FrozenBody, today: date) -> FrozenBody:
    """Take names of bodies out of the text for good, where they may not be given any more."""
    unnamed = find_unnamed(session, version.consultation_id, today=today)
    sections = tuple(
        _withhold_in_section(session, version, section, unnamed, today) for section in body.sections
    )
    if sections == body.sections:
        return body
    less = replace(body, sections=sections)
    version.body = write_body(less)
    return less


def _withhold_in_section(
    session: Session, version: DraftVersion, section: FrozenSection, unnamed: frozenset[str], today: date
) -> FrozenSection:
    blocks, statements = list(section.blocks), dict(section.statements)
    for place, block in enumerate(section.blocks):
        key = block.statement_id if isinstance(block, StatementReference) else ""
        kept = statements.get(key)
        row = Statement(kind=StatementKind(kept.kind), text=kept.text) if kept else None
        blocks[place], is_withheld = withhold_names(block, row, unnamed)
        if is_withheld:
            statements.pop(key, None)
            note(session, version, Spot(section.key, place), WithdrawnKind.NAME, today=today)
    return replace(section, blocks=tuple(blocks), statements=statements)
