"""A manager carries material over: proposes, asks, records, and takes back; nobody else may."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.base import new_id
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.models.response import Response
from consult.models.revision import Revision
from consult.services.carrying.asking_organisations import list_waiting
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import Purpose, Role, UseKind
from tests.factories.attaching import make_attached
from tests.factories.carrying import CHANGED, WITH_CHANGES, WORDS, carry, make_earlier_return, propose
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_partnership

OTHER = WORDS.replace("months", "a year")
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


def find_value(page: str) -> str:
    """The value of the one passage to choose from."""
    [value] = re.findall(r'name="place" type="radio" value="([^"]*)"', page)
    return str(value)


def amend(session: Session, earlier: Response) -> None:
    """The answer gets another text, of the same length."""
    [answer] = earlier.answers
    given = {"subject_kind": "answer", "subject_id": answer.id, "at": NOW, "body": OTHER}
    revision = Revision(id=new_id(), parent_id=answer.head_revision_id, **given)
    session.add(revision)
    session.flush()
    answer.head_revision_id, answer.value = revision.id, OTHER
    session.commit()


def test_passage__whose_text_was_amended_after_it_was_chosen__is_not_proposed(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    question = about.government_questions[0].id
    propose_at = f"/desk/consultations/{about.slug}/carried/questions/{question}/returns/{earlier.id}"
    sqlite_session.commit()
    client = sign_in(Role.MANAGER)
    value = find_value(client.get(propose_at).text)
    amend(sqlite_session, earlier)
    assert OTHER in client.get(propose_at).text
    assert client.post(propose_at, data={"place": value}).status_code == 422
    assert sqlite_session.scalars(select(CarriedMaterial)).all() == []


def test_confirmed_words__whose_permission_has_ended__are_on_the_page_no_more(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation
) -> None:
    row, address = carry(sqlite_session, about, WITH_CHANGES), f"/desk/consultations/{about.slug}/carried"
    used = select(Use.kind).filter_by(response_id=row.response_id, subject_id=about.id)
    sqlite_session.commit()
    client = sign_in(Role.MANAGER)
    assert CHANGED in client.get(address).text
    assert sqlite_session.scalars(used).all() == [UseKind.PAGE]
    sqlite_session.commit()
    give_consent(sqlite_session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)
    sqlite_session.commit()
    page = client.get(address).text
    assert CHANGED not in page and "permission has ended since" in page


def test_organisation__that_allows_no_quoting_any_more__is_not_asked(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    row, body = propose(sqlite_session, about, earlier), earlier.organisation
    assert body is not None and list_waiting(sqlite_session, about.id, today=TODAY) == {body.id: [row]}
    give_consent(sqlite_session, earlier.id, {Purpose.QUOTE: False}, given_on=TODAY)
    assert list_waiting(sqlite_session, about.id, today=TODAY) == {}
    address = f"/desk/consultations/{about.slug}/carried"
    sqlite_session.commit()
    client = sign_in(Role.MANAGER)
    page = client.get(address).text
    assert "Permission has ended: not asked" in page and "Ask organisations" not in page
    client.post(f"{address}/1/remove")
    assert find_piece(sqlite_session).removed_at is not None


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
    chosen = {"place": find_value(client.get(propose_at).text), "submission_id": "form"}
    assert client.post(propose_at, data=chosen).headers["Location"] == address
    assert client.post(propose_at, data=chosen).headers["Location"] == address
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
    typed = {"words": CHANGED.replace(" ", "\r\n", 1)}
    assert client.post(f"{address}/1/record", data=given | typed).headers["Location"] == address
    row = find_piece(sqlite_session)
    assert row.words == CHANGED.replace(" ", "\n", 1)  # a line's end as it is stored, whoever types it
    assert row.answer is CarriedAnswer.CHANGED and row.recorded_by_name and row.file_id == file_id
    assert "[[statement carried.1]]" in client.get(address).text
    again = client.post(f"{address}/1/record", data=given | {"answer": "current"})
    assert again.status_code == 422 and "C536" in again.text
    other = make_attached(sqlite_session, about, content=b"Another minute.").id
    sqlite_session.commit()
    later = {"given_by": "The chair", "given_role": "Chair", "file": other, "said_on-day": "4"}
    client.post(f"{address}/1/record", data=given | typed | later)
    assert find_piece(sqlite_session).file_id == file_id
    ended = given | {"answer": "outdated", **later}
    older = client.post(f"{address}/1/record", data=ended | {"said_on-day": "2"}).text
    assert "It cannot have been said on 2 March 2025." in older and 'href="#said_on"' in older
    client.post(f"{address}/1/record", data=ended)
    page = " ".join(client.get(address).text.split())
    assert "Confirmed, and taken back since" in page and "by The chair, Chair" in page
    row = find_piece(sqlite_session)
    assert (row.file_id, row.ended_file_id, row.given_by) == (file_id, other, "The board")
    assert row.ended_on == date(2025, 3, 4)


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
