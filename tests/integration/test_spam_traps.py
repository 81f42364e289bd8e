"""Programs that send forms are stopped; people lose nothing, however quick and whatever fills in fields."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Response
from consult.vocabulary import ResponseState
from consult.web.spam_traps import SEEN, UNSEEN
from tests.factories.answering import SLUG, make_open_consultation
from tests.factories.numbering import NOW
from tests.integration.conftest import MakeApp
from tests.integration.visitor import HOMES, Visitor

Sessions = sessionmaker[Session]
FIELDS = re.compile(
    r'<(?:input|textarea)[^>]*?type="(?:text|email)"[^>]*?name="([^"]+)"|name="([^"]+)"[^>]*?type="text"'
)
CLEAR = "Leave this field empty"


def list_sent(sessions: Sessions) -> list[ResponseState]:
    with sessions() as session:
        return list(session.scalars(select(Response.state)))


def fill_everything(visitor: Visitor, path: str) -> dict[str, Any]:
    """What a program sends that writes into every field of a page it can find."""
    page = visitor.open(path).text
    names = {first or second for first, second in FIELDS.findall(page)}
    return {**visitor.fill(path), **dict.fromkeys(names, "Buy now")}


def press(visitor: Visitor, **typed: str) -> Any:
    return visitor.send("check", dict(typed))


def test_program__that_fills_in_every_field__never_sends(visitor: Visitor, sessions: Sessions) -> None:
    visitor.answer_all()
    typed = fill_everything(visitor, "check")
    assert typed[UNSEEN] == "Buy now"
    for _ in range(3):
        refused = visitor.client.post(visitor.at("check"), data=typed)
        assert (refused.status_code, f'name="{SEEN}"' in refused.text) == (422, True)
        typed = {**typed, SEEN: "Buy now"}
        typed.pop(UNSEEN, None)
    assert list_sent(sessions) == [ResponseState.IN_PROGRESS]


def test_person__whose_password_manager_fills_the_unseen_field__sees_one_to_empty_and_sends(
    visitor: Visitor, sessions: Sessions
) -> None:
    visitor.answer_all()
    refused = press(visitor, **{UNSEEN: "ada@example.org"})
    assert refused.status_code == 422
    for words in (CLEAR, "password manager", "Deposits.", "Vale Housing", "Error:"):
        assert words in refused.text, words
    assert f'name="{UNSEEN}"' not in refused.text and "ada@example.org" not in refused.text
    assert press(visitor, **{SEEN: ""}).headers["Location"] == f"/c/{SLUG}/receipt"
    assert list_sent(sessions) == [ResponseState.SUBMITTED]


def test_unseen_field__on_the_page__is_kept_from_eyes_keyboard_readers_and_autofill(visitor: Visitor) -> None:
    visitor.answer_all()
    page = visitor.open("check").text
    place = page[page.index('class="unseen-field"') - 20 : page.index('class="unseen-field"') + 500]
    for said in ('aria-hidden="true"', 'tabindex="-1"', 'autocomplete="off"', CLEAR):
        assert said in place, said
    assert "hidden>" not in place and "display" not in place


def test_return__sent_sooner_than_anybody_reads__is_kept_and_sent_with_the_next_press(
    make_app: MakeApp, visitor: Visitor, sessions: Sessions
) -> None:
    app = make_app(LEAST_SECONDS=4)
    quick = Visitor(app.test_client())
    quick.answer_all()
    refused = press(quick)
    assert (refused.status_code, "That was very quick" in refused.text) == (422, True)
    assert "Deposits." in refused.text
    app.extensions["clock"] = lambda: NOW + timedelta(seconds=3)
    assert press(quick).status_code == 422
    app.extensions["clock"] = lambda: NOW + timedelta(seconds=4)
    assert press(quick).headers["Location"] == f"/c/{SLUG}/receipt"
    assert list_sent(sessions) == [ResponseState.SUBMITTED]


def test_sends__to_one_form_over_its_limit__leave_other_forms_open(
    make_app: MakeApp, visitor: Visitor, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        make_open_consultation(session, slug="other")
    writers = [Visitor(make_app().test_client(), slug) for slug in (SLUG, SLUG, SLUG, "other")]
    for one in writers:
        one.answer_all()
    app = make_app(RATELIMIT_ENABLED=True, FORM_SUBMITS_PER_MINUTE=2)
    sent = [_send_through(app, one) for one in writers]
    assert [one.status_code for one in sent] == [302, 302, 429, 302]
    assert "Nothing from the last page was saved" in sent[2].text and "Retry-After" in sent[2].headers
    assert list_sent(sessions).count(ResponseState.IN_PROGRESS) == 1, "it can be sent a minute later"


def _send_through(app: Flask, writer: Visitor) -> Any:
    """Send what is held in one process through another, which has limits."""
    other = Visitor(app.test_client(), writer.slug)
    return other.client.post(writer.at("check"), data=writer.fill("check"))


def test_begins__of_one_form_over_its_limit__leave_other_forms_open(
    make_app: MakeApp, visitor: Visitor, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        make_open_consultation(session, slug="other")
    app = make_app(RATELIMIT_ENABLED=True, FORM_SUBMITS_PER_MINUTE=2)
    begun = [Visitor(app.test_client(), slug).begin().status_code for slug in (SLUG, SLUG, SLUG, "other")]
    assert begun == [302, 302, 429, 302]


def test_page__refused_by_a_limit__can_be_sent_again_with_one_press(
    make_app: MakeApp, new_visitor: Callable[[], Visitor]
) -> None:
    writers = [new_visitor(), new_visitor()]
    for one in writers:
        one.begin()
    first, second = (one.fill("q/homes", {**HOMES, "save_for_later": "yes"}) for one in writers)
    app, page = make_app(RATELIMIT_ENABLED=True, SUBMITS_PER_MINUTE=1), writers[0].at("q/homes")
    assert app.test_client().post(page, data=first).status_code == 302
    refused = app.test_client().post(page, data=second, headers={"Sec-Fetch-Site": "same-origin"})
    assert refused.status_code == 429
    assert "Send again" in refused.text and "Deposits." in refused.text


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_limits__of_whoever_asks__are_the_same_for_every_address(
    make_app: MakeApp, visitor: Visitor, address: str
) -> None:
    app = make_app(RATELIMIT_ENABLED=True, FORM_SUBMITS_PER_MINUTE=1)
    assert Visitor(app.test_client()).begin().status_code == 302
    elsewhere = app.test_client()
    asked = elsewhere.post(f"/c/{SLUG}/", environ_overrides={"REMOTE_ADDR": address})
    assert asked.status_code == 429
