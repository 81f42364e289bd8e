"""A draft that quotes somebody, put together by hand: one section with a text, a quotation and a text."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Excerpt, Paragraph, Quotation, to_list
from analysis.drafting.statements import Quoted, evidence_to_dict
from consult.models import draft as models
from consult.models.analysis import AnalysisRun
from consult.models.draft import Draft, DraftCheck, Section, Statement
from consult.models.response import Answer, Response
from consult.services.drafts.noticing import mark_record
from consult.services.returns.revising import NOBODY, save_revision
from consult.vocabulary import StatementKind, SubjectKind
from tests.factories.numbering import NOW, TODAY

BEFORE, AFTER = "Several people spoke of waiting.", "The region asks for more places."


def make_quoting_draft(session: Session, quoted: Sequence[tuple[Response, str, int, int]]) -> Draft:
    """A draft of the consultation of the first response quoted: (response, question id, start, end) each."""
    consultation_id = quoted[0][0].consultation_id
    run = AnalysisRun(consultation_id=consultation_id, number=1, as_of_on=TODAY, started_at=NOW)
    session.add(run)
    session.flush()
    draft = Draft(consultation_id=consultation_id, run_id=run.id, number=1, as_of_on=TODAY, created_at=NOW)
    section = Section(key="summary", title="Summary", position=1)
    section.statements = [_refer(session, number, *one) for number, one in enumerate(quoted)]
    draft.sections.append(section)
    session.add(draft)
    session.flush()
    quotations = [_quote(number, *one) for number, one in enumerate(quoted)]
    body: list[Block] = [Paragraph("p1", BEFORE), *quotations, Paragraph("p2", AFTER)]
    save_revision(
        session, SubjectKind.SECTION, section.id, to_list(tuple(body)), parent_id=None, author=NOBODY, now=NOW
    )
    return draft


def note_compared(session: Session, draft: Draft) -> None:
    """A comparison of now with the record, which found nothing."""
    mark = mark_record(session, draft.consultation_id, today=TODAY)
    session.add(DraftCheck(draft_id=draft.id, record_mark=mark, tables=[], at=NOW))
    session.flush()


def find_only_account(session: Session) -> Response:
    """The one experience that is there."""
    return session.scalars(select(Response)).one()


def _refer(
    session: Session, number: int, response: Response, question_id: str, start: int, end: int
) -> Statement:
    answers = select(Answer.head_revision_id).where(Answer.response_id == response.id)
    revision_id = session.scalars(answers.where(Answer.question_id == question_id)).one()
    part = models.Excerpt(response_id=response.id, question_id=question_id, revision_id=revision_id)
    part.start, part.end = start, end
    row = Statement(key=f"q{number}", position=number, kind=StatementKind.QUOTED, excerpts=[part])
    row.evidence = evidence_to_dict(Quoted(Excerpt(response.id, question_id, start, end)))
    return row


def _quote(number: int, response: Response, question_id: str, start: int, end: int) -> Quotation:
    return Quotation(f"q{number}", Excerpt(response.id, question_id, start, end), "", response.language)
