"""Changing an experience after it was sent: until the stated day, every wording sealed, quotations marked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.analysis import AnalysisRun, ResponseBucket, Theme
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.queries.viewer import SYSTEM
from consult.sealing.codenames import parse_codename
from consult.services.experiences import amending
from consult.services.experiences.giving import reopen_account
from consult.services.permissions.reading import read_excerpts
from consult.services.returns.answering import list_own_answers, save_answer
from consult.services.themes.withholding_phrases import CARRIERS, WITHOUT_WORDS
from consult.vocabulary import Bucket, ExcerptGap, Purpose, ResponseState, UseKind
from consult.web.key_store import get_key_store
from consult.web.return_numbers import reopen_number
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW
from tests.factories.protecting import make_version
from tests.factories.sealing import UnlockedAgent, make_sealed_account
from tests.integration.conftest import MakeApp
from tests.integration.teller import MARK, RETURN, open_form, tell, visit
from tests.integration.test_reading_excerpts import Reference

pytestmark = pytest.mark.portable

LATER = "CHANGEDWORDS كلمات أخرى"
AFTER_CLOSING = datetime(2031, 7, 1, 12, tzinfo=UTC)
QUESTION = f"{RETURN}/q/what_happened"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


@pytest.fixture
def number(app: Flask) -> str:
    return tell(visit(app))


@pytest.fixture
def client(app: Flask, number: str) -> Iterator[FlaskClient]:
    """A browser that came back with the number."""
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})
    yield client


def find_parent(page: str) -> dict[str, str]:
    """The revision that the form was shown with."""
    return {"_from_what_happened": page.split('name="_from_what_happened" value="')[1].split('"')[0]}


def amend(client: FlaskClient, words: str = LATER) -> None:
    parent = find_parent(client.get(QUESTION).text)
    assert client.post(QUESTION, data={"q_what_happened": words, **parent}).location == f"{RETURN}/yours"


def test_words__changed_with_the_number__replace_the_first_and_every_wording_is_sealed(
    app: Flask, sessions: sessionmaker[Session], client: FlaskClient, number: str
) -> None:
    amend(client)

    own = client.get(f"{RETURN}/yours").text
    assert LATER in own and MARK not in own
    with app.app_context(), sessions.begin() as session:
        reopening = reopen_number(parse_codename(number), session.scalars(select(Response.id)).one())
        opened = reopen_account(session, get_key_store(), reopening)
        said = {one.question_id: one.value for one in list_own_answers(session, opened.response, opened.key)}
        assert said["what_happened"] == LATER
        assert opened.response.state is ResponseState.SUBMITTED
        revisions = session.scalars(select(Revision)).all()
        assert len(revisions) == 3 and {(one.body, one.at) for one in revisions} == {(None, None)}
        assert all(one.sealed and b"CHANGED" not in one.sealed for one in revisions)


def test_words__changed__leave_the_name_of_a_theme_that_too_few_share_then(
    sessions: sessionmaker[Session], client: FlaskClient
) -> None:
    with sessions.begin() as session:
        response = session.scalars(select(Response)).one()
        run = AnalysisRun(
            id=new_id(), consultation_id=response.consultation_id, number=1, as_of_on=NOW.date()
        )
        run.started_at = run.finished_at = NOW
        run.manifest = {CARRIERS: {MARK.casefold(): [0, 1]}}
        session.add(run)
        session.flush()
        bucket = {"response_id": response.id, "bucket": Bucket.ANALYSED}
        named = {"label": MARK, "key_phrases": [MARK], "size_responses": 3, "stability": 1.0}
        session.add_all([ResponseBucket(run_id=run.id, **bucket), Theme(run_id=run.id, key="T01", **named)])
    amend(client)
    with sessions() as session:
        theme = session.scalars(select(Theme)).one()
        assert (theme.label, theme.key_phrases) == (WITHOUT_WORDS, [])


def test_words__emptied__are_asked_for_and_stay(client: FlaskClient) -> None:
    parent = find_parent(client.get(QUESTION).text)
    assert client.post(QUESTION, data={"q_what_happened": " ", **parent}).status_code == 422
    assert MARK in client.get(f"{RETURN}/yours").text


def test_area__changed__is_right_in_clear(client: FlaskClient, sessions: sessionmaker[Session]) -> None:
    page = client.get(f"{RETURN}/q/area").text
    parent = page.split('name="_from_area" value="')[1].split('"')[0]
    client.post(f"{RETURN}/q/area", data={"q_area": "not_said", "_from_area": parent})
    with sessions.begin() as session:
        assert session.scalars(select(Response.place_band)).one() == ""


def test_words__after_the_last_day__can_not_be_changed_but_permission_can(
    app: Flask, sessions: sessionmaker[Session], client: FlaskClient
) -> None:
    app.extensions["clock"] = lambda: AFTER_CLOSING
    shown = client.get(QUESTION)
    refused = client.post(QUESTION, data={"q_what_happened": LATER})

    assert (shown.status_code, refused.status_code) == (409, 409) and "C304" in refused.text
    own = client.get(f"{RETURN}/yours").text
    assert MARK in own and "could be changed until 30 June 2031" in own and QUESTION not in own
    assert client.post(f"{RETURN}/permission", data={}).location == f"{RETURN}/yours"


def test_last_day__shortened_by_a_later_notice__stays_as_it_was_told(
    app: Flask, sessions: sessionmaker[Session], client: FlaskClient
) -> None:
    with sessions.begin() as session:
        consultation = session.scalars(select(Consultation)).one()
        make_version(session, consultation, 2, withdrawal_until_on=date(2020, 1, 1))

    assert "You can change your words until 30 June 2031" in client.get(f"{RETURN}/yours").text
    assert "withdraw until 30 June 2031" in client.get(f"{RETURN}/permission").text
    amend(client)
    app.extensions["clock"] = lambda: AFTER_CLOSING
    assert client.get(QUESTION).status_code == 409


def test_last_day__in_the_plan_and_in_no_notice__counts_instead_of_the_closing_day(
    app: Flask, sessions: sessionmaker[Session], client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amending, "find_withdrawal_date", lambda *_: None)
    with sessions.begin() as session:
        consultation = session.scalars(select(Consultation)).one()
        consultation.withdrawal_until_on = AFTER_CLOSING.date()
    app.extensions["clock"] = lambda: AFTER_CLOSING

    amend(client)

    assert "You can change your words until 1 July 2031" in client.get(f"{RETURN}/yours").text


def test_page__of_a_questionnaire_that_does_not_exist__is_not_found(client: FlaskClient) -> None:
    assert client.get(f"{RETURN}/q/nothing").status_code == 404


def test_quotation__of_words_changed_since__is_marked_as_changed(session: Session) -> None:
    agent = UnlockedAgent()
    version = make_questionnaire_version(session, make_consultation(session))
    consents = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
    account = make_sealed_account(session, version, {"change": "We waited."}, agent, consents=consents)
    answer = session.scalars(select(Answer)).one()
    quoted = Reference(account.id, 0, 9, revision_id=answer.head_revision_id)

    def read() -> object:
        showing = {"use_kind": UseKind.DRAFT, "subject_id": "draft", "now": NOW, "keys": agent}
        reading = read_excerpts(session, SYSTEM, [quoted], **showing)  # type: ignore[arg-type]
        return reading.left_out or reading.filled["e1"].words

    assert read() == "We waited"
    key = agent.open_key(account.id)
    save_answer(
        session,
        account,
        "change",
        "We left at once.",
        language="en",
        parent_id=answer.head_revision_id,
        now=NOW,
        key=key,
    )
    assert read() == {"e1": ExcerptGap.CHANGED}
