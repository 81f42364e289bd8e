"""A call for experiences that is open with no consultation of government's: planned, told to, and read."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.group_kinds import WayIn
from consult.models.response import Response
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.ways_in import set_way_in
from consult.vocabulary import ConsultationState, ResponseKind, Role
from tests.factories.caring import make_care
from tests.factories.giving import SLUG, make_account_form, make_giving_consultation, make_keys
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_sub_region
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import GROWN, START, tell, visit
from tests.integration.test_desk_consultations import HOME

CALL = {"title_en": "Tell us at any time", "slug": SLUG, "is_standing_call": "y"}


DAY = timedelta(days=1)


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    app = make_app(ACCOUNT_FORM=True)
    make_keys(app.config)
    return app


def test_standing_call__planned_opened_and_told_to__is_read_at_the_desk_and_asks_for_no_returns(
    app: Flask, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    manager = sign_in(Role.MANAGER)
    manager.post(f"{HOME}new", data=CALL)
    with sessions.begin() as session:
        call = get_consultation(session, SLUG)
        assert call.is_standing_call and not call.government_questions and call.closes_on is None
        make_care(session)
        make_sub_region(session, key="coast", name="Coast")
        make_account_form(session, call)
        set_way_in(session, None, WayIn.ANYONE, actor="test", now=NOW)
    manager.post(f"{HOME}{SLUG}/state", data={"to": "open"})

    assert START in visit(app).get("/your-experience/").text
    tell(visit(app), "We waited for a year.")

    with sessions() as session:
        told = session.scalars(select(Response)).one()
        assert get_consultation(session, SLUG).state is ConsultationState.OPEN
        assert told.kind is ResponseKind.ACCOUNT
    page = manager.get("/desk/experiences/").text
    assert f"Experience {told.id[:8]}" in page and "told for “Tell us at any time”" in page
    assert visit(app).get(f"/c/{SLUG}/who").status_code == 409


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "is_open"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (None, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
    ],
)
def test_standing_call__with_days_of_its_own__takes_experiences_from_the_first_to_the_end_of_the_last(
    app: Flask,
    sessions: sessionmaker[Session],
    opens_on: date | None,
    closes_on: date | None,
    is_open: bool,
) -> None:
    days = {"opens_on": opens_on, "closes_on": closes_on, "withdrawal_until_on": TODAY}
    with sessions.begin() as session:
        make_giving_consultation(session, is_standing_call=True, **days)

    client = visit(app)
    listed, shown = client.get("/your-experience/").text, client.get(f"{START}/about")
    client.post(f"{START}/about", data=GROWN)

    assert (START in listed) is is_open and (shown.status_code == 200) is is_open
    with sessions() as session:
        assert session.query(Response).count() == is_open
