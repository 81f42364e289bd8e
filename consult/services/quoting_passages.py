"""Quote a passage in the draft because a person wants it, by the rules of those that the program proposes.

Consent, standing and the check of experiences are asked of the one reading, which puts the use on record.
A passage with anything in it that looks like personal data is refused: names in English are looked for by
lists and rules alone here, so a person reads it first.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Quotation, to_list
from analysis.drafting.blocks import Excerpt as Part
from analysis.drafting.statements import Quoted, evidence_to_dict
from consult.errors import Conflict, NotFound
from consult.models.analysis import AnsweredItem
from consult.models.draft import Draft, Excerpt, Section, Statement
from consult.models.readings import AnswerText, FilledExcerpt, QuotedPart
from consult.models.response import Answer
from consult.queries.responses import select_these
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.clearing import suggest
from consult.services.coding import get_segment
from consult.services.editing import find_standing
from consult.services.giving_away import gives_away
from consult.services.key_keeping import AccountKeys
from consult.services.reading import read_answers, read_excerpts
from consult.services.revising import Author, save_revision
from consult.vocabulary import Purpose, StatementKind, SubjectKind, UseKind

NOT_ALLOWED = "permission to quote it is not there, or it waits for a check or was changed since"
PERSONAL = "something in it may be personal data that nobody settled"
NAMES_ITSELF = "it names the organisation that does not want to be named"


@dataclass(frozen=True)
class Quotable:
    """A passage that may be quoted now, in words, and where it stands."""

    part: QuotedPart
    filled: FilledExcerpt = field(repr=False)


@dataclass(frozen=True)
class Asking:
    """Who asks, when, and what opens experiences."""

    viewer: Viewer
    now: datetime
    keys: AccountKeys | None = None


def find_quotable(session: Session, draft: Draft, segment_id: str, asking: Asking) -> Quotable:
    """Read a passage as a quotation of a draft would be; the use is kept on record.

    Raises: NotFound (C402 no such passage in the draft's analysis), Conflict (C514 it may not be quoted).
    """
    part = _find_part(session, draft, segment_id, asking.viewer)
    reading = read_excerpts(
        session,
        asking.viewer,
        [part],
        use_kind=UseKind.PAGE,
        subject_id=draft.id,
        now=asking.now,
        keys=asking.keys,
        for_consultation_id=draft.consultation_id,
    )
    filled = reading.filled.get(part.id)
    if filled is None:
        raise Conflict("C514", reason=NOT_ALLOWED)
    if filled.stand_ins or _has_personal_data(session, draft, part, filled, asking):
        raise Conflict("C514", reason=PERSONAL)
    if gives_away(filled.words, filled.respondent):
        raise Conflict("C514", reason=NAMES_ITSELF)
    return Quotable(part, filled)


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


def _find_part(session: Session, draft: Draft, segment_id: str, viewer: Viewer) -> QuotedPart:
    segment = get_segment(session, viewer, segment_id)
    wanted = (
        select(Answer.response_id, Answer.question_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(Answer.id == segment.answer_id, AnsweredItem.run_id == draft.run_id)
    )
    row = session.execute(wanted).first()
    if row is None:
        raise NotFound("C402")
    place = (segment.revision_id, segment.start, segment.end)
    return QuotedPart(segment_id, row.response_id, row.question_id, *place)


def _has_personal_data(
    session: Session, draft: Draft, part: QuotedPart, filled: FilledExcerpt, asking: Asking
) -> bool:
    """Of an experience people's own check counts, which is over; of a return, what the machine finds now."""
    if filled.respondent.is_account:
        return False
    reading = read_answers(
        session,
        asking.viewer,
        select_these(asking.viewer, {part.response_id}),
        purpose=Purpose.QUOTE,
        use_kind=UseKind.PAGE,
        subject_id=draft.id,
        now=asking.now,
        question_ids=[part.question_id],
        for_consultation_id=draft.consultation_id,
    )
    return any(_overlaps(row, part) for row in reading.rows)


def _overlaps(row: AnswerText, part: QuotedPart) -> bool:
    found = suggest(row.question_id, row.text, row.language)
    return any(one.start < part.end and part.start < one.end for one in found)


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
