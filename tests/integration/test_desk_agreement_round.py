"""A version is sent round in the staff area: links and letters, tallies, recorded positions, the file."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.attachments import AttachedFile
from consult.models.audit import AuditEntry
from consult.models.circulating import Circulated
from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.models.versions import DraftVersion
from consult.services.agreement.circulating import hash_token
from consult.vocabulary import Role, Standing
from tests.factories.agreeing import DISSENTS, ask_one, say
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.region import make_contact, make_organisation, make_partnership
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, TEXTS, make_exact_version

VERSION = "/desk/consultations/consultation-1/versions/1"
ROUND, POSITIONS = f"{VERSION}/circulation", f"{VERSION}/positions"
LAST = {"closes_on-day": "20", "closes_on-month": "3", "closes_on-year": "2031"}
SignIn = Callable[..., FlaskClient]


@dataclass(frozen=True)
class Site:
    """What the pages are tried on."""

    sessions: sessionmaker[Session]
    file_id: str


@pytest.fixture
def site(sessions: sessionmaker[Session]) -> Site:
    with sessions.begin() as session:
        make_partnership(session)
        consultation = make_consultation(session)
        make_exact_version(session, consultation)
        body = make_organisation(session, key="harbour", name="Harbour Light")
        make_contact(session, body, email="ada@example.org", name="Ada Morgan")
        make_organisation(session, key="police", name="Police", standing=Standing.OBSERVER)
        make_organisation(session, key="silent", name="Silent")
        return Site(sessions, make_attached(session, consultation).id)


def send(client: FlaskClient, *bodies: str) -> str:
    page = client.post(ROUND, data={"organisations": list(bodies), "note": "Look at homes.", **LAST})
    assert page.status_code == 200, page.text
    return str(page.text)


def test_links__made_for_organisations__are_shown_once_and_go_to_their_contacts(
    sign_in: SignIn, site: Site
) -> None:
    client = sign_in(Role.MANAGER)
    page = send(client, "harbour", "silent")
    tokens = re.findall(r"/agreement/link/([\w-]+)", page)
    assert len(tokens) == 2 and "Nobody there has an e-mail address" in page
    with site.sessions() as session:
        [letter] = session.scalars(select(OutboxMessage))
        asked = session.scalars(select(Circulated.link_hash)).all()
    assert {hash_token(one) for one in tokens} == set(asked)
    assert letter.to_address == "ada@example.org" and "Look at homes." in letter.body_text
    assert tokens[0] in letter.body_text and "20 March 2031" in letter.body_text
    listed = client.get(ROUND).text
    assert "Not opened yet" in listed and not set(tokens) & set(re.findall(r"[\w-]{32}", listed))


def test_link__taken_back__says_so(sign_in: SignIn, site: Site) -> None:
    client = sign_in(Role.MANAGER)
    send(client, "harbour")
    [address] = re.findall(rf'action="({ROUND}/[^"]+/revoke)"', client.get(ROUND).text)
    assert client.post(address).headers["Location"] == ROUND
    assert "Taken back" in client.get(ROUND).text
    with site.sessions() as session:
        assert session.scalars(select(Circulated.link_hash)).one() is None


def test_circulation__without_organisations_or_a_day__is_refused_and_keeps_what_was_typed(
    sign_in: SignIn, site: Site
) -> None:
    page = sign_in(Role.MANAGER).post(ROUND, data={"note": "Look at homes."})
    assert page.status_code == 422 and "Look at homes." in page.text and "#closes_on" in page.text


def dissent(session: Session) -> None:
    version = session.scalars(select(DraftVersion)).one()
    for one in session.scalars(select(Circulated)):
        made = ask_one(session, version, one.organisation)
        if one.organisation.key != "silent":
            say(session, made, HOMES, DISSENTS)


def test_positions__and_silence__are_counted_by_section_and_printed_in_the_file(
    sign_in: SignIn, site: Site
) -> None:
    client = sign_in(Role.MANAGER)
    assert "Nobody was asked yet" in client.get(POSITIONS).text
    assert "Positions of partners" not in client.get(f"{VERSION}/response.md").text
    send(client, "harbour", "silent", "police")
    with site.sessions.begin() as session:
        dissent(session)
    for text in (client.get(POSITIONS).text, client.get(f"{VERSION}/response.md").text):
        assert "1 dissents; 1 did not reply." in text and "Did not reply: Silent." in text
        assert "Harbour Light dissents: “We do not agree.” An officer’s view." in text
        assert text.index("Observers") < text.index("Police dissents")
    page = client.get(POSITIONS).text
    assert (page.count("Who said what"), page.count('class="govuk-details"')) == (1, 2)
    assert "Sections on which nobody replied: 1" in page and page.count(" open>") == 1
    assert client.get(VERSION).text.count(POSITIONS) == 1


def test_position__recorded_by_staff__needs_the_minute_and_is_printed_as_recorded(
    sign_in: SignIn, site: Site
) -> None:
    client = sign_in(Role.MANAGER)
    page = client.get(f"{POSITIONS}/record?section={HOMES}").text
    assert f'<option value="{HOMES}" selected>' in page and "signed off or sent" not in page
    assert re.findall(r'name="said_on-[^>]*value="(\d+)"', page) == ["4", "3", "2031"]
    said = {"organisation": "harbour", "section": HOMES, "stance": "endorses", "authority": "approved"}
    who = {"given_by": "Ada Morgan", "given_role": "Head of policy", "submission_id": "one"}
    refused = client.post(f"{POSITIONS}/record", data={**said, **who})
    assert refused.status_code == 422 and 'value="Head of policy"' in refused.text
    assert [one in refused.text for one in ("#file", "#approved_by", "#approved_on")] == [True] * 3
    day = {"approved_on-day": "3", "approved_on-month": "3", "approved_on-year": "2031"}
    whole = {**said, **who, **day, "approved_by": "the cabinet", "file": site.file_id}
    whole |= {"said_on-month": "3", "said_on-year": "2031"}
    for wrong, words in (("3", "between 4 March 2031 and today"), ("5", "between 4 March 2031 and today")):
        refused = client.post(f"{POSITIONS}/record", data={**whole, "said_on-day": wrong})
        assert refused.status_code == 422 and words in refused.text and f'value="{wrong}"' in refused.text
    whole["said_on-day"] = "4"
    for _ in range(2):
        assert client.post(f"{POSITIONS}/record", data=whole).headers["Location"] == POSITIONS
    text = client.get(POSITIONS).text
    assert "1 endorses." in text and "Approved by the cabinet on 3 March 2031. Given by Ada Morgan" in text
    days = "Said on 4 March 2031, recorded by the partnership on 4 March 2031."
    assert text.count(days) == 1 and set(TEXTS) == {HOMES, "schools"}


def test_record__for_a_version_that_was_decided_about__says_what_its_day_does_and_keeps_it_on_record(
    sign_in: SignIn, site: Site
) -> None:
    with site.sessions.begin() as session:
        file = session.get_one(AttachedFile, site.file_id)
        decide(session, session.scalars(select(DraftVersion)).one(), make_board(session), file)
    client = sign_in(Role.MANAGER)
    page = re.sub(r"<[^>]+>", "", client.get(f"{POSITIONS}/record").text)
    assert "It was signed off or sent on 4 March 2031." in page
    said = {"organisation": "harbour", "section": HOMES, "stance": "endorses", "authority": "officer"}
    who = {"given_by": "Ada", "given_role": "Clerk", "submission_id": "one", "file": site.file_id}
    day = {"said_on-day": "4", "said_on-month": "3", "said_on-year": "2031"}
    assert client.post(f"{POSITIONS}/record", data={**said, **who, **day}).status_code == 302
    with site.sessions() as session:
        wanted = select(AuditEntry.details).where(AuditEntry.action == "position given")
        assert session.scalars(wanted).one()["said_on"] == "2031-03-04"


@pytest.mark.parametrize(
    ("role", "standing", "statuses"),
    [
        (Role.BOARD_MEMBER, Standing.FULL, (200, 403, 403, 403)),
        (Role.MANAGER, Standing.OBSERVER, (200, 403, 403, 403)),
        (Role.AUDITOR, Standing.FULL, (403, 403, 403, 403)),
    ],
)
def test_agreement__opened_by_whoever_manages_nothing__shows_tallies_at_most(
    sign_in: SignIn, site: Site, role: Role, standing: Standing, statuses: tuple[int, ...]
) -> None:
    with site.sessions.begin() as session:
        body = make_organisation(session, standing=standing).id
    client = sign_in(role, organisation_id=body)
    got = (
        client.get(POSITIONS),
        client.get(ROUND),
        client.get(f"{POSITIONS}/record"),
        client.post(ROUND, data={"organisations": ["harbour"], **LAST}),
    )
    assert tuple(one.status_code for one in got) == statuses
    with site.sessions() as session:
        assert session.scalars(select(Circulated)).all() == []
        assert session.scalars(select(Consultation)).one()
