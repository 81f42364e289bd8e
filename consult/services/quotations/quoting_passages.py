"""Quote a passage in the draft because a person wants it: at the end of a section, as a quoted statement."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Quotation, to_list
from analysis.drafting.blocks import Excerpt as Part
from analysis.drafting.statements import Quoted, evidence_to_dict
from consult.errors import Conflict
from consult.models.draft import Draft, Excerpt, Section, Statement
from consult.models.readings import QuotedPart
from consult.services import auditing
from consult.services.drafts.editing import find_standing
from consult.services.quotations.finding_quotable import Asking, Quotable, find_quotable
from consult.services.returns.revising import Author, save_revision
from consult.vocabulary import StatementKind, SubjectKind


def find_fitting(draft: Draft, question_id: str) -> str:
    """The key of the first section that quotes answers to the same question; "" where none does."""
    quoting = (
        section.key
        for section in draft.sections
        for statement in section.statements
        if any(one.question_id == question_id for one in statement.excerpts)
    )
    return next(quoting, "")


def quote_passage(
    session: Session, section: Section, segment_id: str, asking: Asking, *, author: Author
) -> Quotation:
    """Put a passage at the end of a section as a quoted statement, in a text of whoever adds it.

    Raises: as find_quotable; Conflict (C515 it is quoted there already).
    """
    quotable = find_quotable(session, section.draft, segment_id, asking)
    block = _make_block(section, quotable)
    standing = find_standing(session, section).version
    if any(one.id == block.id for one in standing.blocks):
        raise Conflict("C515")
    _add_statement(section, block, quotable.part)
    blocks: tuple[Block, ...] = (*standing.blocks, block)
    save_revision(
        session,
        SubjectKind.SECTION,
        section.id,
        to_list(blocks),
        parent_id=standing.revision_id,
        author=author,
        now=asking.now,
    )
    _audit(session, section, author, asking.now)
    return block


def _make_block(section: Section, quotable: Quotable) -> Quotation:
    """By the same id as the program gives it, so that a rebuild knows it for the same."""
    one = quotable.part
    id = f"{section.key}.quote.{one.response_id}.{one.question_id}.{one.start}-{one.end}"
    excerpt = Part(one.response_id, one.question_id, one.start, one.end)
    return Quotation(id, excerpt, "", quotable.filled.language or "und")


def _add_statement(section: Section, block: Quotation, part: QuotedPart) -> None:
    if any(one.key == block.id for one in section.statements):
        return
    statement = Statement(key=block.id, position=_find_end(section.statements), kind=StatementKind.QUOTED)
    statement.evidence = evidence_to_dict(Quoted(block.excerpt))
    excerpt = Excerpt(**asdict(block.excerpt), revision_id=part.revision_id)
    statement.excerpts = [excerpt]
    section.statements.append(statement)


def _find_end(statements: Iterable[Statement]) -> int:
    return max((one.position for one in statements), default=-1) + 1


def _audit(session: Session, section: Section, author: Author, now: datetime) -> None:
    auditing.record(
        session,
        actor=author.staff_id or auditing.SYSTEM,
        action="passage quoted",
        subject_kind="section",
        subject_id=section.id,
        details={"key": section.key},
        now=now,
    )
