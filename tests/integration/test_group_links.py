"""Community groups: who may give, the link with its agreement and number, and what a manager can do."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict
from consult.models.group_kinds import WayIn
from consult.models.groups import GroupAgreement, RelayGroup, WayInRule
from consult.sealing.codenames import parse_codename
from consult.sealing.salt_files import read_secret_salt
from consult.services.consultations import ways_in
from consult.services.consultations.consulting import get_consultation
from consult.services.experiences import grouping
from consult.vocabulary import Role, Sector, Standing
from tests.factories.collecting import make_consultation
from tests.factories.giving import SLUG, make_giving_consultation, make_keys
from tests.factories.grouping import EXPIRES_ON, make_group, make_ready_group
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import read_number

GROUP = "/your-experience/group"
START = f"/your-experience/{SLUG}"
DESK = "/desk/region/groups"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    """The site with its keys; experiences are given by groups alone."""
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    with sessions.begin() as session:
        make_giving_consultation(session, way_in=WayIn.BY_LINK)
    return app


@pytest.fixture
def token(app: Flask, sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        return make_group(session)[1]


def read_salt(app: Flask) -> bytes:
    return read_secret_salt(Path(app.config["SALT_FILE"]))


def accept(client: FlaskClient, token: str) -> None:
    client.get(f"{GROUP}/link/{token}")
    client.post(f"{GROUP}/agreement", data={"version": 1, "accepted": "yes", "name": "Ada Morgan"})


def test_form__where_groups_alone_may_give__says_how_to_get_a_link(client: FlaskClient) -> None:
    for address in (f"{START}/", f"{START}/about", f"{START}/q/what_happened", f"{START}/check"):
        page = client.get(address)
        assert page.status_code == 409 and "community group" in page.text, address
    assert client.post(f"{START}/about").status_code == 409


def test_region__sets_who_may_give__for_all_but_where_a_consultation_says_otherwise(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        ways_in.set_way_in(session, None, WayIn.ANYONE, actor="x", now=NOW)
        other = make_consultation(session)
        ways_in.set_way_in(session, other, WayIn.BY_LINK_OR_CARD, actor="x", now=NOW)
        ways_in.set_way_in(session, other, None, actor="x", now=NOW)
        consultation_id, other_id = get_consultation(session, SLUG).id, other.id
    with sessions() as session:
        assert ways_in.get_way_in(session, consultation_id) is WayIn.BY_LINK
        assert ways_in.get_way_in(session, other_id) is WayIn.ANYONE
        assert ways_in.get_way_in(session) is WayIn.ANYONE


def test_region__that_has_set_nothing__lets_groups_give_by_their_link_alone(
    client: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.execute(delete(WayInRule))

    page = client.get(f"{START}/about")

    assert page.status_code == 409 and "community group" in page.text
    with sessions() as session:
        assert ways_in.get_way_in(session) is WayIn.BY_LINK


def test_link__opened__asks_for_the_agreement_then_for_the_number(
    client: FlaskClient, token: str, sessions: sessionmaker[Session]
) -> None:
    opened = client.get(f"{GROUP}/link/{token}", follow_redirects=True)
    unticked = client.post(f"{GROUP}/agreement", data={"version": 1, "name": "Ada Morgan"})
    accepted = client.post(
        f"{GROUP}/agreement",
        data={"version": 1, "accepted": "yes", "name": " Ada Morgan "},
        follow_redirects=True,
    )

    assert "promises" in opened.text and token not in opened.request.path
    assert unticked.status_code == 422
    assert "Show our number" in accepted.text
    with sessions() as session:
        kept = session.scalars(select(GroupAgreement)).one()
        assert (kept.agreement_version, kept.accepted_by, kept.accepted_on) == (1, "Ada Morgan", NOW.date())


def test_relay__before_the_agreement_is_accepted__is_refused(client: FlaskClient, token: str) -> None:
    client.get(f"{GROUP}/link/{token}")
    assert client.post(f"{GROUP}/relay/{SLUG}").location == f"{GROUP}/agreement"
    assert client.get_cookie("page", path="/your-experience") is None, "and this browser may begin nothing"


def test_number__drawn__is_shown_confirmed_and_shown_once_more_then_opens_the_group(
    client: FlaskClient, token: str, app: Flask
) -> None:
    accept(client, token)
    shown = read_number(client.post(f"{GROUP}/number", follow_redirects=True).text)
    unticked = client.post(f"{GROUP}/number/kept")
    last = client.post(f"{GROUP}/number/kept", data={"written_down": "yes"})
    after = client.get(f"{GROUP}/number", follow_redirects=True)

    assert unticked.status_code == 422 and read_number(unticked.text) == shown
    assert read_number(last.text) == shown
    assert shown not in after.text and "Harbour Light" in after.text
    elsewhere = app.test_client()
    entered = elsewhere.post(f"{GROUP}/enter", data={"return_number": shown}, follow_redirects=True)
    assert "Harbour Light" in entered.text


def test_number__wrong__opens_nothing(client: FlaskClient, token: str) -> None:
    for typed in ("123", "123 456 789 012 345 678", "x"):
        page = client.post(f"{GROUP}/enter", data={"return_number": typed})
        assert page.status_code == 422 and "do not know" in page.text


def test_database__of_a_group__holds_neither_link_nor_number(
    client: FlaskClient, token: str, sqlite_url: str
) -> None:
    accept(client, token)
    shown = read_number(client.post(f"{GROUP}/number", follow_redirects=True).text)
    folder = Path(sqlite_url.removeprefix("sqlite:///"))
    content = b"".join(path.read_bytes() for path in folder.parent.glob(f"{folder.name}*"))
    for secret in (token, shown, shown.replace(" ", "")):
        assert secret.encode() not in content


@pytest.mark.parametrize("change", ["revoked", "expired", "standing", "renewed"])
def test_link__that_does_not_work_any_more__opens_nothing(
    client: FlaskClient, token: str, sessions: sessionmaker[Session], change: str
) -> None:
    client.get(f"{GROUP}/link/{token}")
    with sessions.begin() as session:
        group = session.scalars(select(RelayGroup)).one()
        if change == "revoked":
            grouping.revoke_link(session, group, actor="x", now=NOW)
        elif change == "expired":
            group.expires_on = date(2020, 1, 1)
        elif change == "standing":
            group.organisation.standing = Standing.OBSERVER
        else:
            grouping.make_link(session, group.organisation, expires_on=EXPIRES_ON, actor="x", now=NOW)
    assert client.get(f"{GROUP}/link/{token}").status_code == 409
    if change != "renewed":
        assert client.get(f"{GROUP}/agreement").status_code == 409


@pytest.mark.parametrize(
    ("sector", "standing"),
    [
        (Sector.POLICE, Standing.FULL),
        (Sector.VOLUNTARY_COMMUNITY, Standing.OBSERVER),
        (Sector.MIGRANT_LED, Standing.CONSULTED),
    ],
)
def test_link__for_an_observer_or_a_body_consulted__is_refused(
    session: Session, sector: Sector, standing: Standing
) -> None:
    organisation = make_organisation(session, sector=sector, standing=standing)
    with pytest.raises(Conflict) as refused:
        grouping.make_link(session, organisation, expires_on=EXPIRES_ON, actor="x", now=NOW)
    assert refused.value.code == "C350"


def test_manager__makes_a_link__which_is_shown_once_and_opens(
    app: Flask, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        make_organisation(session, key="lantern", name="Lantern", sector=Sector.MIGRANT_LED)
    manager = sign_in(Role.MANAGER)
    given = {"organisation": "lantern", "expires_on-day": "1", "expires_on-month": "7"}

    past = manager.post(f"{DESK}/links", data={**given, "expires_on-year": "2020"})
    made = manager.post(f"{DESK}/links", data={**given, "expires_on-year": "2035"})
    found = re.search(rf"http://[^<]*{GROUP}/link/(\S+?)<", made.text)

    assert past.status_code == 422 and "still to come" in past.text
    assert found is not None
    assert app.test_client().get(f"{GROUP}/link/{found[1]}").status_code == 302
    listed = manager.get(f"{DESK}/")
    assert "Lantern" in listed.text and found[1] not in listed.text
    for role in (Role.ANALYST, Role.BOARD_MEMBER, Role.AUDITOR):
        assert sign_in(role).get(f"{DESK}/").status_code == 403


def test_manager__sets_who_may_give__and_the_form_opens(app: Flask, sign_in: SignIn) -> None:
    manager = sign_in(Role.MANAGER)
    manager.post(f"{DESK}/way-in", data={"consultation": SLUG, "way_in": "anyone"})
    assert app.test_client().get(f"{START}/").status_code == 200
    manager.post(f"{DESK}/way-in", data={"consultation": SLUG, "way_in": ""})
    assert app.test_client().get(f"{START}/").status_code == 409


def test_manager__lets_a_group_draw_another_number__and_the_old_one_opens_nothing(
    app: Flask, sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        group, _, number = make_ready_group(session, read_salt(app))
        group_id, shown = group.id, number.shown()
    assert parse_codename(shown) == number
    manager = sign_in(Role.MANAGER)
    manager.post(f"{DESK}/{group_id}/number")
    manager.post(f"{DESK}/{group_id}/cards", data={"is_allowed": "yes"})

    page = app.test_client().post(f"{GROUP}/enter", data={"return_number": shown})

    assert page.status_code == 422
    with sessions() as session:
        assert session.get_one(RelayGroup, group_id).may_print_cards
