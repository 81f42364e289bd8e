"""What may be done with the words: asked for on one page, kept as rows, shown and changed with the number."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.protection_kinds import RecipientKind
from consult.models.telling_kinds import AttributionLevel, Manner
from consult.services.consultations.protection_content import Recipient
from consult.services.experiences import amending
from consult.services.permissions.consenting import PLAIN, Terms, current_consent
from consult.vocabulary import Purpose, Sector, Standing
from consult.web import account_check, account_pages
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation
from tests.integration.conftest import MakeApp
from tests.integration.teller import GROWN, RETURN, START, open_form, read_number, tell, visit, write

PAGE = f"{START}/permission"
ALL = ["analyse", "quote", "contact"]
LATER = date(2039, 5, 6)
UNTIL = {"q_reach": "any"} | {
    f"q_reach_until-{part}": number for part, number in (("day", "6"), ("month", "5"), ("year", "2039"))
}


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def find_terms(sessions: sessionmaker[Session]) -> dict[Purpose, Terms]:
    """On which terms each purpose is allowed now."""
    with sessions.begin() as session:
        [response_id] = set(session.scalars(select(Consent.response_id)))
        held = current_consent(session, response_id)
        return {purpose: one.terms for purpose, one in held.items() if one.granted}


def test_permission__boxes_ticked__are_for_this_consultation_and_written(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client)

    sent = client.post(PAGE, data={"q_permission": ALL})

    assert sent.location == f"{START}/check"
    written = Terms(manner=Manner.WRITTEN)
    assert find_terms(sessions) == {
        Purpose.ANALYSE: written,
        Purpose.QUOTE: written,
        Purpose.CONTACT: written,
    }
    assert "Only for this consultation" in client.get(f"{START}/check").text


def test_permission__for_any_response__keeps_the_last_day_and_says_it(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client)

    client.post(PAGE, data={"q_permission": ["analyse"], **UNTIL})

    assert find_terms(sessions)[Purpose.ANALYSE].any_until_on == LATER
    assert "until 6 May 2039" in client.get(f"{START}/check").text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"q_reach": "any"}, "Give the last day"),
        (UNTIL | {"q_reach_until-year": "2020"}, "Give a day that is still to come"),
        ({"q_describe": "own_words"}, "Write how you want to be described"),
        ({"q_describe": "own_words", "q_described_as": "x" * 81}, "Use at most 80 characters"),
    ],
)
def test_permission__half_said__asks_and_keeps_nothing(
    app: Flask, sessions: sessionmaker[Session], sent: dict[str, str], words: str
) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)

    page = client.post(PAGE, data={"q_permission": ALL, **sent})

    assert page.status_code == 422 and words in page.text
    with sessions.begin() as session:
        assert session.scalars(select(Consent)).all() == []


def test_description__in_own_words__is_shown_to_the_person_and_in_no_column(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client)
    own = {"q_describe": "own_words", "q_described_as": "a MARKED shepherd"}

    client.post(PAGE, data={"q_permission": ALL, **own})

    assert "a MARKED shepherd" in client.get(f"{START}/check").text
    assert find_terms(sessions)[Purpose.ATTRIBUTE].level is AttributionLevel.OWN_WORDS
    with sessions.begin() as session:
        rows = [vars(one) for one in session.scalars(select(Consent))]
    assert "MARKED" not in str(rows)


def test_description__own_words_changed__is_a_new_row(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = visit(app)
    write(client)
    for words in ("a shepherd", "a shepherd", "a baker"):
        client.post(PAGE, data={"q_describe": "own_words", "q_described_as": words})

    with sessions.begin() as session:
        described = select(Consent.version).where(Consent.purpose == Purpose.ATTRIBUTE, Consent.granted)
        assert len(session.scalars(described).all()) == 2


def test_sharing__nobody_named_in_the_file__is_not_asked_for(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_pages, "list_share_recipients", lambda *_: [])
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    assert "share_with" not in client.get(PAGE).text


def test_sharing__some_named__is_a_box_for_each_and_kept_by_name(
    app: Flask, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [
        Recipient(name.lower().replace(" ", "-"), {"en": name}, RecipientKind.HEALTH, True)
        for name in ("Harbour Clinic", "Law Centre")
    ]
    for pages in (account_pages, account_check):
        monkeypatch.setattr(pages, "list_share_recipients", lambda *_: named)
    client = visit(app)
    write(client)
    page = client.get(PAGE).text
    assert "Harbour Clinic" in page and "Law Centre" in page and "checked" not in page.split("share_with")[1]

    client.post(PAGE, data={"q_permission": ["analyse"], "q_share_with": ["law-centre"]})
    client.post(PAGE, data={"q_permission": ["analyse"], "q_share_with": ["Home Office"]})

    assert find_terms(sessions)[Purpose.SHARE].recipients == ("law-centre",)
    assert "You may show my words to: Law Centre" in client.get(f"{START}/check").text


def test_permission__changed_with_the_number__is_a_new_row_each(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app))
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})

    client.post(f"{RETURN}/permission", data={"q_permission": ["analyse"], "q_describe": "region"})

    assert find_terms(sessions)[Purpose.ATTRIBUTE].level is AttributionLevel.REGION
    with sessions.begin() as session:
        quoted = session.scalars(select(Consent).where(Consent.purpose == Purpose.QUOTE))
        assert sorted((one.version, one.granted) for one in quoted) == [(1, True), (2, False)]
    assert "You may print" not in client.get(f"{RETURN}/yours").text


def test_permission__taken_back_after_its_last_day__asks_for_no_other_day(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client)
    client.post(PAGE, data={"q_permission": ALL} | UNTIL)
    client.post(f"{START}/check")
    number = read_number(client.get(f"{START}/number").text)
    app.extensions["clock"] = lambda: NOW.replace(year=2040)
    person = visit(app)
    person.post(f"{RETURN}/", data={"return_number": number})
    assert person.post(f"{RETURN}/permission", data={"q_permission": ALL} | UNTIL).status_code == 422

    assert person.post(f"{RETURN}/permission", data=UNTIL).status_code == 302

    assert find_terms(sessions) == {}


def test_permission__given_and_changed_on_other_days__keeps_the_day_of_each(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app))
    client, later = visit(app), NOW + timedelta(days=2)
    app.extensions["clock"] = lambda: later
    client.post(f"{RETURN}/", data={"return_number": number})

    client.post(f"{RETURN}/permission", data={"q_permission": ["analyse"]})

    with sessions.begin() as session:
        kept = session.scalars(select(Consent).where(Consent.purpose == Purpose.QUOTE))
        assert {one.granted: one.given_on for one in kept} == {True: NOW.date(), False: later.date()}


def test_nothing_ticked__kept__says_that_nobody_reads_it(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = visit(app)
    write(client, permission="")

    assert "your words stay locked and nobody reads them" in client.get(f"{START}/check").text
    with sessions.begin() as session:
        said = {(one.granted, one.any_until_on, one.level) for one in session.scalars(select(Consent))}
    assert said == {(False, PLAIN.any_until_on, PLAIN.level)}


def test_room__before_permission__is_said_always_and_by_name_from_the_directory(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    fixed = "The Home Office, immigration enforcement and the police are members of this partnership."
    fixed += " They will see the report that is published. They are not given what you write."
    assert fixed in client.get(PAGE).text and "Members who are not given" not in client.get(PAGE).text

    with sessions.begin() as session:
        make_organisation(session, name="Harrow Police", sector=Sector.POLICE, standing=Standing.OBSERVER)
        make_organisation(session, name="Roof Ltd", standing=Standing.CONSULTED)
        make_organisation(session, name="Harbour Light")

    page = client.get(PAGE).text
    assert fixed in page and "Harrow Police" in page and "Roof Ltd" in page and "Harbour Light" not in page


def test_permission__beside_it__says_until_when_words_and_count_are_taken_out_and_the_reason_in_law(
    app: Flask, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    assert "withdraw until 30 June 2031" in client.get(PAGE).text

    monkeypatch.setattr(amending, "find_withdrawal_date", lambda *_: None)
    with sessions.begin() as session:
        consultation = session.scalars(select(Consultation)).one()
        consultation.withdrawal_until_on = date(2031, 6, 30) + timedelta(days=40)

    page = client.get(PAGE).text
    assert "withdraw until 9 August 2031" in page
    assert "What was already sent cannot be called back." in page and "reason in law" in page


def test_language__switched_on_permission__stores_nothing_and_shows_what_was_ticked(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    number = tell(visit(app))
    client = visit(app)
    client.post(f"{RETURN}/", data={"return_number": number})
    before = find_terms(sessions)
    typed = {"q_permission": ["contact"], "q_describe": "own_words", "q_described_as": "x" * 9000}

    page = client.post(f"{RETURN}/permission?lang=ar", data={**typed, "switch_language": "ar"})

    assert 'lang="ar" dir="rtl"' in page.text and "x" * 9000 in page.text
    assert find_terms(sessions) == before
