"""More time for one organisation: its link and its return's number send late, and what came is flagged."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.extensions import ExtendedReturn, Extension
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.consultations.extending import extend, list_extensions, take_back_extension
from consult.services.consultations.using_extensions import (
    find_by_link,
    find_of_return,
    hash_link,
    require_unused,
    use_extension,
)
from consult.services.process.describing_process import describe_process
from consult.services.process.saying_process import say_process
from consult.services.returns.exporting import build_response_table
from consult.services.returns.revising import NOBODY
from consult.vocabulary import ConsultationState, ResponseState, Role
from tests.factories.answering import SLUG
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.integration.command_line import CommandLine
from tests.integration.conftest import SignIn
from tests.integration.more_time import (
    AFTER,
    BEFORE,
    LAST,
    LATE,
    OVER,
    Sessions,
    answer,
    begin_by_link,
    grant,
    open_link,
    set_clock,
)
from tests.integration.visitor import Visitor, read_number

DESK = f"/desk/consultations/{SLUG}/more-time"


def test_closing_day__by_the_clock_here__ends_at_midnight_for_all_without_a_link(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    token = grant(sessions)
    set_clock(app, BEFORE)
    visitor.begin()
    assert visitor.open("").status_code == 200
    set_clock(app, AFTER)
    assert (visitor.open("").status_code, visitor.send("who").status_code) == (410, 410)
    assert Visitor(app.test_client()).open("").status_code == 410
    invited = open_link(app, token)
    page = invited.open("")
    assert (page.status_code, "Tarn Council" in page.text, "marked as late" in page.text) == (200, True, True)
    assert open_link(app, "guessed").open("").status_code == 410


def test_late_return__sent_with_the_link__is_its_organisations_and_flagged_everywhere(
    app: Flask, visitor: Visitor, sessions: Sessions, sign_in: SignIn
) -> None:
    token = grant(sessions)
    invited = begin_by_link(app, token, LAST)
    assert 'value="Tarn Council"' in invited.open("who").text, "the page knows whom the link is for"
    assert answer(invited).status_code == 302
    receipt = invited.open("receipt").text
    assert LATE in receipt and LATE in invited.open("copy/").text
    number = read_number(receipt)
    invited.send("receipt", {"written_down": "yes"})
    back = Visitor(app.test_client())
    back.send("/return/", {"return_number": number})
    own = back.open("/return/yours").text
    assert LATE in own and "Change my answers" in own
    with sessions() as session:
        response = session.scalars(select(Response).where(Response.state == ResponseState.SUBMITTED)).one()
        assert response.organisation is not None and response.organisation.name == "Tarn Council"
        response_id = response.id
    manager = sign_in(Role.MANAGER, Role.ANALYST)
    for path in ("", f"/{response_id}", "/unread"):
        assert ">Late</strong>" in manager.get(f"/desk/consultations/{SLUG}/returns{path}").text.replace(
            "\n", ""
        ).replace("  ", ""), path
    table = manager.get(f"/desk/consultations/{SLUG}/returns/export.csv").text
    heading, row = table.splitlines()[:2]
    assert row.split(",")[heading.split(",").index("received_late")] == "yes"
    set_clock(app, OVER)
    own = back.open("/return/yours").text
    assert "Change my answers" not in own and "The consultation is over" in own


def test_link__after_its_day_or_taken_back__sends_nothing(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    token = grant(sessions)
    invited = begin_by_link(app, token, LAST)
    set_clock(app, OVER)
    assert invited.send("who").status_code == 410
    set_clock(app, LAST)
    with sessions.begin() as session:
        take_back_extension(session, session.scalars(select(Extension)).one(), author=NOBODY, now=NOW)
    assert invited.send("who").status_code == 410
    assert open_link(app, token).open("").status_code == 410


def test_number__of_an_unfinished_return_begun_with_the_link__sends_late_by_itself(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    visitor.begin()
    other_number = _save(visitor)
    token = grant(sessions, NOW)
    invited = open_link(app, token)
    invited.begin()
    number = _save(invited)
    set_clock(app, AFTER)
    elsewhere = Visitor(app.test_client())
    assert (
        elsewhere.send("/return/", {"return_number": number}).headers["Location"] == f"/c/{SLUG}/who?lang=en"
    )
    assert answer(elsewhere).headers["Location"] == f"/c/{SLUG}/receipt"
    stranger = Visitor(app.test_client())
    assert (
        stranger.send("/return/", {"return_number": other_number}).headers["Location"]
        == "/return/unfinished/"
    )


def _save(visitor: Visitor) -> str:
    visitor.send("who", {"save_for_later": "yes"})
    return read_number(visitor.open("later/").text)


def test_second_return__sent_late_with_the_same_link__is_refused_and_kept(
    app: Flask, visitor: Visitor, sessions: Sessions
) -> None:
    token = grant(sessions)
    set_clock(app, AFTER)
    first, second = open_link(app, token), open_link(app, token)
    for one in (first, second):
        one.begin()
    assert answer(first).status_code == 302
    refused = answer(second)
    assert (refused.status_code, "C253" in refused.text) == (409, True)
    assert "Deposits." in second.open("check").text


def test_manager__gives_more_time__sees_the_link_once_and_takes_it_back(
    visitor: Visitor, sessions: Sessions, sign_in: SignIn
) -> None:
    with sessions.begin() as session:
        key = make_organisation(session, name="Tarn Council").key
    manager = sign_in(Role.MANAGER)
    assert "More time" in manager.get(DESK).text
    wrong = manager.post(DESK, data={"organisation": key, "until_on-day": "x", "reason": ""})
    assert wrong.status_code == 422
    day = {"until_on": ["7", "7", "2031"]}
    early = {"until_on": ["30", "6", "2031"]}
    refused = manager.post(DESK, data={"organisation": key, "reason": "Floods", **_spread(early)})
    assert (refused.status_code, "after the closing day" in refused.text) == (422, True)
    given = manager.post(DESK, data={"organisation": key, "reason": "Floods", **_spread(day)})
    assert (given.status_code, f"/c/{SLUG}/more-time/" in given.text) == (200, True)
    page = manager.get(DESK).text
    assert "Floods" in page and "Tarn Council" in page and "/more-time/" not in page.replace(DESK, "")
    with sessions() as session:
        id = session.scalars(select(Extension.id)).one()
    assert manager.post(f"{DESK}/{id}/take-back").status_code == 302
    assert "Taken back" in manager.get(DESK).text
    with sessions() as session:
        said = [(one.action, one.details) for one in session.scalars(select(AuditEntry))]
    assert ("more time given", {"organisation": key, "until": "2031-07-07", "reason": "Floods"}) in said
    assert ("more time taken back", {"organisation": key}) in said


def _spread(days: dict[str, list[str]]) -> dict[str, str]:
    return {
        f"{name}-{part}": value
        for name, parts in days.items()
        for part, value in zip(("day", "month", "year"), parts, strict=True)
    }


def test_command__gives_more_time__says_a_link_that_works(consult: CommandLine) -> None:
    def add(session: Session) -> str:
        home = session.scalars(select(Consultation)).first()
        assert home is not None
        home.state, home.closes_on = ConsultationState.CLOSED, date(2026, 1, 2)
        session.commit()
        return home.slug

    slug = str(consult.look(add))
    code, said, _ = consult(
        "responses", "more-time", slug, "ostley", "--until", "2099-01-31", "--reason", "Floods"
    )
    token = said.strip().rpartition("/")[2]
    assert code == 0 and "31 January 2099" in said

    def find(session: Session) -> str:
        home = session.scalars(select(Consultation).where(Consultation.slug == slug)).one()
        found = find_by_link(session, home, hash_link(token), TODAY)
        return found.organisation.key if found else "nothing"

    assert consult.look(find) == "ostley"


@pytest.mark.portable
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until_on": TODAY}, "C251"),
        ({"until_on": TODAY - timedelta(days=1)}, "C251"),
        ({"reason": "  "}, "C251"),
        ({"state": ConsultationState.SENT}, "C252"),
        ({"state": ConsultationState.PREPARING}, "C252"),
    ],
)
def test_more_time__of_no_use_or_without_reason__is_refused(
    session: Session, change: dict[str, Any], code: str
) -> None:
    home = make_consultation(session, closes_on=TODAY, state=change.get("state", ConsultationState.CLOSED))
    given: Any = {
        "until_on": TODAY + timedelta(days=3),
        "reason": "Floods",
        "author": NOBODY,
        "now": NOW,
        **{name: value for name, value in change.items() if name != "state"},
    }
    with pytest.raises(Conflict, match=code):
        extend(session, home, make_organisation(session), **given)


def test_late_returns__counted_for_the_annex__say_how_many_had_more_time(session: Session) -> None:
    version = make_questionnaire_version(session, make_consultation(session, closes_on=TODAY))
    home = version.questionnaire.consultation
    home.state = ConsultationState.CLOSED
    late = TODAY + timedelta(days=2)
    responses = [make_response(session, version, received_on=day) for day in (TODAY, late, late, late)]
    body = make_organisation(session, name="Tarn Council")
    by: Any = {"reason": "Floods", "author": NOBODY, "now": NOW}
    made = extend(session, home, body, until_on=late, **by)
    use_extension(session, responses[1], made.extension)
    assert find_of_return(session, home, responses[1].id, late) is made.extension
    assert find_of_return(session, home, responses[1].id, late + timedelta(days=1)) is None
    with pytest.raises(Conflict, match="C253"):
        require_unused(session, responses[2], made.extension)
    words = " ".join(str(one) for one in say_process(describe_process(session, home, {}, today=late)))
    assert "3 returns came after" in words.replace("Three", "3").replace("three", "3")
    assert "organisations that had been given more time" in words
    table = build_response_table(session, SYSTEM, home, now=NOW)
    place = table.columns.index("received_late")
    assert sorted(str(row[place]) for row in table.rows) == ["", "yes", "yes", "yes"]
    again = extend(session, home, body, until_on=late, **by)
    assert [one.id for one in list_extensions(session, home.id)] == [made.extension.id], (
        "one, with another link"
    )
    assert find_by_link(session, home, hash_link(made.token), late) is None
    assert find_by_link(session, home, hash_link(again.token), late) is not None
    session.delete(responses[1])
    session.flush()
    assert session.scalars(select(ExtendedReturn)).all() == []
