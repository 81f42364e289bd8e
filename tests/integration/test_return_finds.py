"""Personal data found in returns: shown on their page, decided by a person, and what may then be quoted."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import Quotation
from consult.errors import Conflict
from consult.models.audit import AuditEntry
from consult.models.response import Answer, Response
from consult.models.return_finds import ReturnFind, ReturnFindDecision
from consult.queries.responses import select_response
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.identifiers.settling_finds import list_texts, mark_texts, settle
from consult.services.identifiers.waiting_finds import list_waiting
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.reading import read_answers
from consult.vocabulary import ExcerptGap, Purpose, Role, Standing, UseKind
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation, make_staff
from tests.integration.conftest import SignIn
from tests.integration.drafting_record import SILENT, Received, start_record
from tests.integration.test_drafting import build, show, write

CALLED = "Families who wait for homes should call 07700 900123 before they give up all hope, case"
PHONE = "07700 900123"
SPOT = (CALLED.index(PHONE), CALLED.index(" before"))


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    received = start_record(sqlite_session)
    for n in range(6):
        received.add_return(f"{CALLED} {n}.")
    return received


@pytest.fixture
def analyst(received: Received) -> Viewer:
    return Viewer(make_staff(received.session, Role.ANALYST).id, frozenset({Role.ANALYST}))


def decide(received: Received, analyst: Viewer, response: Response, may_stand: bool, mark: str = "") -> int:
    rows = [row for row in read(received, response) if row.question_id == "homes"]
    return settle(
        received.session,
        analyst,
        response,
        rows,
        {("homes", *SPOT): may_stand},
        mark=mark or mark_texts(rows),
        today=TODAY,
        now=NOW,
    )


def read(received: Received, response: Response):  # type: ignore[no-untyped-def]
    given = {"purpose": Purpose.ANALYSE, "use_kind": UseKind.PAGE, "subject_id": response.id, "now": NOW}
    return read_answers(received.session, SYSTEM, select_response(SYSTEM, response.id), **given).rows


def list_quoted(received: Received) -> set[str]:
    blocks = (block for section in write(received).values() for block in section.blocks)
    return {block.excerpt.response_id for block in blocks if isinstance(block, Quotation)}


def test_passage__with_a_find__is_quoted_once_a_person_lets_it_stand(
    received: Received, analyst: Viewer
) -> None:
    first, second, *_ = received.returns
    assert list_quoted(received) == set()
    assert decide(received, analyst, first, may_stand=True) == 1
    assert decide(received, analyst, second, may_stand=False) == 1
    assert list_quoted(received) == {first.id}


def test_decision__taken__is_kept_apart_from_the_suggestion_with_who_and_when(
    received: Received, analyst: Viewer
) -> None:
    decide(received, analyst, received.returns[0], may_stand=True)
    made = received.session.scalars(select(ReturnFindDecision)).one()
    found = received.session.scalars(select(ReturnFind)).one()
    assert (made.may_stand, made.decided_by_id, made.decided_at) == (True, analyst.staff_id, NOW)
    assert (found.kind, found.start, found.end) == ("phone", *SPOT) and found.confidence > 0.5
    actions = received.session.scalars(select(AuditEntry.action)).all()
    assert actions == ["personal data of a return decided"]


def test_decision__taken_twice__is_the_last_one(received: Received, analyst: Viewer) -> None:
    first = received.returns[0]
    assert [decide(received, analyst, first, may_stand=stands) for stands in (True, True, False)] == [1, 0, 1]
    assert [one.may_stand for one in received.session.scalars(select(ReturnFindDecision))] == [False]


def test_answer__changed_since__takes_its_decision_with_it(received: Received, analyst: Viewer) -> None:
    first, second, *_ = received.returns
    decide(received, analyst, first, may_stand=True)
    of_other = select(Answer.head_revision_id).where(Answer.response_id == second.id)
    received.session.execute(
        update(Answer)
        .where(Answer.response_id == first.id, Answer.question_id == "homes")
        .values(head_revision_id=of_other.where(Answer.question_id == "homes").scalar_subquery())
    )
    received.session.expire_all()
    [text] = list_texts(
        received.session, [row for row in read(received, first) if row.question_id == "homes"]
    )
    assert [one.state for one in text.redactions] == ["suggested"]


def test_return__changed_while_somebody_looked__is_not_decided(received: Received, analyst: Viewer) -> None:
    with pytest.raises(Conflict) as refused:
        decide(received, analyst, received.returns[0], may_stand=True, mark="earlier")
    assert refused.value.code == "C224"
    assert received.session.scalars(select(ReturnFindDecision)).all() == []


def test_return__withdrawn__takes_what_was_found_and_decided_with_it(
    received: Received, analyst: Viewer
) -> None:
    first = received.returns[0]
    decide(received, analyst, first, may_stand=True)
    withdraw(received.session, first, actor=str(analyst.staff_id), now=NOW)
    received.session.flush()
    for model in (ReturnFind, ReturnFindDecision):
        assert received.session.scalars(select(model)).all() == []


def test_quotation__of_words_that_are_kept_out_since__is_left_out(
    received: Received, analyst: Viewer
) -> None:
    first = received.returns[0]
    decide(received, analyst, first, may_stand=True)
    draft = build(received)
    assert show(received, draft).gaps == {}
    decide(received, analyst, first, may_stand=False)
    assert set(show(received, draft).gaps) == {ExcerptGap.KEPT_OUT}


def test_passages_that_wait__counted__are_those_that_permission_and_a_theme_let_be_quoted(
    received: Received, analyst: Viewer
) -> None:
    received.add_return(f"{CALLED} 7.", consents=SILENT)
    received.add_return("We have nothing of the kind to say about homes in the district at all.")
    assert list_waiting(received.session, SYSTEM, received.consultation.id, today=TODAY) == {}
    build(received)
    decide(received, analyst, received.returns[0], may_stand=False)
    waiting = list_waiting(received.session, SYSTEM, received.consultation.id, today=TODAY)
    assert waiting == {one.id: 1 for one in received.returns[1:6]}
    observer = replace(SYSTEM, roles=frozenset({Role.AUDITOR}), standing=Standing.OBSERVER)
    assert list_waiting(received.session, observer, received.consultation.id, today=TODAY) == {}


@pytest.fixture
def address(sessions: sessionmaker[Session]) -> str:
    """Of the page of one return, whose draft is built."""
    with sessions.begin() as session:
        received = start_record(session)
        response = received.add_return(f"{CALLED} 1.", organisation_name="Lantern")
        build(received)
        return f"/desk/consultations/{received.consultation.slug}/returns/{response.id}"


def test_page__of_a_return__shows_each_find_in_its_passage_and_keeps_what_is_decided(
    sign_in: SignIn, address: str
) -> None:
    client = sign_in(Role.ANALYST, name="Ada")
    slug = address.split("/")[3]
    page = client.get(address).text
    assert f"should call <mark><bdi>{PHONE}</bdi></mark> before" in page
    assert "Telephone number, likely: it has the form of a British telephone number." in page
    outline = client.get(f"/desk/consultations/{slug}/draft").text
    assert "1 passage of a return is not quoted" in outline and "/returns/personal-data" in outline
    assert "Lantern" in client.get(f"/desk/consultations/{slug}/returns/personal-data").text

    done = send(client, address, "stand")

    assert "What you decided is kept." in done and "Decided by Ada" in done and "1 decided" in done
    assert re.search(r'value="stand" checked', done)
    assert "is not quoted" not in client.get(f"/desk/consultations/{slug}/draft").text
    assert "No passage waits" in client.get(f"/desk/consultations/{slug}/returns/personal-data").text


def test_page__sent_with_nothing_chosen__changes_nothing(sign_in: SignIn, address: str) -> None:
    assert "Nothing was chosen" in send(sign_in(Role.ANALYST), address, "neither")


def send(client: FlaskClient, address: str, choice: str) -> str:
    page = client.get(address).text
    mark, name = re.search(r'name="mark" value="(\w+)"', page), re.search(r'name="(find:[^"]+)"', page)
    assert mark and name
    sent = {"mark": mark[1], name[1]: choice}
    return client.post(f"{address}/personal-data", data=sent, follow_redirects=True).text


@pytest.mark.parametrize("standing", [Standing.OBSERVER, Standing.CONSULTED])
def test_page__read_by_an_observer__shows_no_find_and_takes_no_decision(
    sign_in: SignIn, address: str, sessions: sessionmaker[Session], standing: Standing
) -> None:
    with sessions.begin() as session:
        body = make_organisation(session, name="Department", standing=standing).id
    client = sign_in(Role.ANALYST, organisation_id=body)
    assert "Personal data found" not in client.get(address).text
    assert client.post(f"{address}/personal-data").status_code == 403
    slug = address.split("/")[3]
    assert client.get(f"/desk/consultations/{slug}/returns/personal-data").status_code == 403
    assert "is not quoted" not in client.get(f"/desk/consultations/{slug}/draft").text


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.BOARD_MEMBER, Role.AUDITOR])
def test_decision__sent_by_another_role__is_refused(sign_in: SignIn, address: str, role: Role) -> None:
    assert sign_in(role).post(f"{address}/personal-data").status_code == 403
