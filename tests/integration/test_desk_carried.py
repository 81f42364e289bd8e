"""A manager carries material over: proposes, asks, records, and takes back; nobody else may."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.models.response import Response
from consult.vocabulary import Role
from tests.factories.attaching import make_attached
from tests.factories.carrying import CHANGED, WORDS, make_earlier_return, propose
from tests.factories.collecting import make_consultation
from tests.factories.region import make_contact, make_partnership

LINK = {
    "organisations": "",
    "closes_on-day": "1",
    "closes_on-month": "4",
    "closes_on-year": "2099",
    "note": "",
}


@pytest.fixture
def about(sqlite_session: Session) -> Consultation:
    make_partnership(sqlite_session)
    return make_consultation(sqlite_session)


@pytest.fixture
def earlier(sqlite_session: Session, about: Consultation) -> Response:
    found = make_earlier_return(sqlite_session, about)
    assert found.organisation is not None
    make_contact(sqlite_session, found.organisation, email="ada@example.org", name="Ada Morgan")
    return found


def find_piece(session: Session) -> CarriedMaterial:
    """The piece as it is kept; the transaction ends, so that the site may write."""
    session.expire_all()
    row = session.scalars(select(CarriedMaterial)).one()
    session.expunge(row)
    session.rollback()
    return row


def test_manager__proposing_a_passage_and_asking__sends_a_link_and_says_how_it_stands(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    address, question = f"/desk/consultations/{about.slug}/carried", about.government_questions[0].id
    propose_at, key = f"{address}/questions/{question}/returns/{earlier.id}", earlier.organisation.key  # type: ignore[union-attr]
    sqlite_session.commit()
    client = sign_in(Role.MANAGER)
    assert "Nothing is proposed yet" in client.get(address).text
    assert WORDS in client.get(propose_at).text
    assert client.post(propose_at, data={}).status_code == 422
    assert client.post(propose_at, data={"place": "0"}).headers["Location"] == address
    assert "Not asked yet" in client.get(address).text
    assert client.post(address, data=LINK).status_code == 422
    made = client.post(address, data=LINK | {"organisations": key})
    assert "/agreement/link/" in made.text and "Ada Morgan" in made.text
    [(to, text)] = sqlite_session.execute(select(OutboxMessage.to_address, OutboxMessage.body_text))
    sqlite_session.rollback()
    assert to == "ada@example.org" and "say whether it still holds" in text and WORDS not in text
    page = client.get(address).text
    assert "Confirmation awaited" in page and "[[quotation" not in page
    link = find_piece(sqlite_session).asked_id
    client.post(f"{address}/links/{link}/revoke")
    assert "No answer: not carried over" in client.get(address).text
    client.post(f"{address}/1/remove")
    assert find_piece(sqlite_session).removed_at is not None


def test_manager__recording_what_was_said__names_the_minute_and_gets_the_reference(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    propose(sqlite_session, about, earlier)
    address, file_id = f"/desk/consultations/{about.slug}/carried", make_attached(sqlite_session, about).id
    sqlite_session.commit()
    client = sign_in(Role.MANAGER)
    day = {"said_on-day": "3", "said_on-month": "3", "said_on-year": "2025"}
    given = {"answer": "changed", "given_by": "The board", "given_role": "Board", "file": file_id, **day}
    wrong = client.post(f"{address}/1/record", data=given)
    assert wrong.status_code == 422 and "Write the words that hold now" in wrong.text
    ahead = client.post(f"{address}/1/record", data=given | {"words": CHANGED, "said_on-year": "2099"})
    assert "Enter today or a day before" in ahead.text
    assert client.post(f"{address}/1/record", data=given | {"words": CHANGED}).headers["Location"] == address
    row = find_piece(sqlite_session)
    assert row.answer is CarriedAnswer.CHANGED and row.recorded_by_name and row.file_id == file_id
    assert "[[statement carried.1]]" in client.get(address).text
    again = client.post(f"{address}/1/record", data=given | {"answer": "current"})
    assert again.status_code == 422 and "C536" in again.text
    client.post(f"{address}/1/record", data=given | {"answer": "outdated"})
    assert "Confirmed, and taken back since" in client.get(address).text


def test_passage__of_another_question_or_return__is_not_found_and_others_may_not_look(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    base = f"/desk/consultations/{about.slug}/carried"
    question, other = about.government_questions[0].id, earlier.id
    sqlite_session.commit()
    client = sign_in(Role.MANAGER)
    for path in (f"questions/x/returns/{other}", f"questions/{question}/returns/x", "questions/x/statement"):
        assert client.get(f"{base}/{path}").status_code == 404
    assert client.get(f"{base}/questions/{question}/statement").status_code == 200
    assert sign_in(Role.ANALYST).get(base).status_code == 403
