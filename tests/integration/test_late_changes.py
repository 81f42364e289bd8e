"""After the closing day only what came late is changed, in the time of its own organisation."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.extensions import ExtendedReturn, Extension
from consult.models.response import Answer, Response
from consult.models.unfinished import UnfinishedReturn
from consult.services.returns.answering import start_response
from consult.vocabulary import Channel, ResponseKind, ResponseState
from tests.factories.answering import SLUG
from tests.factories.branching import BRANCHING_SLUG, PAGES, make_branching_consultation
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.integration.more_time import (
    AFTER,
    BEFORE,
    CLOSING,
    LATE,
    Sessions,
    answer,
    begin_by_link,
    grant,
    open_link,
    set_clock,
)
from tests.integration.visitor import WAY, Visitor, read_number


def press(visitor: Visitor, action: str) -> int:
    """Press a button of the return that was opened; the answer's status."""
    return visitor.client.post(f"/return/{action}", data=visitor.fill("/return/yours")).status_code


def open_by_number(app: Flask, number: str, visitor: Visitor | None = None) -> Visitor:
    found = visitor or Visitor(app.test_client())
    assert found.send("/return/", {"return_number": number}).headers["Location"] == "/return/yours"
    return found


def list_sent(sessions: Sessions) -> list[tuple[str, ResponseState]]:
    with sessions() as session:
        words = select(Answer.value, Response.state).join(Response).where(Answer.question_id == "homes")
        return [(row[0], row[1]) for row in session.execute(words)]


def test_link_of_one_organisation__with_anothers_number_after_closing__changes_and_withdraws_nothing(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    number = visitor.send_return()
    visitor.send("receipt", {"written_down": "yes"})
    token = grant(sessions)
    set_clock(app, AFTER)
    before = list_sent(sessions)
    invited = open_by_number(app, number, open_link(app, token))
    assert "Change my answers" not in invited.open("/return/yours").text
    assert (press(invited, "change"), press(invited, "withdraw")) == (410, 410)
    assert invited.open("/return/withdraw").status_code == 410
    assert list_sent(sessions) == before
    invited.begin()
    assert answer(invited).status_code == 302, "its own return it begins and sends all the same"


def test_change__begun_in_time_and_held_open__is_shut_after_the_closing_day_with_a_link_too(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    number = visitor.send_return()
    token = grant(sessions, BEFORE)
    invited = open_by_number(app, number, open_link(app, token))
    assert press(invited, "change") == 302
    page = invited.fill("q/homes", {"q_homes": "Changed after closing"})
    set_clock(app, AFTER)
    before = list_sent(sessions)
    assert invited.client.post(invited.at("q/homes"), data=page).status_code == 410
    assert list_sent(sessions) == before


def test_return_begun_with_the_link__sent_in_time__is_shut_at_closing_and_uses_nothing_up(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    token = grant(sessions, BEFORE)
    set_clock(app, BEFORE)
    number = open_link(app, token).send_return()
    with sessions() as session:
        assert session.scalars(select(ExtendedReturn)).all() == []
    set_clock(app, AFTER)
    back = open_by_number(app, number)
    assert press(back, "change") == 410
    late = open_link(app, token)
    late.begin()
    assert answer(late).status_code == 302, "what they were given is still theirs to use"
    assert LATE in late.open("receipt").text


def test_note_of_more_time__on_a_return_that_came_in_time__opens_no_change_after_the_closing_day(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    token = grant(sessions)
    invited = begin_by_link(app, token, AFTER)
    assert answer(invited).status_code == 302
    number = read_number(invited.open("receipt").text)
    back = open_by_number(app, number)
    assert press(back, "change") == 302, "it came late and is flagged, so its change is too"
    with sessions.begin() as session:
        session.scalars(
            select(Response).where(Response.state == ResponseState.SUBMITTED)
        ).one().received_on = CLOSING
    assert back.send("q/homes", {"q_homes": "Unflagged"}).status_code == 410
    assert press(open_by_number(app, number), "change") == 410


def test_return__saved_with_more_time__is_told_its_own_last_day_and_kept_beyond_it(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    token = grant(sessions)
    invited = begin_by_link(app, token, AFTER)
    invited.send("who", {"save_for_later": "yes"})
    page = invited.open("later/").text
    assert "until the end of 7 July 2031" in page and "30 June" not in page
    with sessions.begin() as session:
        session.scalars(select(Extension)).one().until_on = date(2031, 7, 20)
    invited.send("q/homes", {"save_for_later": "yes"})
    with sessions() as session:
        kept = session.scalars(select(UnfinishedReturn)).one()
        assert kept.kept_until_on == AFTER.date() + timedelta(days=app.config["UNFINISHED_DAYS"] + 1)


def test_submission__of_a_consultation_that_closed__is_not_sent_through_another_one(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    begin = visitor.fill("")
    visitor.client.post(visitor.at(""), data=begin)
    for path, answers in WAY:
        assert visitor.send(path, answers).status_code == 302
    with sessions.begin() as session:
        make_branching_consultation(session, PAGES).closes_on = date(2031, 12, 1)
    set_clock(app, AFTER)
    other = Visitor(visitor.client, BRANCHING_SLUG)
    begun = other.client.post(other.at(""), data={**other.fill(""), "submission_id": begin["submission_id"]})
    assert (begun.status_code, "C206" in begun.text) == (400, True)
    assert other.open("check").headers["Location"] == f"/c/{BRANCHING_SLUG}/"


def test_return__held_under_the_name_of_another_consultation__is_not_found_there(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    visitor.answer_all()
    with sessions.begin() as session:
        make_branching_consultation(session, PAGES).closes_on = date(2031, 12, 1)
    with visitor.client.session_transaction() as cookie:
        cookie["returns"] = {BRANCHING_SLUG: cookie["returns"][SLUG]}
    set_clock(app, AFTER)
    other = Visitor(visitor.client, BRANCHING_SLUG)
    refused = other.client.post(other.at("check"), data=other.fill(""))
    assert (refused.status_code, "C206" in refused.text) == (400, True)
    with sessions() as session:
        assert session.scalars(select(Response.state)).all() == [ResponseState.IN_PROGRESS]


@pytest.mark.portable
@pytest.mark.parametrize("is_same_home", [True, False])
def test_submission_id__of_another_consultation_or_kind__is_a_conflict(
    session: Session, is_same_home: bool
) -> None:
    version = make_questionnaire_version(session, make_consultation(session, slug="one", closes_on=TODAY))
    home: Consultation = version.questionnaire.consultation
    other = home if is_same_home else make_consultation(session, slug="two", closes_on=TODAY)
    given = {"language": "en", "submission_id": "once", "channel": Channel.WEB, "now": NOW}
    begun = start_response(session, home, version, kind=ResponseKind.RETURN, **given)  # type: ignore[arg-type]
    again = start_response(session, home, version, kind=ResponseKind.RETURN, **given)  # type: ignore[arg-type]
    assert again is begun
    kind = ResponseKind.ACCOUNT if is_same_home else ResponseKind.RETURN
    with pytest.raises(Conflict, match="C206"):
        start_response(session, other, version, kind=kind, **given)  # type: ignore[arg-type]
