"""An organisation by link and code at what it said before: opening changes nothing, an answer stands."""

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.services.agreement.circulating import revoke
from consult.services.agreement.given_lines import LONGEST_LINE, LONGEST_WORDS
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import Purpose
from tests.factories.agreeing import ADA, ask_one
from tests.factories.carrying import CHANGED, WORDS, ask, make_earlier_return, propose
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_partnership
from tests.factories.versions import make_exact_version

ADDRESS, HOME, PIECE = "ada@example.org", "/agreement/earlier/", "/agreement/earlier/1"
WHO = {"given_by": "Ada Morgan", "given_role": "Head of policy"}
CLOSED = "Open your link again"
STANDS = "Your organisation has answered this already"


@dataclass
class Body:
    """A browser of an organisation, with the secret parts of its link to a piece and of one to a version."""

    client: FlaskClient
    sessions: sessionmaker[Session]
    token: str
    version_token: str

    def come_in(self, token: str = "") -> str:
        """By link and code; returns where it leads."""
        self.client.get(f"/agreement/link/{token or self.token}")
        self.client.post("/agreement/address", data={"address": ADDRESS})
        with self.sessions() as session:
            texts = session.scalars(select(OutboxMessage.body_text).order_by(OutboxMessage.queued_at)).all()
        code = re.findall(r"\b\d{6}\b", texts[-1])[0]
        return self.client.post("/agreement/code", data={"code": code}).headers["Location"]

    def find_piece(self) -> CarriedMaterial:
        with self.sessions() as session:
            return session.scalars(select(CarriedMaterial)).one()


@pytest.fixture
def body(app: Flask, sessions: sessionmaker[Session]) -> Body:
    with sessions.begin() as session:
        make_partnership(session)
        about = make_consultation(session)
        row = propose(session, about, make_earlier_return(session, about))
        assert row.organisation is not None
        make_contact(session, row.organisation, email=ADDRESS, name="Ada Morgan", job_title="Head of policy")
        token = ask(session, about).token
        version_token = ask_one(session, make_exact_version(session, about), row.organisation).token
    return Body(app.test_client(), sessions, token, version_token)


def test_link_and_code__for_a_piece__lead_to_it_and_no_get_changes_anything(body: Body) -> None:
    assert body.client.get(HOME).status_code == 409
    assert body.come_in() == HOME
    page, piece = body.client.get(HOME).text, body.client.get(PIECE).text
    assert "Brook House" in page and "No answer yet" in page and WORDS in piece
    for path in (f"{PIECE}?answer=current&given_by=Ada", HOME, f"/agreement/link/{body.token}"):
        body.client.get(path)
    assert body.find_piece().answer is None


def test_answer__with_changes__is_kept_as_it_was_typed_and_stands(body: Body) -> None:
    body.come_in()
    wrong = body.client.post(PIECE, data={"answer": "changed", **WHO})
    assert wrong.status_code == 422 and "Write what holds now" in wrong.text
    sent = body.client.post(PIECE, data={"answer": "changed", "words": CHANGED, **WHO})
    assert sent.headers["Location"] == HOME
    row = body.find_piece()
    assert (row.answer, row.words, row.given_by) == (CarriedAnswer.CHANGED, CHANGED, "Ada Morgan")
    again = body.client.get(PIECE).text
    assert 'value="current"' not in again and 'value="outdated"' in again
    body.client.post(PIECE, data={"answer": "outdated", **WHO})
    assert body.find_piece().ended_on is not None
    assert "<form" not in body.client.get(PIECE).text.split("Does this still hold?")[-1].split("footer")[0]


def test_answer__after_a_colleagues__is_refused_beside_its_field_with_what_was_typed(
    body: Body,
) -> None:
    body.come_in()
    body.client.post(PIECE, data={"answer": "current", **WHO})
    late = body.client.post(PIECE, data={"answer": "changed", "words": "Mine\r\nnow.", **WHO})
    assert late.status_code == 422 and "C536" not in late.text
    form = late.text.split('id="confirmation"')[1]
    assert STANDS in form and 'id="answer-error"' in form and 'href="#answer"' in late.text
    assert "Mine\nnow." in late.text and body.find_piece().answer is CarriedAnswer.CURRENT
    body.client.post(PIECE, data={"answer": "outdated", **WHO})
    last = body.client.post(PIECE, data={"answer": "changed", "words": "Mine again.", **WHO})
    assert last.status_code == 422 and "Mine again." in last.text and last.text.count('id="answer"') == 1


def test_line__longer_than_it_may_be__is_told_so_and_how_long(body: Body) -> None:
    body.come_in()
    long = {"given_by": "x" * (LONGEST_LINE + 1), "given_role": ""}
    page = body.client.post(PIECE, data={"answer": "changed", "words": "y" * (LONGEST_WORDS + 1), **long})
    assert "Your name is too long: write up to 160 characters" in page.text
    assert "Your words are too long: write up to 2,000 characters" in page.text
    assert "Write your name" not in page.text and "Write your role" in page.text


def test_language__changed_while_typing__keeps_what_was_typed_and_answers_nothing(body: Body) -> None:
    body.come_in()
    switch = {"answer": "changed", "words": "Half a thou", "switch_language": "cy", **WHO}
    page = body.client.post(f"{PIECE}?lang=cy", data=switch)
    assert page.status_code == 200 and "Half a thou" in page.text and 'lang="cy"' in page.text
    assert body.find_piece().answer is None


def take_link_back(session: Session) -> None:
    revoke(session, session.scalars(select(AskedToConfirm)).one(), author=ADA, now=NOW)


def test_visit__whose_link_is_taken_back_or_leads_elsewhere__opens_nothing(body: Body) -> None:
    body.come_in(body.version_token)
    assert body.client.get(PIECE).status_code == 409
    body.come_in()
    assert body.client.get("/agreement/version/").status_code == 409
    body.come_in()
    with body.sessions.begin() as session:
        take_link_back(session)
    answer = body.client.post(PIECE, data={"answer": "current", "words": "Typed.", **WHO})
    assert answer.status_code == 409 and CLOSED in answer.text and "Typed." in answer.text
    assert body.find_piece().answer is None


def test_piece__whose_permission_has_changed__shows_no_words_and_asks_nothing(body: Body) -> None:
    with body.sessions.begin() as session:
        row = session.scalars(select(CarriedMaterial)).one()
        give_consent(session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)
    body.come_in()
    page = body.client.get(PIECE).text
    assert WORDS not in page and "It cannot be shown now" in page and 'name="answer"' not in page


def test_piece__of_somebody_else__is_not_found(body: Body) -> None:
    with body.sessions.begin() as session:
        about = session.scalars(select(CarriedMaterial)).one().consultation_id
        home = session.get_one(Consultation, about)
        propose(session, home, make_earlier_return(session, home, name="Open Door"))
        ask(session, home)
    body.come_in()
    assert body.client.get("/agreement/earlier/2").status_code == 404
    assert body.client.post("/agreement/earlier/2", data={"answer": "current", **WHO}).status_code == 404
