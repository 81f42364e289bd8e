"""Returns read in full by somebody: one at a time, as they stand, until they are amended or withdrawn."""

import re
from collections.abc import Callable
from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import AccessDenied, Conflict
from consult.models.audit import AuditEntry
from consult.models.process import ProcessRecord
from consult.models.reading_record import ReturnReading
from consult.models.response import Response
from consult.models.revision import Revision
from consult.models.staff import Staff
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.process.listing_unread import find_next_unread
from consult.services.process.reading_returns import find_read_by, mark_read
from consult.services.process.reading_rule import meets_rule
from consult.services.process.unread_returns import find_readings, find_rule, list_unread
from consult.services.returns.revising import Author
from consult.vocabulary import Purpose, ResponseState, Role, Standing, SubjectKind
from tests.factories.accounting import read_in_full
from tests.factories.collecting import (
    make_account,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import NOW, TODAY, add, seeded_id
from tests.factories.region import make_organisation, make_partnership, make_staff

PAGE = "/desk/consultations/consultation-1/returns"
SignIn = Callable[..., FlaskClient]


def fill(session: Session, returns: int = 3) -> list[Response]:
    """A consultation with returns of bodies that have names of their own."""
    make_partnership(session)
    version = make_questionnaire_version(session, make_consultation(session))
    make_account(session, version)
    make_response(session, version, {"experience": "half"}, state=ResponseState.IN_PROGRESS)
    return [
        make_response(session, version, {"experience": f"words {n}"}, organisation_name=f"Lantern {n}")
        for n in range(returns)
    ]


def amend(session: Session, response: Response) -> None:
    """The answer of a return says something else."""
    [answer] = response.answers
    kept = {"subject_kind": SubjectKind.ANSWER, "subject_id": answer.id, "parent_id": answer.head_revision_id}
    later = Revision(id=seeded_id("later", 1), body="other words", at=NOW, **kept)
    add(session, later)
    answer.value, answer.head_revision_id = "other words", later.id
    session.flush()


def unread(session: Session, response: Response) -> set[str]:
    return set(list_unread(session, response.consultation_id, today=TODAY))


@pytest.fixture
def returns(sqlite_session: Session) -> list[Response]:
    return fill(sqlite_session)


@pytest.fixture
def ada(sqlite_session: Session) -> Staff:
    return make_staff(sqlite_session, Role.MANAGER, name="Ada Morgan")


def test_return__read__is_on_record_with_the_name_and_only_that_one_is_read(
    sqlite_session: Session, returns: list[Response], ada: Staff
) -> None:
    session = sqlite_session
    first, *others = returns
    assert unread(session, first) == {one.id for one in returns}
    read_in_full(session, first, ada)
    read_in_full(session, first, ada)
    assert unread(session, first) == {one.id for one in others}
    [reader] = find_read_by(session, first.id).readers
    assert (reader.name, reader.at) == ("Ada Morgan", NOW)
    entries = select(AuditEntry).where(AuditEntry.action == "return read in full")
    assert [one.subject_id for one in session.scalars(entries)] == [first.id]


def test_return__amended_after_it_was_read__has_to_be_read_again(
    sqlite_session: Session, returns: list[Response], ada: Staff
) -> None:
    session = sqlite_session
    first = returns[0]
    read_in_full(session, first, ada)
    shown = find_read_by(session, first.id).mark
    amend(session, first)
    assert first.id in unread(session, first)
    found = find_read_by(session, first.id)
    assert not found.readers and [one.name for one in found.earlier] == ["Ada Morgan"]
    with pytest.raises(Conflict) as refused:
        mark_read(session, SYSTEM, first, shown, author=Author(ada.id, ada.name), now=NOW)
    assert refused.value.code == "C551"
    read_in_full(session, first, ada)
    assert first.id not in unread(session, first)


def test_return__that_may_not_be_used__is_no_reading_and_is_counted_apart(
    sqlite_session: Session, returns: list[Response], ada: Staff
) -> None:
    session = sqlite_session
    first = returns[0]
    give_consent(session, first.id, {Purpose.ANALYSE: False}, given_on=TODAY)
    readings = find_readings(session, first.consultation_id, today=TODAY)
    assert (len(readings.readable), readings.closed) == (2, 1) and first.id not in unread(session, first)
    with pytest.raises(Conflict) as refused:
        read_in_full(session, first, ada)
    assert refused.value.code == "C552"


def test_return__withdrawn__takes_the_record_of_its_reading_with_it(
    sqlite_session: Session, returns: list[Response], ada: Staff
) -> None:
    session = sqlite_session
    first = returns[0]
    read_in_full(session, first, ada)
    withdraw(session, first, store=Mock(name="a key store"), actor="public", now=NOW)
    assert session.scalar(select(func.count(ReturnReading.id))) == 0
    assert first.id not in unread(session, first)


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer("staff", frozenset({Role.AUDITOR})),
        Viewer("staff", frozenset(Role), Standing.OBSERVER),
        Viewer("staff", frozenset(Role), Standing.CONSULTED),
    ],
)
def test_return__marked_by_one_who_may_not_read_for_the_region__is_refused(
    sqlite_session: Session, returns: list[Response], viewer: Viewer
) -> None:
    session = sqlite_session
    mark = find_read_by(session, returns[0].id).mark
    with pytest.raises(AccessDenied):
        mark_read(session, viewer, returns[0], mark, author=Author("staff", "Ada"), now=NOW)


