"""Care for people who tell: promises and support lines in the staff area, the form that waits for them."""

import re

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.care import CareSettings, SupportLine
from consult.services.consultations.caring import list_missing_care, list_support, may_tell
from consult.vocabulary import Age, Role, SupportKind
from tests.factories.caring import ARABIC_LINE, CHILDREN_ALONE, make_care
from tests.integration.conftest import MakeApp, SignIn
from tests.integration.teller import START, open_form, visit

CARE = "/desk/region/care/"
SUPPORT = f"{CARE}support"
PROMISE = {
    "version": "0", "reading_days": "5", "readers": "two of our own staff",
    "emergency_number": "999", "emergency_words": "", "age_threshold": "18",
}  # fmt: skip
LINE = {
    "kind": "everybody", "name": "Night line", "reach": "0808 157 0101", "languages": ["ar", "en"],
    "hours": "Every night", "help_with": "", "is_free": "y", "written_in": "en",
}  # fmt: skip


def list_actions(sessions: sessionmaker[Session]) -> list[str]:
    with sessions() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.sequence)))


def test_care__said_for_the_first_time__is_kept_and_on_record(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    saved = client.post(CARE, data=PROMISE)
    added = client.post(SUPPORT, data=LINE)

    assert saved.location == added.location == CARE
    with sessions() as session:
        care, line = session.scalars(select(CareSettings)).one(), session.scalars(select(SupportLine)).one()
    assert (care.reading_days, care.age_threshold, care.emergency_number) == (5, 18, "999")
    assert (line.languages, line.is_free, line.kind) == (["ar", "en"], True, SupportKind.EVERYBODY)
    assert {"care described", "support line added"} <= set(list_actions(sessions))
    page = client.get(CARE).text
    assert "Night line" in page and "whom a child who is alone can reach" in page


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reading_days": ""}, "Enter a number of working days"),
        ({"reading_days": "0"}, "Enter a number from 1 to 60"),
        ({"readers": " "}, "Say who reads what people tell"),
        ({"emergency_number": ""}, "Enter the number to call in danger"),
        ({"age_threshold": "5"}, "Enter an age from 13 to 25"),
    ],
)
def test_promise__with_something_wrong__is_not_kept_and_what_was_typed_stays(
    sign_in: SignIn, sessions: sessionmaker[Session], wrong: dict[str, str], message: str
) -> None:
    page = sign_in(Role.MANAGER).post(CARE, data=PROMISE | wrong)

    assert page.status_code == 422 and message in page.text
    assert "two of our own staff" in page.text or "readers" in wrong
    with sessions() as session:
        assert session.scalars(select(CareSettings)).all() == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Enter the name"),
        ({"reach": ""}, "Enter a telephone number or an address"),
        ({"languages": []}, "Choose at least one language"),
        ({"languages": ["klingon"]}, "Choose from the list"),
        ({"kind": "nobody"}, "Choose from the list"),
    ],
)
def test_support_line__with_something_wrong__is_not_added(
    sign_in: SignIn, sessions: sessionmaker[Session], wrong: dict[str, object], message: str
) -> None:
    page = sign_in(Role.MANAGER).post(SUPPORT, data=LINE | wrong)

    assert page.status_code == 422 and message in page.text
    with sessions() as session:
        assert session.scalars(select(SupportLine)).all() == []


def test_promise__saved_by_somebody_else_meanwhile__shows_both(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(CARE, data=PROMISE)

    late = client.post(CARE, data=PROMISE | {"reading_days": "30"})

    assert late.status_code == 409 and "Somebody else saved this" in late.text
    with sessions() as session:
        assert session.scalars(select(CareSettings)).one().reading_days == 5


def test_support_line__changed_and_removed__is_on_record(
    sign_in: SignIn, sessions: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(SUPPORT, data=LINE)
    address = re.findall(rf"{SUPPORT}/[\w-]+", client.get(CARE).text)[0]
    assert 'value="0808 157 0101"' in client.get(address).text

    client.post(address, data=LINE | {"name": "Day line"})
    assert "Day line" in client.get(CARE).text
    client.post(f"{address}/remove")

    assert "Day line" not in client.get(CARE).get_data(as_text=True).split("is removed.")[-1]
    assert list_actions(sessions)[-2:] == ["support line changed", "support line removed"]


def test_form__without_care__stays_closed_and_staff_see_why(
    make_app: MakeApp, sessions: sessionmaker[Session], sign_in: SignIn
) -> None:
    app = open_form(make_app, sessions)
    assert visit(app).get(f"{START}/about").status_code == 200
    with sessions.begin() as session:
        session.execute(delete(SupportLine).where(SupportLine.kind == SupportKind.CHILDREN_SERVICES))

    closed = visit(app).get(f"{START}/about")

    assert closed.status_code == 503 and CHILDREN_ALONE not in closed.text
    page = sign_in(Role.MANAGER).get("/desk/experiences/").text
    assert "whom a child who is alone can reach" in page and "Care for people who tell" in page


def test_support__for_a_language__comes_first(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        make_care(session)
        names = [line.name for line in list_support(session, "ar")]
        assert list_missing_care(session) == []

    assert names[0] == ARABIC_LINE and len(names) == 4


def test_may_tell__below_the_threshold__only_as_a_relay() -> None:
    assert may_tell(Age.OVER, is_relay=False) and may_tell(Age.UNDER, is_relay=True)
    assert not may_tell(Age.UNDER, is_relay=False)
