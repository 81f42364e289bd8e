"""A refusal goes along with words that a person moves from one answer to another, and with no others."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.conversation import QuotationVerdict
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.experiences.moving_verdicts import move_verdicts
from consult.services.identifiers.finding_phrases import MOST_PLACES
from consult.vocabulary import Verdict
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account

DAY = date(2031, 6, 1)
A = "We came to Leeds in the spring with two small children."
B = "My brother was beaten by the landlord at night."
C = "The school found places for both of them."


def move(
    session: Session, before: dict[str, Any], now: dict[str, str], verdicts: list[tuple[str, Verdict]]
) -> dict[str, list[str]]:
    """Which words are refused once answers that read so were changed; verdicts are given on the first."""
    agent = UnlockedAgent()
    version = make_questionnaire_version(session, make_consultation(session))
    response = make_sealed_account(session, version, now, agent)
    asked = next(iter(before))
    for words, verdict in verdicts:
        start = before[asked].index(words)
        passage = Passage(response.id, asked, start, start + len(words))
        give_verdict(session, UNCOUNTED, response, passage, verdict, today=DAY)
    key: Any = agent.open_key(response.id)
    move_verdicts(session, OpenedAccount(response, key), before)
    rows = session.scalars(select(QuotationVerdict).order_by(QuotationVerdict.start)).all()
    refused: dict[str, list[str]] = {}
    for row in rows:
        if row.verdict is Verdict.REFUSED:
            refused.setdefault(row.question_id, []).append(now[row.question_id][row.start : row.end])
    return refused


@pytest.mark.parametrize(
    ("before", "now", "refused"),
    [
        ({"change": f"{A} {B}", "why": C}, {"change": A, "why": f"{C} {B}"}, {"why": [B]}),
        ({"change": f"{A} {B}", "why": None}, {"change": f"{A} {B}", "why": B}, {"change": [B], "why": [B]}),
        (
            {"change": f"{A} {B}", "why": C},
            {"change": A, "why": f"And {B.lower()}"},
            {"why": [f"And {B.lower()}"]},
        ),
        ({"change": f"{A} {B}", "why": B}, {"change": A, "why": f"{B} {C}"}, {}),
        ({"change": f"{A} {B}", "why": B}, {"change": A, "why": f"{B} {B}"}, {"why": [B, B]}),
        ({"change": f"{A} {B}", "why": C}, {"change": B, "why": f"{C} {A}"}, {"change": [B]}),
    ],
    ids=["moved", "copied", "moved into a sentence", "stood there", "once more", "others moved"],
)
def test_refusal__of_words_that_come_into_another_answer__goes_along(
    sqlite_session: Session, before: dict[str, Any], now: dict[str, str], refused: dict[str, list[str]]
) -> None:
    said = [(A, Verdict.AGREED), (B, Verdict.REFUSED)]
    assert move(sqlite_session, before, now, said) == refused


def test_refusals__of_more_than_can_be_followed__stand_for_the_whole_of_the_other_answer(
    sqlite_session: Session,
) -> None:
    many = " ".join(f"Somebody came number {n}." for n in range(MOST_PLACES + 1))
    said = [(f"Somebody came number {n}.", Verdict.REFUSED) for n in range(MOST_PLACES + 1)]
    moved = move(sqlite_session, {"change": many, "why": None}, {"change": A, "why": many}, said)
    assert moved["why"] == [many]