def test_rule__sampled__is_met_once_those_that_were_drawn_were_read(
    sqlite_session: Session, returns: list[Response], ada: Staff
) -> None:
    session = sqlite_session
    id = returns[0].consultation_id
    session.add(ProcessRecord(consultation_id=id, sampled_above=2, sampled_pct=30))
    session.flush()
    [drawn] = list_unread(session, id, today=TODAY)
    assert find_next_unread(session, id, "", today=TODAY) == drawn
    read_in_full(session, session.get_one(Response, drawn), ada)
    assert list_unread(session, id, today=TODAY) == []
    assert meets_rule(find_readings(session, id, today=TODAY), find_rule(session, id))


def find_mark(page: str) -> str:
    found = re.search(r'name="mark"[^>]*value="(\w+)"|value="(\w+)"[^>]*name="mark"', page)
    assert found, "there is no button"
    return found[1] or found[2]


def test_pages__used_by_a_reader__lead_from_one_unread_return_to_the_next(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        ids = [one.id for one in fill(session, returns=2)]
        police = make_organisation(session, name="Police", standing=Standing.OBSERVER).id
    client = sign_in(Role.ANALYST)
    assert "2 of 2 still have to be read" in client.get(f"{PAGE}/unread").text
    first = client.get(f"{PAGE}/unread/next").headers["Location"].rpartition("/")[2]
    page = client.get(f"{PAGE}/{first}").text
    assert "Nobody has said yet that they have read all of it." in page
    assert client.post(f"{PAGE}/{first}/read", data={"mark": "other"}).status_code == 409
    sent = client.post(f"{PAGE}/{first}/read", data={"mark": find_mark(page)})
    assert sent.headers["Location"] == f"{PAGE}/{first}#read"
    assert "Read in full by" in client.get(f"{PAGE}/{first}").text
    [other] = {*ids} - {first}
    assert client.get(f"{PAGE}/unread/next?after={first}").headers["Location"] == f"{PAGE}/{other}"
    listed = client.get(f"{PAGE}/unread").text
    assert "1 of 2 still has to be read" in listed and other in listed and first not in listed
    assert client.get(f"{PAGE}/unread/next?after={other}").headers["Location"] == f"{PAGE}/unread"
    observer = sign_in(Role.ANALYST, organisation_id=police)
    assert "I have read this return in full" not in observer.get(f"{PAGE}/{other}").text
    assert observer.post(f"{PAGE}/{other}/read", data={"mark": find_mark(page)}).status_code == 403
    assert sign_in(Role.AUDITOR).get(f"{PAGE}/unread").status_code == 403


def test_page__of_a_return_amended_since_it_was_read__says_so_and_who_read_it(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        [one] = fill(session, returns=1)
        read_in_full(session, one, make_staff(session, Role.MANAGER, name="Ada Morgan"))
        amend(session, one)
        id = one.id
    client = sign_in(Role.MANAGER)
    assert "It was amended after Ada Morgan read it" in client.get(f"{PAGE}/{id}").text
    assert "Amended after Ada Morgan read it" in client.get(f"{PAGE}/unread").text
