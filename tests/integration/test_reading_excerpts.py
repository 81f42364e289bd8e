"""Quotations: references that are filled when shown, with consent, standing and offsets checked each time."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consent import Use
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.readings import ExcerptReading
from consult.models.response import Answer, Response
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.reading import read_excerpts
from consult.vocabulary import ExcerptGap, Purpose, ResponseState, Role, Standing, UseKind, Verdict
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.portable

WORDS = "𐍈 Rents went up.\nلا يوجد سكن."
BOARD_MEMBER = Viewer(None, frozenset({Role.BOARD_MEMBER}))
OBSERVER = Viewer(None, frozenset({Role.MANAGER}), Standing.OBSERVER)
QUOTABLE = {Purpose.ANALYSE: True, Purpose.QUOTE: True}


@dataclass
class Reference:
    """An excerpt before it is kept."""

    response_id: str
    start: int
    end: int
    id: str = "e1"
    question_id: str = "change"
    revision_id: str | None = None


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


@pytest.fixture
def response(session: Session, version: QuestionnaireVersion) -> Response:
    return make_response(session, version, {"change": WORDS}, consents=QUOTABLE)


def read(session: Session, *excerpts: Any, viewer: Viewer = SYSTEM, **values: Any) -> ExcerptReading:
    given = {"use_kind": UseKind.DRAFT, "subject_id": "draft-1", "now": NOW}
    return read_excerpts(session, viewer, excerpts, **{**given, **values})


def test_excerpt__permitted__is_verbatim_by_code_points(session: Session, response: Response) -> None:
    reading = read(session, Reference(response.id, 0, 7), Reference(response.id, 17, 29, id="e2"))
    assert {key: one.words for key, one in reading.filled.items()} == {"e1": "𐍈 Rents", "e2": WORDS[17:29]}
    assert reading.left_out == {}
    assert reading.filled["e1"].respondent.may_attribute is False


def test_excerpt__permitted__is_on_record_part_by_part(session: Session, response: Response) -> None:
    references = [Reference(response.id, 0, 7), Reference(response.id, 2, 7, id="e2")]
    read(session, *references)
    read(session, *references)
    uses = session.scalars(select(Use).order_by(Use.start)).all()
    assert [(use.question_id, use.start, use.end) for use in uses] == [("change", 0, 7), ("change", 2, 7)]
    assert {(use.purpose, use.kind, use.consent_version) for use in uses} == {
        (Purpose.QUOTE, UseKind.DRAFT, 1)
    }


def test_excerpt__consent_taken_back__is_left_out_and_not_recorded(
    session: Session, response: Response
) -> None:
    give_consent(session, response.id, {Purpose.QUOTE: False}, given_on=TODAY)
    reading = read(session, Reference(response.id, 0, 7))
    assert (reading.filled, reading.left_out) == ({}, {"e1": ExcerptGap.NOT_PERMITTED})
    assert session.scalars(select(Use)).all() == []


def test_excerpt__response_withdrawn__is_left_out(session: Session, response: Response) -> None:
    response.state = ResponseState.WITHDRAWN
    assert read(session, Reference(response.id, 0, 7)).left_out == {"e1": ExcerptGap.WITHDRAWN}


@pytest.mark.parametrize(("start", "end"), [(0, len(WORDS) + 1), (5, 5), (-2, 4)])
def test_excerpt__offsets_outside_the_text__is_left_out(
    session: Session, response: Response, start: int, end: int
) -> None:
    assert read(session, Reference(response.id, start, end)).left_out == {"e1": ExcerptGap.CHANGED}


def test_excerpt__of_a_text_changed_since__is_left_out(session: Session, response: Response) -> None:
    held = session.scalars(select(Answer.head_revision_id)).one()
    same = read(session, Reference(response.id, 0, 7, revision_id=held))
    assert same.filled["e1"].words == "𐍈 Rents"
    changed = read(session, Reference(response.id, 0, 7, revision_id="an earlier one"))
    assert changed.left_out == {"e1": ExcerptGap.CHANGED}


def test_excerpt__of_an_answer_that_is_gone__is_left_out(session: Session, response: Response) -> None:
    reading = read(session, Reference(response.id, 0, 7, question_id="experience"))
    assert reading.left_out == {"e1": ExcerptGap.CHANGED}


def test_excerpt__of_an_account__needs_standing_keys_and_consent(
    session: Session, version: QuestionnaireVersion
) -> None:
    agent = UnlockedAgent()
    account = make_sealed_account(session, version, {"change": WORDS}, agent, consents=QUOTABLE)
    silent = make_sealed_account(session, version, {"change": WORDS}, agent)
    reference = Reference(account.id, 0, 7)
    assert read(session, reference, viewer=BOARD_MEMBER, keys=agent).filled["e1"].words == "𐍈 Rents"
    assert read(session, reference, viewer=BOARD_MEMBER).left_out == {"e1": ExcerptGap.LOCKED}
    assert read(session, reference, viewer=OBSERVER, keys=agent).left_out == {"e1": ExcerptGap.HELD}
    refused = read(session, Reference(silent.id, 0, 7), keys=agent)
    assert refused.left_out == {"e1": ExcerptGap.NOT_PERMITTED}


def test_excerpts__none__are_an_empty_reading(session: Session) -> None:
    assert read(session) == ExcerptReading({}, {})


@pytest.mark.parametrize(
    ("start", "end", "is_refused"), [(3, 10, True), (6, 8, True), (0, 3, False), (10, 14, False)]
)
def test_excerpt__that_shares_words_with_a_refused_one__is_left_out(
    session: Session, response: Response, start: int, end: int, is_refused: bool
) -> None:
    passage = Passage(response.id, "change", 3, 10)
    give_verdict(session, UNCOUNTED, response, passage, Verdict.AGREED, today=TODAY)
    assert read(session, Reference(response.id, start, end)).left_out == {}

    give_verdict(session, UNCOUNTED, response, passage, Verdict.REFUSED, today=TODAY)

    left_out = read(session, Reference(response.id, start, end)).left_out
    assert left_out == ({"e1": ExcerptGap.REFUSED} if is_refused else {})


def test_excerpt__of_another_question__is_not_touched_by_a_refusal(
    session: Session, response: Response
) -> None:
    give_verdict(
        session, UNCOUNTED, response, Passage(response.id, "other", 0, 99), Verdict.REFUSED, today=TODAY
    )
    assert read(session, Reference(response.id, 0, 7)).left_out == {}
