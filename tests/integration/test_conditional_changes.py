"""Answers to a form with conditions that other answers, given later, take away or make wrong."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from consult.models.response import Response
from consult.models.revision import Revision
from consult.services.returns.saving import list_branched
from forms.definitions import Page
from tests.factories.branching import BRANCHING_SLUG, NUMBERS, ask
from tests.integration.branching_visits import Sessions, begin_visit, go, read_answers, send_and_reopen
from tests.integration.visitor import Visitor

RETURN = "/return/yours"


@pytest.fixture
def visitor(app: Flask, sessions: Sessions) -> Visitor:
    return begin_visit(app, sessions)


def test_sent_return__whose_change_closes_a_way__asks_before_the_answers_behind_it_go(
    visitor: Visitor, sessions: Sessions
) -> None:
    go(visitor, "homes", homes="yes")
    go(visitor, "count", count="12")
    go(visitor, "work", works="no")
    go(visitor, "region", region="")
    send_and_reopen(visitor)

    asked = visitor.send("q/homes", {"q_homes": "no"})
    assert asked.status_code == 422
    assert "With this change your answers to these questions no longer count" in asked.text
    assert "The count?</li>" in asked.text and "The homes?</li>" not in asked.text
    assert '<a href="#closes">' in asked.text
    assert read_answers(sessions)["count"] == 12 and read_answers(sessions)["homes"] == "yes"

    done = visitor.send("q/homes", {"q_homes": "no", "closes": "yes"})
    assert done.headers["Location"].endswith("/q/why")  # which the change has made required
    kept = read_answers(sessions)
    assert {name: value for name, value in kept.items() if value is not None} == {
        "homes": "no", "works": "no",
    }  # fmt: skip
    with sessions() as session:  # of a return that was sent each change is one more revision
        assert 12 in [one.body for one in session.scalars(select(Revision))]
    assert go(visitor, "why", why="All are let") == "/return/yours"


def test_sent_return__switched_to_another_language__loses_nothing_unasked(
    visitor: Visitor, sessions: Sessions
) -> None:
    go(visitor, "homes", homes="yes")
    go(visitor, "count", count="12")
    send_and_reopen(visitor)
    visitor.send("q/homes?lang=ar", {"q_homes": "no", "switch_language": "ar"})
    assert read_answers(sessions) == {"homes": "yes", "count": 12}


def test_sent_return__way_closed_on_the_page_it_leads_to__asks_and_keeps_nothing_unseen(
    visitor: Visitor, sessions: Sessions
) -> None:
    """The browser sends the answer that is closed along with the one that closes it."""
    go(visitor, "homes", homes="no")
    go(visitor, "why", why="None")
    go(visitor, "work", works="yes")
    go(visitor, "work", works="yes", what="Training")
    send_and_reopen(visitor)

    change = {"q_works": "no", "q_what": "Training"}
    asked = visitor.send("q/work", change)
    assert asked.status_code == 422 and "The what?</li>" in asked.text
    assert read_answers(sessions)["works"] == "yes"
    assert visitor.send("q/work", change | {"closes": "yes"}).headers["Location"] == RETURN
    assert (read_answers(sessions)["works"], read_answers(sessions)["what"]) == ("no", None)


def test_sent_return__two_versions_behind_a_way_that_closes__both_go(
    visitor: Visitor, sessions: Sessions
) -> None:
    go(visitor, "homes", homes="yes")
    go(visitor, "count", count="12")
    send_and_reopen(visitor)
    unseen = dict(re.findall(r'name="(_[^"]+)" value="([^"]*)"', visitor.open("q/count").text))
    for typed in ("13", "14"):  # in two windows
        visitor.client.post(f"/c/{BRANCHING_SLUG}/q/count", data={**unseen, "q_count": typed})
    with sessions() as session:
        assert list_branched(session, session.scalars(select(Response)).one()) == ["count"]
    visitor.send("q/homes", {"q_homes": "no", "closes": "yes"})
    assert read_answers(sessions)["count"] is None
    with sessions() as session:
        assert list_branched(session, session.scalars(select(Response)).one()) == []


def test_sent_return__change_that_leaves_something_missing__says_so_where_it_is_read(
    visitor: Visitor,
) -> None:
    go(visitor, "homes", homes="yes")
    go(visitor, "count", count="12")
    send_and_reopen(visitor)
    visitor.send("q/homes", {"q_homes": "no", "closes": "yes"})
    page = visitor.client.get(RETURN).text
    assert re.search(r'q/why">Not answered yet: <span[^>]*>The why\?</span>', page)


def test_page_gone_off_the_way__sent_from_another_window__says_that_nothing_was_kept(
    visitor: Visitor, sessions: Sessions
) -> None:
    go(visitor, "homes", homes="yes")
    typed = {**visitor.fill(f"/c/{BRANCHING_SLUG}/q/count"), "q_count": "5"}
    go(visitor, "homes", homes="no")
    assert visitor.open("q/count").headers["Location"].endswith("/q/why")
    assert "was not kept" not in visitor.open("q/why").text
    visitor.client.post(f"/c/{BRANCHING_SLUG}/q/count", data=typed)
    assert "What you typed there was not kept." in visitor.open("q/why").text
    assert "count" not in read_answers(sessions)


def test_answer__of_which_a_choice_is_no_longer_offered__is_chosen_again_before_it_is_sent(
    app: Flask, sessions: Sessions
) -> None:
    visitor = begin_visit(app, sessions, NUMBERS)
    go(visitor, "n", n="10")
    go(visitor, "towns", towns=["t1", "t2"])
    go(visitor, "n", n="70")
    checked = visitor.open("check").text
    assert "Bridgeham" in checked and "Something you chose is no longer offered" in checked
    refused = visitor.send("check")
    assert refused.status_code == 422 and "q/towns?from=check" in refused.text
    assert "Bridgeham" not in visitor.open("q/towns").text
    go(visitor, "towns", towns=["t1"])
    send_and_reopen(visitor)
    assert read_answers(sessions)["towns"] == ["t1"]


def test_sent_return__change_that_makes_other_answers_wrong__asks_leads_to_them_and_says_so(
    app: Flask, sessions: Sessions
) -> None:
    visitor = begin_visit(app, sessions, NUMBERS)
    go(visitor, "n", n="10")
    go(visitor, "m", m="9")
    go(visitor, "towns", towns=["t1", "t2"])
    send_and_reopen(visitor)
    assert visitor.send("q/n", {"q_n": "70"}).status_code == 422
    assert visitor.send("q/n", {"q_n": "70", "closes": "yes"}).headers["Location"] == RETURN
    assert read_answers(sessions) == {"n": 70, "m": 9, "towns": ["t1"]}
    assert go(visitor, "n", n="3") == "q/m"
    page = visitor.client.get(RETURN).text
    assert page.count("This answer cannot be taken") == 2  # above, and beside the answer
    assert go(visitor, "m", m="2") == RETURN
    assert "This answer cannot be taken" not in visitor.client.get(RETURN).text


def test_sent_return__looked_at_hours_later__is_asked_what_it_was_asked_when_it_was_sent(
    app: Flask, sessions: Sessions
) -> None:
    sent_at = datetime(2031, 3, 3, 9, tzinfo=UTC)
    app.extensions["clock"] = lambda: sent_at
    early = Page("early", {}, (ask("early", relevant="now() < '2031-03-03T10:00'"),))
    visitor = begin_visit(app, sessions, (early, *NUMBERS))
    go(visitor, "early", early="At nine")
    send_and_reopen(visitor)
    app.extensions["clock"] = lambda: sent_at + timedelta(hours=3)
    assert "At nine" in visitor.client.get(RETURN).text
    assert visitor.open("q/early").status_code == 200
