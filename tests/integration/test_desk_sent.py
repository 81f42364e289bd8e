"""Sendings in the staff area: recorded with proof and recipients, refused with what was typed, undone."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.models.submissions import Submission
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import Purpose, Role
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import TODAY
from tests.factories.region import make_partnership
from tests.factories.sending import make_proof
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, make_exact_version
from tests.integration.conftest import SignIn
from tests.integration.typed_site import Site

SENT, RECORD = "/desk/consultations/consultation-1/sent", "/desk/consultations/consultation-1/sent/record"
DAY = {"sent_on-day": "4", "sent_on-month": "3", "sent_on-year": "2031"}
RECIPIENTS = "Home Office desk <desk@home.example>\n\n  The minister’s   office\npolicy@home.example\n"


@pytest.fixture
def site(sessions: sessionmaker[Session]) -> Site:
    """A signed version that quotes a return, one that is not signed, and a sending as it is typed."""
    with sessions.begin() as session:
        make_partnership(session)
        consultation = make_consultation(session)
        asked = make_questionnaire_version(session, consultation)
        said = make_response(session, asked, {"experience": "Hotels."}, consents={Purpose.QUOTE: True})
        version = make_exact_version(session, consultation, quoted={HOMES: said.answers[0]})
        make_exact_version(session, consultation)
        decide(session, version, make_board(session), make_attached(session, consultation))
        typed = {"version": "1", "way": "portal", "reference": "4711", "recipients": RECIPIENTS, **DAY}
        return Site(sessions, {**typed, "file": make_proof(session, consultation).id, "reason": ""})


def test_sending__recorded__is_read_with_its_proof_and_recipients_and_undone(
    sign_in: SignIn, site: Site
) -> None:
    client = sign_in(Role.MANAGER)
    assert "Nothing is recorded as sent yet." in client.get(SENT).text
    form = client.get(RECORD).text
    assert (
        form.index("Version 1, signed off")
        < form.index("Version 2, not signed off")
        < form.index("No version")
    )
    assert "minute.txt" not in form and "receipt.txt" in form
    assert client.post(RECORD, data=site.typed).headers["Location"] == SENT
    page = client.get(SENT).text
    assert "Signed version" in page and "through a portal" in page and "4711" in page
    assert "Home Office desk (desk@home.example)" in page and "policy@home.example (policy@" in page
    assert "The minister’s office" in page and "Proof of sending 1" in page
    [undo] = re.findall(rf'action="({SENT}/[^"]+/undo)"', page)
    assert client.post(undo, data={"reason": ""}).status_code == 409
    assert client.post(undo, data={"reason": "The wrong version."}).headers["Location"] == SENT
    assert "The wrong version." in client.get(SENT).text


def test_sending__of_what_is_not_signed_off__is_refused_without_a_reason_and_keeps_what_was_typed(
    sign_in: SignIn, site: Site
) -> None:
    client = sign_in(Role.MANAGER)
    for changes, code, field in (
        ({"version": "2"}, "C570", "reason"),
        ({"sent_on-year": "2032"}, "C571", "sent_on"),
        ({"file": ""}, "C572", "file"),
        ({"recipients": " "}, "C573", "recipients"),
    ):
        answer = client.post(RECORD, data={**site.typed, **changes})
        assert answer.status_code == 422 and code in answer.text and "4711" in answer.text
        assert f'<a href="#{field}">' in answer.text, "the summary leads to what is wrong"
        assert re.search(rf'id="{field}(-parts)?-error"', answer.text), "and the message stands beside it"
    assert client.post(RECORD, data={**site.typed, "way": ""}).status_code == 422
    with site.sessions() as session:
        assert session.scalars(select(Submission)).all() == []
        assert session.scalars(select(ReleasedFile)).all() == []
    assert (
        client.post(RECORD, data={**site.typed, "version": "2", "reason": "Late."}).headers["Location"]
        == SENT
    )
    assert "No sign-off stood" in client.get(SENT).text and "Late." in client.get(SENT).text


def test_withdrawal__after_the_sending__leads_from_each_recipient_to_a_notice_that_names_the_passage(
    sign_in: SignIn, site: Site
) -> None:
    client = sign_in(Role.MANAGER)
    client.post(RECORD, data=site.typed)
    with site.sessions.begin() as session:
        [said] = session.scalars(select(Response))
        give_consent(session, said.id, {Purpose.QUOTE: False}, given_on=TODAY)
    page = client.get(SENT).text
    links = re.findall(r'href="(/desk/files/[^"]+)">a notice waits to be sent', page)
    assert len(links) == 3
    notices = [client.get(one).text for one in links]
    assert all("Section 1, “Homes”: the first quotation" in one and "Hotels" not in one for one in notices)
    assert client.post(f"{links[0]}/send").status_code == 302
    assert "told that words are withdrawn" in client.get(SENT).text
