"""How far the permission of a listening event reaches: said by its people, until a day, or not at all."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.queries.told_elsewhere import count_available
from consult.queries.viewer import SYSTEM
from consult.services.permissions.consenting import Moment, Source, allows, current_consent
from consult.services.permissions.waiting import let_all_wait
from consult.vocabulary import Purpose, ResponseKind, ResponseState
from tests.factories.collecting import make_consultation
from tests.factories.giving import SLUG
from tests.factories.numbering import TODAY
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, POINTS, START, Worker, open_site
from tests.integration.teller import RETURN
from tests.integration.test_account_permission import LATER, UNTIL

NEXT_DAY = LATER + timedelta(days=1)
SAID = {**POINTS, "q_agreed": "all", "q_may_print": "yes"}
TOLD_UNTIL = "For any response of this partnership, until 6 May 2039"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    """A standing call, beside a consultation for which nobody told anything."""
    app = open_site(make_app, sessions)
    with sessions.begin() as session:
        call = session.scalars(select(Consultation)).one()
        call.is_standing_call, call.closes_on = True, None
        make_consultation(session, slug="another")
    return app


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


def come_back(app: Flask, number: str) -> FlaskClient:
    holder = app.test_client()
    holder.post(f"{RETURN}/", data={"return_number": number})
    return holder


def may_use(sessions: sessionmaker[Session], day: date) -> set[Purpose]:
    """For what the other consultation may use it on a day."""
    with sessions() as session:
        told = session.scalars(select(Response)).one()
        other = session.scalars(select(Consultation).where(Consultation.slug == "another")).one()
        source = Source(ResponseKind.ACCOUNT, ResponseState.SUBMITTED, told.consultation_id)
        held, moment = current_consent(session, told.id), Moment(day, other.id)
        found = {one for one in Purpose if allows(source, held, one, moment)}
        assert bool(count_available(session, SYSTEM, other, today=day)) is bool(found)
    return found


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        (UNTIL, {Purpose.ANALYSE, Purpose.QUOTE}),
        (UNTIL | {"q_may_print": "no"}, {Purpose.ANALYSE}),
        (UNTIL | {"q_reach": "this"}, set()),
        ({}, set()),
    ],
)
def test_event__told_to_a_standing_call__may_be_used_elsewhere_as_far_as_its_people_said(
    worker: Worker, sessions: sessionmaker[Session], said: dict[str, str], allowed: set[Purpose]
) -> None:
    worker.relay_event(**said)

    assert (may_use(sessions, LATER), may_use(sessions, NEXT_DAY)) == (allowed, set())


def test_event__for_any_response__says_so_before_and_after_sending_and_is_taken_back_as_a_new_row(
    worker: Worker, app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker.client.post(f"{GROUP}/event/{SLUG}")
    worker.client.post(f"{START}/event/people", data={"q_month": "2031-02", "q_people": "14"})
    asked = worker.client.get(f"{START}/event/said").text
    assert "checked" not in asked and 'name="q_reach" type="radio" value="any"' in asked
    worker.client.post(f"{START}/event/said", data=SAID | UNTIL)
    assert TOLD_UNTIL in worker.client.get(f"{START}/check").text
    worker.client.post(f"{START}/group", data={"q_group_label": "june meeting"})
    holder = come_back(app, worker.send())
    assert TOLD_UNTIL in holder.get(f"{RETURN}/yours").text
    for name in ("said", "printing"):
        assert 'value="any" checked' in holder.get(f"{RETURN}/event/{name}").text

    holder.post(f"{RETURN}/event/said", data=SAID | UNTIL)
    assert may_use(sessions, LATER) == {Purpose.ANALYSE, Purpose.QUOTE}
    holder.post(f"{RETURN}/event/printing", data={"q_may_print": "yes", "q_reach": "this"})

    assert may_use(sessions, LATER) == set() and TOLD_UNTIL not in holder.get(f"{RETURN}/yours").text
    with sessions() as session:
        wanted = select(Consent.version, Consent.any_until_on, Consent.given_on)
        rows = session.execute(wanted.where(Consent.purpose == Purpose.ANALYSE).order_by(Consent.version))
        (first, second) = rows.all()
    assert (first.version, first.any_until_on) == (1, LATER) and first.given_on is not None
    assert (second.version, second.any_until_on) == (2, None) and second.given_on is not None


@pytest.mark.parametrize("page", ["said", "printing"])
def test_event__for_any_response_without_a_day__is_asked_for_it_and_keeps_what_was(
    worker: Worker, app: Flask, sessions: sessionmaker[Session], page: str
) -> None:
    holder = come_back(app, worker.relay_event(**UNTIL))
    half = holder.post(f"{RETURN}/event/{page}", data=SAID | {"q_reach": "any"})
    assert half.status_code == 422 and "Give the last day, or choose only this consultation" in half.text
    assert may_use(sessions, LATER) == {Purpose.ANALYSE, Purpose.QUOTE}


@pytest.mark.parametrize("page", ["said", "printing"])
def test_event__whose_last_day_is_over__is_changed_without_allowing_more(
    worker: Worker, app: Flask, sessions: sessionmaker[Session], page: str
) -> None:
    holder, over = come_back(app, worker.relay_event(**UNTIL)), TODAY - timedelta(days=1)
    with sessions.begin() as session:
        for one in session.scalars(select(Consent)):
            one.any_until_on = over
    day = {f"q_reach_until-{part}": str(getattr(over, part)) for part in ("day", "month", "year")}
    changed = holder.post(f"{RETURN}/event/{page}", data=SAID | {"q_reach": "any"} | day)
    assert changed.status_code == 302
    assert may_use(sessions, TODAY) == set()
    other_day = day | {"q_reach_until-year": str(over.year - 1)}
    assert (
        holder.post(f"{RETURN}/event/{page}", data=SAID | {"q_reach": "any"} | other_day).status_code == 422
    )


@pytest.mark.parametrize("page", ["said", "printing"])
def test_event__that_waits_to_be_said_again__has_nothing_ticked_about_printing(
    app: Flask, worker: Worker, sessions: sessionmaker[Session], page: str
) -> None:
    holder = come_back(app, worker.relay_event(**UNTIL))
    assert list_ticked(holder, page) == ["yes"]
    with sessions.begin() as session:
        let_all_wait(session, today=TODAY)
    assert list_ticked(holder, page) == []


def list_ticked(holder: FlaskClient, page: str) -> list[str]:
    """What is ticked already of whether it may be printed."""
    inputs = re.findall(r"<input[^>]*name=\"q_may_print\"[^>]*>", holder.get(f"{RETURN}/event/{page}").text)
    assert len(inputs) == 2
    return [value for one in inputs if " checked" in one for value in re.findall(r"value=\"(\w+)\"", one)]
