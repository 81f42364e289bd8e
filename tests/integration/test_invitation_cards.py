"""Cards that a group prints: one card, one experience, and nobody can see who used it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.group_kinds import WayIn
from consult.models.groups import GroupEntry, InvitationCard, RelayGroup, WayInRule
from consult.models.response import Response
from consult.sealing.codenames import new_codename
from consult.services.experiences.grouping import allow_cards, revoke_link
from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import Channel, ResponseState, Standing
from consult.web import account, number_limits
from consult.web.limits import CARD_LIMIT
from tests.factories.numbering import NOW
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, START, Worker, open_site

CARD = "/your-experience/card"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions, WayIn.BY_LINK_OR_CARD)


@pytest.fixture
def codes(app: Flask, sessions: sessionmaker[Session]) -> list[str]:
    worker = Worker(app, sessions)
    with sessions.begin() as session:
        group = session.get_one(RelayGroup, worker.group_id)
        allow_cards(session, group, is_allowed=True, actor="x", now=NOW)
    page = worker.client.post(f"{GROUP}/cards", data={"count": "3"}).text
    return re.findall(r"(?:\d{3} ){3}\d{3}", page)


def send(app: Flask, code: str) -> int:
    """Tell an experience with the card; the status of sending it."""
    person = app.test_client()
    person.post(CARD, data={"code": code})
    person.post(f"{START}/about", data={"age": "over"})
    person.post(f"{START}/q/what_happened", data={"q_what_happened": "We waited."})
    return person.post(f"{START}/check").status_code


def test_card__used__lets_one_person_tell_one_vouched_experience(
    app: Flask, codes: list[str], sessions: sessionmaker[Session]
) -> None:
    assert len(codes) == 3
    assert send(app, codes[0]) == 302
    with sessions() as session:
        assert session.scalars(select(Response)).one().channel is Channel.VOUCHED
        assert session.scalars(select(GroupEntry)).all() == []
        assert [one.is_used for one in session.scalars(select(InvitationCard))].count(True) == 1


def test_card__used_again_or_unknown__opens_nothing(app: Flask, codes: list[str]) -> None:
    send(app, codes[0])
    for typed in (codes[0], "123 456 789 012", "", "x"):
        page = app.test_client().post(CARD, data={"code": typed})
        assert page.status_code == 422 and "do not know that code" in page.text


def test_card__where_the_region_lets_only_groups_give__begins_nothing(
    app: Flask, codes: list[str], make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.scalars(select(WayInRule)).one().way_in = WayIn.BY_LINK
    person = app.test_client()
    person.post(CARD, data={"code": codes[0]})
    assert person.post(f"{START}/about", data={"age": "over"}).status_code == 409


@pytest.fixture
def late(app: Flask, codes: list[str]) -> FlaskClient:
    """Somebody who has written all, with a card that another browser has just used."""
    first, second = app.test_client(), app.test_client()
    for person, words in ((first, "We waited."), (second, "MARKEDTEXT We came late.")):
        person.post(CARD, data={"code": codes[1]})
        person.post(f"{START}/about", data={"age": "over"})
        person.post(f"{START}/q/what_happened", data={"q_what_happened": words})
    assert first.post(f"{START}/check").status_code == 302
    return second


def list_wraps(app: Flask) -> list[str]:
    with opened_key_store(app.config["KEYSTORE_URL"]) as store:
        return sorted(one.kind.value for one in store.list_kept())


def test_card__used_by_another_browser_meanwhile__is_changed_for_another_without_losing_a_word(
    app: Flask, codes: list[str], late: FlaskClient
) -> None:
    refused = late.post(f"{START}/check")
    assert refused.status_code == 422 and "Use another one" in refused.text
    assert f'href="{CARD}"' in refused.text and "MARKEDTEXT" in refused.text
    assert "What you wrote is still here" in late.get(CARD).text

    again = late.post(CARD, data={"code": codes[2]}, follow_redirects=True)
    assert again.request.path == f"{START}/check" and "MARKEDTEXT" in again.text
    number = late.post(f"{START}/check", follow_redirects=True)
    assert number.request.path == f"{START}/number"
    assert send(app, codes[2]) == 409, "it was used up"


def test_card__used_by_another_browser_at_the_last_moment__leaves_no_keys_and_leads_back(
    app: Flask, late: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "find_obstacles", lambda _: [])
    refused = late.post(f"{START}/check")
    assert refused.status_code == 409 and "C353" in refused.text
    assert list_wraps(app) == ["draft", "partnership", "person"], "the last two are of the one that was sent"
    assert f'href="{START}/check"' in refused.text
    assert "MARKEDTEXT" in late.get(f"{START}/check").text


def test_card__used_meanwhile_where_nobody_needs_one__is_not_needed(
    app: Flask, late: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        session.scalars(select(WayInRule)).one().way_in = WayIn.ANYONE
    assert late.post(f"{START}/check").status_code == 302
    with sessions() as session:
        assert {one.channel for one in session.scalars(select(Response))} == {Channel.VOUCHED, Channel.OPEN}


def end_group(session: Session, how: str) -> None:
    group = session.scalars(select(RelayGroup)).one()
    if how == "revoked":
        revoke_link(session, group, actor="x", now=NOW)
    elif how == "observer":
        group.organisation.standing = Standing.OBSERVER
    else:
        group.expires_on = NOW.date() - timedelta(days=1)


@pytest.mark.parametrize("way_in", [WayIn.BY_LINK_OR_CARD, WayIn.ANYONE])
@pytest.mark.parametrize("how", ["revoked", "observer", "expired"])
def test_card__of_a_group_that_may_relay_no_more__vouches_for_nothing(
    app: Flask, late: FlaskClient, codes: list[str], sessions: sessionmaker[Session], how: str, way_in: WayIn
) -> None:
    late.post(CARD, data={"code": codes[2]})  # before the group ended
    with sessions.begin() as session:
        end_group(session, how)
        session.scalars(select(WayInRule)).one().way_in = way_in
    sent = [late.post(f"{START}/check").status_code, send(app, codes[0])]
    with sessions() as session:
        submitted = select(Response.channel).where(Response.state == ResponseState.SUBMITTED)
        _, *channels = sorted(session.scalars(submitted), key=lambda one: one is Channel.OPEN)
    if how == "expired":
        assert channels == [Channel.VOUCHED] * 2
    elif way_in is WayIn.ANYONE:
        assert channels == [Channel.OPEN] * 2
    else:
        assert channels == [] and sent == [422, 409]


def test_cards__of_a_group_that_may_not_print_them__are_not_there(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker = Worker(app, sessions)
    assert worker.client.get(f"{GROUP}/cards").status_code == 404
    assert worker.client.post(f"{GROUP}/cards", data={"count": "3"}).status_code == 404


def guess(app: Flask, typed: str) -> int:
    return app.test_client().post(CARD, data={"code": typed}).status_code


def test_codes__that_open_nothing__are_limited_and_say_when_to_try_again(
    make_app: MakeApp, codes: list[str]
) -> None:
    limited = make_app(ACCOUNT_FORM=True, RATELIMIT_ENABLED=True)
    most = int(CARD_LIMIT.split()[0])
    for typed in ("x", "", "123 456", codes[0], f"{codes[1]} 1"):
        for _ in range(most // 4):
            guess(limited, typed)
    assert {guess(limited, f"{one:012d}") for one in range(most)} == {422}, "nothing else was counted"
    refused = limited.test_client().post(CARD, data={"code": "123 456 789 012"})
    assert refused.status_code == 429 and refused.headers["Retry-After"] and "try again" in refused.text
    assert limited.test_client().get(CARD).status_code == 200


def test_codes__however_many_are_tried__keep_no_return_number_out(make_app: MakeApp, app: Flask) -> None:
    limited = make_app(ACCOUNT_FORM=True, RATELIMIT_ENABLED=True, SALT_FILE=app.config["SALT_FILE"])
    while guess(limited, "123 456 789 012") != 429:
        pass
    with number_limits._turn.take(0):
        assert guess(limited, "123 456 789 012") == 429, "and waits for no turn of theirs"
    entry = "/your-experience/return/"
    tried = limited.test_client().post(entry, data={"return_number": new_codename().shown()})
    assert tried.status_code == 422
