"""When a form for experiences may open: what stands in the way, who is told, and who is not."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from consult.models.protection import NoticeVersion
from consult.models.response import Response
from consult.sealing.holder_changes import add_holder, add_recovery_key
from consult.sealing.key_files import create_key_file
from consult.sealing.stretching import MINIMAL
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.opening_form import NO_FILE, list_obstacles
from consult.vocabulary import Role
from tests.factories.giving import SLUG, make_giving_consultation, make_keys
from tests.factories.numbering import TODAY
from tests.factories.protecting import make_version
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import GROWN, START

ADA, BEA = "seven grey lanterns walk", "eleven slow rivers turning"
MINE = ("no_key", "key_file_broken", "one_way_to_unlock", "switched_off")


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    with sessions.begin() as session:
        make_giving_consultation(session)
    return make_app(ACCOUNT_FORM=True)


@pytest.fixture
def path(app: Flask) -> Path:
    return Path(app.config["KEY_FILE"])


def see(app: Flask, sessions: sessionmaker[Session]) -> list[str]:
    """The obstacles of keys and switch that are seen now."""
    with sessions.begin() as session:
        found = list_obstacles(session, None, settings=app.config, today=TODAY)
    assert all(one.text and one.remedy for one in found)
    return [one.code for one in found if one.code in MINE]


def test_obstacles__key_and_holders_added_one_by_one__go_away(
    app: Flask, path: Path, sessions: sessionmaker[Session]
) -> None:
    assert see(app, sessions) == ["no_key"]
    create_key_file(path, "Ada", ADA, today=TODAY, cost=MINIMAL)
    assert see(app, sessions) == ["one_way_to_unlock"]
    add_holder(path, ADA, "Bea", BEA, cost=MINIMAL)
    assert see(app, sessions) == []


def test_obstacles__one_person_and_a_recovery_key__are_two_ways(
    app: Flask, path: Path, sessions: sessionmaker[Session]
) -> None:
    create_key_file(path, "Ada", ADA, today=TODAY, cost=MINIMAL)
    add_recovery_key(path, ADA, cost=MINIMAL)
    assert see(app, sessions) == []
    app.config["ACCOUNT_FORM"] = False
    assert see(app, sessions) == ["switched_off"]


def test_obstacles__key_file_damaged__are_named_and_keep_the_form_closed(
    app: Flask, path: Path, sessions: sessionmaker[Session]
) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    assert see(app, sessions) == ["key_file_broken"]
    assert app.test_client().get(f"{START}/about").status_code == 503


def test_form__with_one_way_to_unlock__is_closed_and_only_staff_learn_why(
    app: Flask, path: Path, sign_in: SignIn
) -> None:
    create_key_file(path, "Ada", ADA, today=TODAY, cost=MINIMAL)
    closed = app.test_client().get(f"{START}/about")
    assert closed.status_code == 503 and "C303" in closed.text
    assert not [word for word in ("unlock", "key", "holder", "C301") if word in closed.text]
    assert START not in app.test_client().get("/your-experience/").text
    page = sign_in(Role.MANAGER).get("/desk/experiences/").text
    assert "The form is closed" in page and "Fewer than two ways to unlock" in page
    assert "consult keys add-holder" in page


def test_form__whose_withdrawal_date_is_over__is_closed_and_staff_learn_where_to_say_another(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    make_keys(app.config)
    last = datetime(2031, 6, 30, 12, tzinfo=UTC)  # as the notice says; the consultation closes later
    with sessions.begin() as session:
        get_consultation(session, SLUG).closes_on = None
    app.extensions["clock"] = lambda: last
    assert app.test_client().get(f"{START}/about").status_code == 200

    app.extensions["clock"] = lambda: last + timedelta(days=1)
    client = app.test_client()
    closed = client.post(f"{START}/about", data=GROWN)
    assert closed.status_code == 503 and "C303" in closed.text and "withdraw" not in closed.text
    assert START not in client.get("/your-experience/").text
    page = sign_in(Role.MANAGER).get(f"/desk/consultations/{SLUG}/data-protection/").text
    assert "The date until which people can withdraw, 30 June 2031, is over." in page
    with sessions.begin() as session:
        make_version(session, get_consultation(session, SLUG), 2, withdrawal_until_on=date(2031, 9, 30))
    assert app.test_client().get(f"{START}/about").status_code == 200


def test_form__whose_data_protection_file_nobody_approved__is_closed_until_somebody_does(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    make_keys(app.config)
    open_one, client = app.test_client(), app.test_client()
    assert open_one.get(f"{START}/about").status_code == 200
    with sessions.begin() as session:
        session.execute(delete(NoticeVersion))

    for address in (f"{START}/", f"{START}/about", f"{START}/q/what_happened"):
        assert client.get(address).status_code == 503, address
    answer = client.post(f"{START}/about", data=GROWN)
    with sessions() as session:
        found = list_obstacles(session, get_consultation(session, SLUG), settings=app.config, today=TODAY)
        assert [one.code for one in found] == [NO_FILE] and session.query(Response).count() == 0
    assert answer.status_code == 503 and "C303" in answer.text and "protection" not in answer.text
    assert START not in client.get("/your-experience/").text
