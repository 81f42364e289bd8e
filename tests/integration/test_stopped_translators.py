"""A translator whom the person keeps away finds what they would find if it had ended, and learns no more."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.models.staff import Staff
from consult.models.translation import TranslationAssignment
from tests.factories.sealing import UnlockedAgent
from tests.integration import test_desk_translations
from tests.integration.test_desk_translations import (
    DAY,
    MINE,
    TYPED,
    Desk,
    fill,
    find_states,
    name_kept_away,
)

agent, app, desk = test_desk_translations.agent, test_desk_translations.app, test_desk_translations.desk
CHANGES = ("named", "not answered for", "named by another name")


def visit_all(desk: Desk, address: str, sent: dict[str, str]) -> list[TestResponse]:
    """Everything that its translator can press, and then their list."""
    return [
        desk.translator.get(address),
        desk.translator.post(address, data=sent),
        desk.translator.post(address, data={**sent, "act": "finish"}),
        desk.translator.post(f"{address}/original", data={"reason": "To know"}),
        desk.translator.post(f"{address}/original", data={"reason": ""}),
        desk.translator.post(f"{address}/give-back"),
        desk.translator.get(MINE),
    ]


def strip(answer: TestResponse) -> tuple[int, str]:
    """What may differ between any two requests left out: tokens and nonces."""
    return answer.status_code, re.sub(r'(nonce|value)="[^"]*"', "", answer.text)


def stop(desk: Desk, agent: UnlockedAgent, how: str) -> None:
    if how == "named by another name":
        name_kept_away(desk, agent, "a man called Dragan")
        form = {"staff": desk.translator_id, "language": "en", **DAY, "is_confirmed": "y"}
        assert desk.reader.post(desk.at_desk, data=form).status_code == 302
        with desk.sessions.begin() as session:
            session.get_one(Staff, desk.translator_id).name = "Dragan Marku"
    else:
        name_kept_away(desk, agent, "Ana Marku" if how == "named" else "the tall man")


@pytest.mark.parametrize("how", CHANGES)
def test_translator__kept_away_in_each_way__finds_exactly_what_an_ended_one_finds(
    desk: Desk, agent: UnlockedAgent, how: str
) -> None:
    address = desk.give()
    sent = fill(desk.translator.get(address).text, TYPED)
    stop(desk, agent, how)
    stopped = [strip(answer) for answer in visit_all(desk, address, sent)]
    assert desk.reader.post(f"{desk.at_desk}/{address.rpartition('/')[2]}/end").status_code == 302
    with desk.sessions() as session:
        assert session.scalars(select(TranslationAssignment.ended_on)).one() is not None
    ended = [strip(answer) for answer in visit_all(desk, address, sent)]
    assert stopped == ended
    assert [status for status, _ in stopped] == [404] * 6 + [200]
    assert not any(re.search("must never|C37|list of people|The person named", text) for _, text in stopped)
    assert find_states(desk) == []


def test_desk__of_one_that_was_stopped__says_so_and_why(desk: Desk, agent: UnlockedAgent) -> None:
    desk.give()
    assert "Stopped" not in desk.reader.get(desk.at_desk).text
    name_kept_away(desk, agent, "the tall man")
    page = desk.reader.get(desk.at_desk).text
    assert "Stopped" in page and "nobody has answered for this translator since" in page
    name_kept_away(desk, agent, "Ana Marku")
    assert "named somebody like them" in desk.reader.get(desk.at_desk).text
    agent.lock()
    page = desk.reader.get(desk.at_desk).text
    assert "Stopped" in page and "named somebody like them" not in page


def test_translator__answered_for_again__finds_it_again(desk: Desk, agent: UnlockedAgent) -> None:
    address = desk.give()
    name_kept_away(desk, agent, "the tall man")
    assert desk.translator.get(address).status_code == 404
    form = {"staff": desk.translator_id, "language": "en", **DAY, "is_confirmed": "y"}
    assert desk.reader.post(desk.at_desk, data=form).status_code == 302
    assert "Skolan" in desk.translator.get(address).text


def test_translator__where_nobody_is_kept_away_any_more__goes_on(desk: Desk, agent: UnlockedAgent) -> None:
    address = desk.give()
    name_kept_away(desk, agent, "the tall man")
    name_kept_away(desk, agent, "")
    assert "Skolan" in desk.translator.get(address).text


def test_stopping__found_out_when_it_is_opened__is_on_record(
    app: Flask, desk: Desk, agent: UnlockedAgent
) -> None:
    address = desk.give()
    stop(desk, agent, "named by another name")
    desk.translator.get(address)
    assert "translation stopped by the list of people kept away" in desk.list_actions()
    assert address not in desk.translator.get(MINE).text
