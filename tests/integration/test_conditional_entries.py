"""Returns to a form with conditions that staff type in, or that come in a table."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer, Response
from consult.sealing.salt_files import create_secret_salt
from consult.vocabulary import Role
from forms.definitions import Page
from tests.factories.branching import BRANCHING_SLUG, PAGES, ask, make_branching_consultation
from tests.integration.conftest import SignIn

Sessions = sessionmaker[Session]
RETURNS = f"/desk/consultations/{BRANCHING_SLUG}/returns"
ENTRY = {
    "submission_id": "one", "channel": "telephone",
    "received_on-day": "3", "received_on-month": "3", "received_on-year": "2031",
    "language": "en", "organisation": "", "organisation_name": "Vale", "sector": "health", "sub_region": "",
    "quoting": "unnamed",
}  # fmt: skip


@pytest.fixture
def manager(sign_in: SignIn, app: Flask, sessions: Sessions) -> FlaskClient:
    open_form(app, sessions, PAGES)
    return sign_in(Role.MANAGER)


def open_form(app: Flask, sessions: Sessions, pages: tuple[Page, ...]) -> None:
    path = Path(app.config["SALT_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    create_secret_salt(path)
    with sessions.begin() as session:
        make_branching_consultation(session, pages)


def enter(manager: FlaskClient, **answers: Any) -> str:
    typed = {f"q_{name}": value for name, value in answers.items()}
    return manager.post(f"{RETURNS}/new", data=ENTRY | typed).get_data(as_text=True)


def read_answers(sessions: Sessions) -> dict[str, Any]:
    with sessions() as session:
        return {one.question_id: one.value for one in session.scalars(select(Answer))}


def test_entry__with_what_its_answers_ask_for__is_received(manager: FlaskClient, sessions: Sessions) -> None:
    page = enter(manager, homes="no", why="None", works="no", region="south", place="s1")
    assert "It is shown only here, only now." in page
    assert read_answers(sessions) == {
        "homes": "no", "why": "None", "works": "no", "region": "south", "place": "s1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "place", "message"),
    [
        ({"homes": "no"}, "q_why", "Answer this question to continue"),
        ({"homes": ""}, "q_homes", "Select one of the choices to continue"),
        ({"homes": "yes", "count": "101"}, "q_count", "No more than 100"),
        ({"homes": "no", "why": "x", "count": "5"}, "q_count", "The form does not ask this"),
        ({"homes": "no", "why": "x", "region": "south", "place": "n1"}, "q_place", "not offered"),
        ({"homes": "no", "why": "x", "works": "yes"}, "q_what", "Answer this question to continue"),
    ],
)
def test_entry__that_the_form_would_not_take__is_told_beside_the_answer(
    manager: FlaskClient, sessions: Sessions, answers: dict[str, str], place: str, message: str
) -> None:
    page = enter(manager, **answers)
    summary = page.split("There is a problem")[1].split("</ul>")[0]
    assert f'href="#{place}"' in summary and message in summary
    assert read_answers(sessions) == {}


def test_entry__on_the_day_it_came__is_asked_what_is_asked_at_noon(
    app: Flask, sign_in: SignIn, sessions: Sessions
) -> None:
    app.extensions["clock"] = lambda: datetime(2031, 3, 3, 9, tzinfo=UTC)
    open_form(app, sessions, (Page("late", {}, (ask("late", relevant="now() > '2031-03-03T11:00'"),)),))
    page = enter(sign_in(Role.MANAGER), late="At noon")
    assert "It is shown only here, only now." in page
    assert read_answers(sessions) == {"late": "At noon"}


def test_file__rows_with_answers_off_the_way__are_taken_in_without_them_and_it_is_said(
    manager: FlaskClient, sessions: Sessions
) -> None:
    table = "response_id,homes,count,why\nA,no,7,None\nB,yes,8,\nC,yes,101,\nD,no,,\n"
    files = {"file": (BytesIO(table.encode()), "returns.csv")}
    page = manager.post(f"{RETURNS}/import", data=files).get_data(as_text=True)
    assert "4 rows: 3 taken in, 0 there already, 1 rejected." in page
    assert "No more than 100" in page
    assert "Answers to count left out, for the form does not ask these rows for it: 1." in page
    assert "Rows without an answer to why, which the form requires: 1." in page
    with sessions() as session:
        found = session.execute(
            select(Response.external_id, Answer.question_id, Answer.value).join(Answer.response)
        )
        assert {tuple(row) for row in found} == {
            ("A", "homes", "no"), ("A", "why", "None"), ("B", "homes", "yes"), ("B", "count", 8),
            ("D", "homes", "no"),
        }  # fmt: skip


def test_file__row_with_a_choice_that_is_not_offered_beside_its_others__is_refused(
    manager: FlaskClient, sessions: Sessions
) -> None:
    table = "response_id,homes,why,region,place\nA,no,None,south,n1\nB,no,None,north,n1\n"
    files = {"file": (BytesIO(table.encode()), "returns.csv")}
    page = manager.post(f"{RETURNS}/import", data=files).get_data(as_text=True)
    assert "2 rows: 1 taken in, 0 there already, 1 rejected." in page
    assert "does not offer all that was chosen here" in page
    with sessions() as session:
        assert list(session.scalars(select(Response.external_id))) == ["B"]


def test_file__given_again__adds_nothing(manager: FlaskClient) -> None:
    table = "response_id,homes,count,why\nA,no,7,None\n"
    for said in ("1 taken in, 0 there already", "0 taken in, 1 there already"):
        files = {"file": (BytesIO(table.encode()), "returns.csv")}
        assert said in manager.post(f"{RETURNS}/import", data=files).get_data(as_text=True)
