"""Draft the regional response: write its sections from the record, and keep them as rows and revisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from spacy.language import Language
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.checking.tables import Recounted, list_tables
from analysis.drafting import sections as drafted
from analysis.drafting import statements as evidence
from analysis.drafting.blocks import Block, Heading
from analysis.drafting.collated import draft_collated
from analysis.drafting.rechecking import Figures, list_figures
from analysis.vectors import Meaning
from consult.config import MOST_QUOTATIONS
from consult.models.consent import Use
from consult.models.draft import Draft, Excerpt, Section, Statement
from consult.models.locking import lock_name
from consult.models.response import Answer
from consult.queries.drafts import find_latest_draft
from consult.services import auditing
from consult.services.counting.counting_questions import QuestionCounts, count_questions
from consult.services.drafts.carrying_over import carry_over, keep_section, write_first
from consult.services.drafts.collating import collate
from consult.services.drafts.draft_record import Record
from consult.services.drafts.draft_uses import take_over
from consult.services.drafts.names_in_drafts import withhold_since
from consult.services.drafts.rechecking import compare, keep_check
from consult.services.handing_out.draft_tables import keep_tables
from consult.services.handing_out.locking_tables import lock_tables
from consult.services.identifiers.finding_in_returns import Looked, keep_finds
from consult.services.quotations.choosing_quotations import Chooser
from consult.services.returns.locking_responses import hold_responses
from consult.services.themes.restating_themes import DECIDING
from consult.told import Told
from consult.vocabulary import StatementKind

NO_LONGER_ASKED = " (no longer in the draft)"
Revisions = Mapping[tuple[str, str], str | None]


@dataclass(frozen=True)
class KeptDraft:
    """What was kept. `carried`: sections in which people's own text came along.

    `locked`: accounts that were left out because nobody had unlocked them.
    `outdated`: counted statements of the draft before whose numbers no longer held.
    """

    draft_id: str
    number: int
    sections: int
    quotations: int
    carried: int
    locked: Told
    outdated: int = 0


@dataclass(frozen=True)
class Written:
    """The sections of a draft, and every figure of the record that they were written from.

    counted: every question, as its tables show it. looked: what was found in the returns that were looked
    through for quotations.
    """

    sections: tuple[drafted.Section, ...]
    figures: Figures
    counted: tuple[QuestionCounts, ...] = field(default=(), repr=False)
    looked: tuple[Looked, ...] = field(default=(), repr=False)


def write_sections(
    record: Record,
    *,
    nlp: Language | None = None,
    most_quotations: int = MOST_QUOTATIONS,
    meaning: Meaning | None = None,
) -> Written:
    """Write every section from the record; needs no database.

    nlp: an English pipeline that finds people's names, if there is one. most_quotations: of one theme.
    meaning: what tells points from what senders say of themselves, if it can be read.
    Raises: CountsDoNotAddUp (A042).
    """
    chooser = Chooser(record, nlp, most_quotations, meaning)
    counted = count_questions(record)
    material = collate(record, chooser, counted)
    made = draft_collated(material)
    sections = tuple(_tidy(section) for section in made)
    return Written(sections, list_figures(made, material), counted, chooser.list_looked())


def keep_draft(session: Session, record: Record, made: Written, *, actor: str, now: datetime) -> KeptDraft:
    """Keep a new draft. Text that people edited in the one before comes along and is never rewritten."""
    lock_name(session, f"draft:{record.consultation_id}")
    previous = find_latest_draft(session, record.consultation_id)
    _hold_names(session, record, previous)
    draft = _add_draft(session, record, now)
    rows = {question.number: question.row_id for question in record.questions}
    revisions = _find_revisions(session, record)
    sections = [
        _add_section(session, draft, one, place, rows, revisions) for place, one in enumerate(made.sections)
    ]
    carried = _keep_texts(session, draft, previous, list(zip(sections, made.sections, strict=True)), now)
    session.flush()
    session.expire(draft, ["sections"])
    withhold_since(session, draft, [theme.label for theme in record.found.themes])
    if previous and _keeps_sentences(draft, made):
        take_over(session, previous, draft, now=now)
    keep_finds(session, made.looked)
    keep_check(session, draft, record, Recounted(made.figures, list_tables(made.sections)), now=now)
    lock_tables(session, record.consultation_id)
    keep_tables(session, record, made.counted, draft.number, now=now)
    kept = KeptDraft(
        draft.id,
        draft.number,
        len(sections),
        _count_quotations(made.sections),
        carried,
        record.locked,
        len(compare(previous, made.figures, record.rules)) if previous else 0,
    )
    _audit(session, record, kept, actor, now)
    return kept


def _hold_names(session: Session, record: Record, previous: Draft | None) -> None:
    """Whoever withdraws now waits, and then takes the names of themes out of this draft too."""
    ids = (record.draft_id, previous.id if previous else "")
    used = select(Use.response_id).where(Use.subject_id.in_(ids)).distinct()
    quoted = select(Excerpt.response_id).join(Excerpt.statement).join(Statement.section)
    carried = quoted.where(Section.draft_id.in_(ids)).distinct()
    hold_responses(session, {*session.scalars(used), *session.scalars(carried)})
    lock_name(session, f"{DECIDING}:{record.consultation_id}")


def _keep_texts(
    session: Session,
    draft: Draft,
    previous: Draft | None,
    made: Sequence[tuple[Section, drafted.Section]],
    now: datetime,
) -> int:
    """Give each section its text, and keep those that are no longer drafted but that people wrote in."""
    before = {section.key: section for section in previous.sections} if previous else {}
    carried = 0
    for row, section in made:
        if section.key in before:
            carried += carry_over(session, before[section.key], row, section.blocks, now=now)
        else:
            write_first(session, row, section.blocks, now=now)
    gone = [section for key, section in before.items() if key not in {row.key for row, _ in made}]
    return carried + _keep_gone(session, draft, gone, len(made), now)


def _keeps_sentences(draft: Draft, made: Written) -> bool:
    """Whether the draft has sentences that only the draft before it made."""
    new = {(section.key, one.id) for section in made.sections for one in section.statements}
    return any((section.key, one.key) not in new for section in draft.sections for one in section.statements)


def _tidy(section: drafted.Section) -> drafted.Section:
    """A heading is one line, whatever the label it was made from."""
    return replace(section, blocks=tuple(_tidy_block(block) for block in section.blocks))


def _tidy_block(block: Block) -> Block:
    return replace(block, text=" ".join(block.text.split())) if isinstance(block, Heading) else block


def _add_draft(session: Session, record: Record, now: datetime) -> Draft:
    wanted = select(func.max(Draft.number)).where(Draft.consultation_id == record.consultation_id)
    return Draft(
        id=record.draft_id,
        consultation_id=record.consultation_id,
        run_id=record.found.run_id,
        number=(session.scalar(wanted) or 0) + 1,
        as_of_on=record.about.as_of,
        created_at=now,
    )


def _add_section(
    session: Session,
    draft: Draft,
    made: drafted.Section,
    position: int,
    rows: Mapping[str, str],
    revisions: Revisions,
) -> Section:
    """rows: the id of each of the government's questions by its number."""
    section = Section(
        key=made.key, title=made.title, position=position, government_question_id=rows.get(made.question_id)
    )
    section.statements = [
        _make_statement(statement, place, revisions) for place, statement in enumerate(made.statements)
    ]
    draft.sections.append(section)
    session.add(draft)
    session.flush()
    return section


