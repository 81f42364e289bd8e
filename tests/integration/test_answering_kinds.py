"""Each kind of question, answered by whoever was asked, typed in by staff, and read from a table."""

import csv
import io
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
from tests.factories.branching import BRANCHING_SLUG, make_branching_consultation
from tests.factories.kinds import PAGES
from tests.integration.branching_visits import Sessions, begin_visit, go, read_answers
from tests.integration.conftest import SignIn
from tests.integration.test_conditional_entries import ENTRY, RETURNS
from tests.integration.visitor import Visitor

ANSWERS = {
    "cost": "12.50", "trust": "2.5", "share": 40, "opens": "09:05", "met": "2026-03-27T14:30",
    "order": ["older", "families"], "scale": "agree", "town": "newport_2", "who": "other",
    "who_other": "Carers", "homes_fit": "agree", "homes_near": "disagree", "read": "OK",
}  # fmt: skip
TYPED = {
    "cost": "12,50", "trust": "2.5", "share": "٤٠", "opens-hour": "9", "opens-minute": "05", "met-day": "27",
    "met-month": "3", "met-year": "2026", "met-hour": "14", "met-minute": "30", "order-older": "1",
    "order-families": "2", "scale": "agree", "town": "newport", "town-choice": "newport_2", "who": "other",
    "who_other": "Carers", "homes_fit": "agree", "homes_near": "disagree", "read": "OK",
}  # fmt: skip
CELLS = {
    "cost": "12.5", "trust": "2.5", "share": "40.0", "opens": "09:05:00", "met": "2026-03-27 14:30:00",
    "order": "older families", "scale": "agree", "town": "newport_2", "who": "other", "who_other": "Carers",
    "homes_fit": "agree", "homes_near": "disagree", "read": "yes",
}  # fmt: skip


@pytest.fixture
def visitor(app: Flask, sessions: Sessions) -> Visitor:
    return begin_visit(app, sessions, PAGES)


