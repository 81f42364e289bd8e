"""What follows a response, in the staff area: asks and replies, the public page, letters; and the command."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.job import OutboxMessage
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.consultations.consulting import get_consultation
from consult.vocabulary import Role, Standing
from tests.factories.following import HOTELS, SAID, WAITS, make_followed
from tests.factories.grouping import make_group
from tests.factories.numbering import NOW
from tests.factories.region import make_contact, make_organisation, make_partnership
from tests.factories.sending import send_earlier

DESK = "/desk/consultations/consultation-1"
ASKS, PAGE = f"{DESK}/asks", f"{DESK}/public-page"
PUBLIC = "/consultations/consultation-1/outcome"
DAY = {"replied_on-day": "4", "replied_on-month": "3", "replied_on-year": "2031"}
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def filled(sessions: sessionmaker[Session]) -> sessionmaker[Session]:
    """A signed version, an outcome that is written, and an organisation that answered with two contacts."""
    with sessions.begin() as session:
        make_partnership(session)
        case = make_followed(session)
        case.sign()
        conclude(session, case.consultation, Conclusion(said=SAID), actor="ada", now=NOW)
        body = make_organisation(session, name="Council")
        make_contact(session, body, email="cy@council.example", language="cy")
        make_contact(session, body, email="")
        silent = make_organisation(session, name="Silent")
        make_contact(session, silent, email="silent@example.org")
        case.returns[0].organisation_id = body.id
        make_group(session)
    return sessions


def test_asks__taken_written_and_replied_to__are_listed_with_their_replies(
    sign_in: SignIn, filled: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    page = client.get(ASKS).text
    assert "Nothing is listed yet." in page and "In version 1" in page
    place = re.findall(r'name="place" type="checkbox" value="([^"]+)"', page)[0]
    assert client.post(f"{ASKS}/take", data={"version": "1", "place": place}).headers["Location"] == ASKS
    typed = {"text_en": "Write back.", "text_ar": "اكتبوا لنا.", "reply": "partly", **DAY}
    refused = client.post(f"{ASKS}/new", data=typed)
    assert refused.status_code == 422 and "C576" in refused.text and "اكتبوا لنا." in refused.text
    assert client.get(ASKS).text.count("Words and reply") == 1, "nothing was kept of it"
    whole = {**typed, "said_en": "Where we can.", "place": "CP 900"}
    assert client.post(f"{ASKS}/new", data=whole).headers["Location"] == ASKS
    page = client.get(ASKS).text
    assert "Accepted in part" in page and "No reply yet" in page
    [held, own] = re.findall(rf'href="({ASKS}/[0-9a-f-]+)"', page)
    form = client.get(own).text
    assert "Where we can." in form and "In the version it reads" not in form
    assert "Government should fund English classes." in client.get(held).text
    stale = client.post(own, data={**whole, "text_en": "Answer.", "version": "7"})
    assert stale.status_code == 409 and "Write back." in stale.text and "Answer." in stale.text
    assert client.post(f"{own}/up").headers["Location"] == ASKS
    page = client.get(ASKS).text
    assert page.index("Write back.") < page.index("English classes")
    assert client.post(f"{held}/remove").headers["Location"] == ASKS
    assert "English classes" not in client.get(ASKS).text.partition("In version 1")[0]


def test_public_page__chosen_opened_and_closed_by_a_manager__is_so_in_the_next_request(
    app: Flask, sign_in: SignIn, filled: sessionmaker[Session]
) -> None:
    client, visitor = sign_in(Role.MANAGER), app.test_client()
    page = client.get(PAGE).text
    keys = re.findall(r'name="quotation" type="checkbox" value="([^"]+)"', page)
    assert len(keys) == 2 and "Not published" in page and HOTELS in page
    assert client.post(f"{PAGE}/quotations", data={"quotation": keys[1:]}).headers["Location"] == PAGE
    assert visitor.get(PUBLIC).status_code == 404
    assert client.post(f"{PAGE}/publish").headers["Location"] == PAGE
    shown = visitor.get(PUBLIC).text
    assert WAITS in shown and HOTELS not in shown
    assert "Open to everybody" in client.get(PAGE).text
    client.post(f"{PAGE}/take-back")
    assert visitor.get(PUBLIC).status_code == 404
    with filled() as session:
        said = set(session.scalars(select(AuditEntry.action)))
    assert {"outcome published", "outcome no longer published", "quotations of public page chosen"} <= said


def test_letters__to_those_who_answered__go_once_for_each_turn_in_the_language_of_the_contact(
    sign_in: SignIn, filled: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    assert client.post(f"{PAGE}/letters").status_code == 409, "the page is not open"
    client.post(f"{PAGE}/publish")
    client.post(f"{PAGE}/letters")
    assert list_letters(filled) == [], "nothing is sent or replied yet"
    client.post(f"{ASKS}/new", data={"text_en": "Write.", "reply": "silent", **DAY})
    client.post(f"{PAGE}/letters")
    assert list_letters(filled) == [], "silence is no reply"
    reply = {"text_en": "Write back.", "reply": "accepted", "said_en": "Yes.", "place": "CP 900", **DAY}
    client.post(f"{ASKS}/new", data=reply)
    page = client.get(PAGE).text
    assert "to write now: 1" in page and "has no address there: 1." in page
    for _ in range(2):
        client.post(f"{PAGE}/letters")
    with filled.begin() as session:
        send_earlier(session, get_consultation(session, "consultation-1"))
    client.post(f"{PAGE}/letters")
    [letter] = list_letters(filled)
    assert (letter.to_address, letter.language) == ("cy@council.example", "cy")
    assert "Mae'r llywodraeth wedi ateb." in letter.body_text and "Homes after the hotel" in letter.subject
    assert f"{PUBLIC}?lang=cy" in letter.body_text and HOTELS not in letter.body_text


def test_letters__once_the_response_was_sent__say_so_and_come_again_with_the_reply(
    sign_in: SignIn, filled: sessionmaker[Session]
) -> None:
    client = sign_in(Role.MANAGER)
    with filled.begin() as session:
        send_earlier(session, get_consultation(session, "consultation-1"))
    client.post(f"{PAGE}/publish")
    for _ in range(2):
        client.post(f"{PAGE}/letters")
    [sent] = list_letters(filled)
    assert "ar 4 Mawrth 2031" in sent.body_text and "Mae'r llywodraeth wedi ateb." not in sent.body_text
    client.post(f"{DESK}/outcome", data={"said_en": "Homes.", "replied_en": "Yes.", "version": "2"})
    client.post(f"{PAGE}/letters")
    assert [one.language for one in list_letters(filled)] == ["cy", "cy"]


def list_letters(sessions: sessionmaker[Session]) -> list[OutboxMessage]:
    with sessions() as session:
        return list(session.scalars(select(OutboxMessage)))


def test_pages__of_what_follows__are_closed_to_an_observers_manager(
    sign_in: SignIn, filled: sessionmaker[Session]
) -> None:
    with filled.begin() as session:
        body = make_organisation(session, standing=Standing.OBSERVER).id
    client = sign_in(Role.MANAGER, organisation_id=body)
    assert {client.get(one).status_code for one in (ASKS, f"{ASKS}/new", PAGE)} == {403}
    assert {client.post(f"{PAGE}/{one}").status_code for one in ("publish", "letters", "quotations")} == {403}


def read_page(page: str) -> str:
    """What the page itself says, without what stands around it."""
    return page.partition("<h1")[2].partition("</main>")[0]


@pytest.mark.parametrize("tag", ["en", "ar", "cy", "uk", "ti", "prs"])
def test_preview__before_the_page_is_open__is_what_everybody_reads_afterwards(
    app: Flask, sign_in: SignIn, filled: sessionmaker[Session], tag: str
) -> None:
    client, visitor = sign_in(Role.MANAGER), app.test_client()
    keys = re.findall(r'name="quotation" type="checkbox" value="([^"]+)"', client.get(PAGE).text)
    client.post(f"{PAGE}/quotations", data={"quotation": keys})
    address = f"{PAGE}/preview?lang={tag}"
    assert f'href="{address}"' in client.get(PAGE).text
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "no-store" and "lang=" not in str(answer.headers)
    assert "only managers see this" in answer.text and f'<html lang="{tag}"' in answer.text
    assert visitor.get(f"{PUBLIC}?lang={tag}").status_code == 404
    client.post(f"{PAGE}/publish")
    page = read_page(visitor.get(f"{PUBLIC}?lang={tag}").text)
    assert HOTELS in page and WAITS in page and read_page(answer.text) == page
    assert "everybody reads it like this now" in client.get(address).text


def test_preview__asked_for_by_others__is_refused(
    app: Flask, sign_in: SignIn, filled: sessionmaker[Session]
) -> None:
    assert app.test_client().get(f"{PAGE}/preview").location.startswith("/desk/sign-in")
    assert sign_in(Role.ANALYST).get(f"{PAGE}/preview").status_code == 403
    with filled.begin() as session:
        body = make_organisation(session, standing=Standing.OBSERVER).id
    assert sign_in(Role.MANAGER, organisation_id=body).get(f"{PAGE}/preview").status_code == 403