def _make_statement(made: evidence.Statement, position: int, revisions: Revisions) -> Statement:
    statement = Statement(key=made.id, position=position, kind=StatementKind(made.kind), text=made.text)
    statement.evidence = evidence.evidence_to_dict(made.evidence)
    if isinstance(made.evidence, evidence.Quoted):
        part = made.evidence.excerpt
        revision_id = revisions.get((part.response_id, part.question_id))
        excerpt = Excerpt(response_id=part.response_id, question_id=part.question_id, revision_id=revision_id)
        excerpt.start, excerpt.end = part.start, part.end
        statement.excerpts = [excerpt]
    return statement


def _find_revisions(session: Session, record: Record) -> Revisions:
    """The text that each quotation's offsets count into; None where it is gone since."""
    rows = (*record.returns.rows, *record.accounts.rows)
    answers = set(session.scalars(select(Answer.head_revision_id)))
    return {
        (row.response_id, row.question_id): row.revision_id if row.revision_id in answers else None
        for row in rows
    }


def _keep_gone(session: Session, draft: Draft, gone: Iterable[Section], position: int, now: datetime) -> int:
    kept = 0
    for previous in gone:
        title = previous.title.removesuffix(NO_LONGER_ASKED) + NO_LONGER_ASKED
        section = Section(draft_id=draft.id, key=previous.key, title=title, position=position + kept)
        kept += keep_section(session, previous, section, now=now)
    return kept


def _count_quotations(made: Iterable[drafted.Section]) -> int:
    return sum(
        isinstance(statement.evidence, evidence.Quoted) for one in made for statement in one.statements
    )


def _audit(session: Session, record: Record, kept: KeptDraft, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action="draft built",
        subject_kind="draft",
        subject_id=kept.draft_id,
        details={"number": kept.number, "consultation": record.consultation_id, "carried": kept.carried},
        now=now,
    )