@pytest.fixture
def manager(sign_in: SignIn, app: Flask, sessions: sessionmaker[Session]) -> FlaskClient:
    path = Path(app.config["SALT_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    create_secret_salt(path)
    with sessions.begin() as session:
        make_branching_consultation(session, PAGES)
    return sign_in(Role.MANAGER)


def answer_all(visitor: Visitor) -> None:
    """Type an answer on each page, from the first to the last."""
    for page in PAGES:
        names = tuple(question.id for question in page.questions)
        typed = {key: one for key, one in TYPED.items() if key.split("-")[0] in names}
        go(visitor, page.id, **typed)


def test_answers__typed_on_each_page__are_kept_and_shown_on_the_last(
    visitor: Visitor, sessions: Sessions
) -> None:
    answer_all(visitor)
    assert read_answers(sessions) == ANSWERS
    shown = visitor.open("check").text
    for words in ("12.50", "9:05", "27 March 2026, 14:30", "1. Older people", "2. Families", "Newport", "✓"):
        assert words in shown
    assert go(visitor, "who", who="families").startswith("q/")
    assert "Carers" not in visitor.open("check").text
    assert visitor.send("use", {"q_use": "unnamed"}).status_code == 302
    assert visitor.send("check").status_code == 302
    assert "receipt" in visitor.open("receipt").request.path
    assert "who_other" not in read_answers(sessions)


def test_default__of_a_question__is_an_answer_only_once_sent(visitor: Visitor, sessions: Sessions) -> None:
    assert 'value="2.50"' in visitor.open("q/cost").text
    assert "cost" not in read_answers(sessions)
    go(visitor, "cost", cost="2.50")
    assert read_answers(sessions)["cost"] == "2.50"
    go(visitor, "cost", cost="")
    assert 'value="2.50"' not in visitor.open("q/cost").text


@pytest.mark.parametrize(
    ("page", "typed", "place", "message"),
    [
        ("cost", {"cost": "1,234"}, "q_cost", "Write 1234 or 1.2340"),
        ("share", {"share": "101"}, "q_share", "Enter a number from 0 to 100"),
        ("trust", {"trust": "9"}, "q_trust", "Enter a number from 0 to 5"),
        ("opens", {"opens-hour": "25", "opens-minute": "00"}, "q_opens-hour", "from 0 to 23"),
        ("met", {"met-day": "27", "met-month": "3", "met-year": "2026"}, "q_met-hour", "needs a time too"),
        ("order", {"order-older": "1", "order-single": "1"}, "q_order-older", "have the same number"),
        ("town", {"town": "newport"}, "q_town-choice", "Choose which of these you mean"),
        ("town", {"town": "Atlantis"}, "q_town", "Nothing in the list fits"),
        ("read", {}, "q_read", "Tick the box to continue"),
        ("table", {"homes_fit": "gone"}, "q_homes_fit", "Select from the choices shown"),
    ],
)
def test_answer__that_cannot_be_taken__is_told_with_a_link_to_its_input(
    visitor: Visitor, page: str, typed: dict[str, str], place: str, message: str
) -> None:
    sent = visitor.send(f"q/{page}", {f"q_{name}": text for name, text in typed.items()})
    assert sent.status_code == 422
    summary = sent.text.split("There is a problem")[1].split("</ul>")[0]
    assert f'href="#{place}"' in summary and message in summary
    assert f'id="{place}"' in sent.text


def test_page__of_a_long_list__is_light(visitor: Visitor) -> None:
    page = visitor.open("q/town").text
    assert "Town 0" not in page and len(page) < 30_000
    assert len(visitor.send("q/town", {"q_town": "town"}).text) < 40_000


def find(visitor: Visitor, page: str, field: str, **typed: str) -> dict[str, Any]:
    """What a script is told while somebody types into a field."""
    data = {f"q_{name}": text for name, text in typed.items()} | {"_find_": field}
    sent = visitor.client.post(f"/c/{BRANCHING_SLUG}/q/{page}", data=data, headers={"X-Fragment": "found"})
    assert sent.status_code == 200 and sent.json is not None
    found: dict[str, Any] = sent.json
    return found


def test_script__while_part_is_typed__is_told_what_fits_and_nothing_is_kept(
    visitor: Visitor, sessions: Sessions
) -> None:
    newports = [{"text": f"Newport (newport_{n})", "lang": "en"} for n in (1, 2)]
    assert find(visitor, "town", "q_town", town="newp") == {"found": newports, "count": 2}
    assert find(visitor, "town", "q_town", town="leeds")["found"] == [{"text": "Leeds", "lang": "en"}]
    many = find(visitor, "town", "q_town", town="town")
    assert len(many["found"]) == 10 and many["count"] == 11_997
    assert find(visitor, "town", "q_town", town="")["count"] == 0
    assert read_answers(sessions) == {}
    visitor.open("q/town?lang=ar")
    assert find(visitor, "town", "q_town", town="leeds")["found"] == [{"text": "ليدز", "lang": "ar"}]


@pytest.mark.parametrize(
    ("page", "field"), [("town", "q_gone"), ("town", "csrf_token"), ("scale", "q_scale")]
)
def test_script__that_asks_for_another_field__finds_nothing(visitor: Visitor, page: str, field: str) -> None:
    assert find(visitor, page, field, scale="agree") == {"found": [], "count": 0}


def test_language_switch__on_a_page_of_parts__keeps_what_was_typed(visitor: Visitor) -> None:
    typed = {"q_opens-hour": "9", "q_opens-minute": "x", "switch_language": "ar"}
    page = visitor.client.post(
        f"/c/{BRANCHING_SLUG}/q/opens", data={**visitor.fill(f"/c/{BRANCHING_SLUG}/q/opens"), **typed}
    )
    assert 'value="9"' in page.text and 'value="x"' in page.text


def test_entry__of_each_kind__is_received_as_it_was_typed(manager: FlaskClient, sessions: Sessions) -> None:
    typed = {f"q_{name}": value for name, value in TYPED.items()}
    page = manager.post(f"{RETURNS}/new", data=ENTRY | typed).get_data(as_text=True)
    assert "It is shown only here, only now." in page
    assert read_answers(sessions) == ANSWERS


def test_entry__page__begins_without_what_nobody_said(manager: FlaskClient) -> None:
    page = manager.get(f"{RETURNS}/new").get_data(as_text=True)
    assert 'value="2.50"' not in page and "Town 0" not in page


def test_table__with_each_kind__is_taken_in_and_handed_out_the_same(
    manager: FlaskClient, sessions: Sessions
) -> None:
    table = ",".join(("response_id", *CELLS)) + "\n" + ",".join(("A", *CELLS.values())) + "\n"
    files = {"file": (BytesIO(table.encode()), "returns.csv")}
    page = manager.post(f"{RETURNS}/import", data=files).get_data(as_text=True)
    assert "1 row: 1 taken in" in page or "1 rows: 1 taken in" in page
    assert read_answers(sessions) == ANSWERS | {"cost": "12.5"}
    out = manager.get(f"{RETURNS}/export.csv").get_data(as_text=True)
    row = next(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))
    assert {name: row[name] for name in CELLS} == CELLS | {
        "share": "40", "opens": "09:05", "met": "2026-03-27T14:30", "read": "OK",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("cost", "about 5", "Enter a number in digits"),
        ("cost", "-", "Enter a number in digits"),
        ("met", "2026-01-02T", "needs a time too"),
        ("met", "T", "needs a day"),
        ("share", "101", "Enter a number from 0 to 100"),
        ("opens", "soon", "Enter the time in digits"),
        ("order", "older older", "Select from the choices shown"),
        ("town", "Newport", "Select from the choices shown"),
        ("read", "perhaps", "Tick the box"),
    ],
)
def test_table__with_a_cell_that_is_no_answer__refuses_the_row(
    manager: FlaskClient, sessions: Sessions, column: str, cell: str, said: str
) -> None:
    table = f"response_id,{column}\nA,{cell}\n"
    files: dict[str, Any] = {"file": (BytesIO(table.encode()), "returns.csv")}
    page = manager.post(f"{RETURNS}/import", data=files).get_data(as_text=True)
    assert "1 rejected" in page and said in page
    with sessions() as session:
        assert (
            list(session.scalars(select(Response.id))) == []
            and list(session.scalars(select(Answer.id))) == []
        )
