"""What partners say of a version once it was signed off or sent: told apart, the rest printed as it was."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.exports.assembling_agreement import LISTED_AFTER
from consult.exports.assembling_versions import assemble_version
from consult.models.agreement_kinds import Stance
from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.agreement.circulating import MadeLink, revoke
from consult.services.agreement.giving_positions import give_position, record_position, say_listed
from consult.services.agreement.positions_for_drafts import find_positions
from consult.services.agreement.saying_positions import AFTER
from consult.services.drafts.documenting import Showing
from consult.services.signing.signing_off import undo_sign_off
from consult.services.versions.listing_evidence import list_evidence
from consult.services.versions.position_evidence import LATE
from consult.services.versions.showing_versions import show_exact
from consult.vocabulary import Role, UseKind
from tests.factories.agreeing import ADA, DISSENTS, ENDORSES, ask_one, say
from tests.factories.attaching import make_attached
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_organisation, make_partnership
from tests.factories.sending import send_version
from tests.factories.signing import decide, make_board
from tests.factories.versions import HOMES, make_exact_version
from tests.integration.partner import ADDRESS, HOME, Partner

GIVEN = {"stance": "endorses", "authority": "officer", "given_by": "Ada", "given_role": "Clerk"}
WHY = "those who decided did not see it"
LATER = NOW + timedelta(hours=1)
SHOWING = Showing(SYSTEM, UseKind.PAGE, NOW)


@pytest.fixture
def version(sqlite_session: Session) -> DraftVersion:
    return make_exact_version(sqlite_session, make_consultation(sqlite_session))


@pytest.fixture
def links(sqlite_session: Session, version: DraftVersion) -> list[MadeLink]:
    """One who endorsed in time and one who was silent."""
    names = ("Brook House", "Open Door")
    bodies = [make_organisation(sqlite_session, name=name) for name in names]
    made = [ask_one(sqlite_session, version, body) for body in bodies]
    say(sqlite_session, made[0], HOMES)
    return made


def print_parts(session: Session, version: DraftVersion) -> list[str]:
    """Each part of the file; what was said later is in parts of its own."""
    parts = assemble_version(show_exact(session, version, SHOWING)).parts
    return [str(one) for one in parts]


def list_late(parts: list[str]) -> list[str]:
    return [one for one in parts if ".after" in one]


def say_late(session: Session, made: MadeLink, name: str, given: object = DISSENTS) -> None:
    give_position(session, made.asked, HOMES, given, submission_id=name, now=LATER)  # type: ignore[arg-type]


@pytest.mark.parametrize("is_sent", [False, True])
def test_positions__given_after_the_decision__change_nothing_that_was_seen(
    sqlite_session: Session, version: DraftVersion, links: list[MadeLink], is_sent: bool
) -> None:
    session, about = sqlite_session, links[0].asked.version.consultation_id
    row = None
    consultation = session.get_one(Consultation, about)
    if is_sent:
        send_version(session, consultation, version)
    else:
        row = decide(session, version, make_board(session), make_attached(session, consultation))
    seen = print_parts(session, version)
    say_late(session, links[0], "changed")
    say_late(session, links[1], "late", ENDORSES)
    third = make_organisation(session, name="Harbour Light")
    say_late(session, ask_one(session, version, third, now=LATER), "asked late", ENDORSES)
    now = print_parts(session, version)
    assert [one for one in now if one not in list_late(now)] == seen
    late = " ".join(list_late(now))
    assert AFTER in late and "Brook House dissents" in late and "Open Door endorses" in late
    assert "Harbour Light endorses" in late
    shown = show_exact(session, version, SHOWING)
    given = [one for one in list_evidence(session, version, shown, today=TODAY) if one.number[0] == "P"]
    assert [LATE in one.note for one in given] == [False, True, True, True]
    whole = find_positions(session, about)
    assert whole is not None and "dissents" in str(whole.sections[0]), "the next draft has all that is held"
    if row is not None:
        undo_sign_off(session, SYSTEM, row, "The minute was wrong.", author=ADA, now=LATER)
        assert list_late(print_parts(session, version)) == []
        [homes, _] = show_exact(session, version, SHOWING).agreement.sections  # type: ignore[union-attr]
        assert homes.counts == {Stance.DISSENTS: 1, Stance.ENDORSES: 2}


def test_files__of_a_version_decided_about_the_day_before__have_what_was_recorded_and_every_silence(
    sqlite_session: Session, version: DraftVersion, links: list[MadeLink]
) -> None:
    """The minute is typed in after the meeting, and the decision after that; open links are tidied away."""
    session, about = sqlite_session, links[0].asked.version.consultation_id
    file, morning = make_attached(session, session.get_one(Consultation, about)), NOW + timedelta(days=1)
    by: dict[str, Any] = {"submission_id": "minuted", "author": ADA, "now": morning}
    record_position(session, links[0].asked, HOMES, DISSENTS, file, said_on=TODAY, **by)
    row = decide(session, version, make_board(session), file)
    row.recorded_at = morning + timedelta(hours=4)
    seen = print_parts(session, version)
    for words in ("1 dissents; 1 did not reply.", "Brook House dissents", "Did not reply: Open Door."):
        assert any(words in one for one in seen), words
    assert list_late(seen) == []
    for made in links:
        revoke(session, made.asked, author=ADA, now=row.recorded_at + timedelta(hours=1))
    assert print_parts(session, version) == seen


@pytest.mark.parametrize("is_mistaken", [True, False])
def test_link__made_again_after_the_decision_and_taken_back__leaves_who_was_silent_at_it(
    sqlite_session: Session, version: DraftVersion, links: list[MadeLink], is_mistaken: bool
) -> None:
    """A link that was taken back unopened before the decision was a mistake; one open at it was not."""
    session, hour, by = sqlite_session, timedelta(hours=1), {"author": ADA}
    silent = links[1].asked
    if is_mistaken:
        revoke(session, silent, now=NOW, **by)
    consultation = session.get_one(Consultation, version.consultation_id)
    row = decide(session, version, make_board(session), make_attached(session, consultation))
    row.recorded_at = NOW + hour
    seen = print_parts(session, version)
    assert any("Did not reply: Open Door." in one for one in seen) is not is_mistaken
    if not is_mistaken:
        revoke(session, silent, now=NOW + 2 * hour, **by)
    for later in (3, 5):
        ask_one(session, version, silent.organisation, now=NOW + later * hour)
        revoke(session, silent, now=NOW + (later + 1) * hour, **by)
        assert print_parts(session, version) == seen


def test_listing__chosen_after_the_decision__is_printed_apart_and_taken_off_at_once(
    sqlite_session: Session, version: DraftVersion, links: list[MadeLink]
) -> None:
    session, (first, second) = sqlite_session, [one.asked for one in links]
    say_listed(session, first, is_listed=True, now=NOW)
    consultation = session.get_one(Consultation, version.consultation_id)
    decide(session, version, make_board(session), make_attached(session, consultation))
    seen = print_parts(session, version)
    for one in (first, second):
        say_listed(session, one, is_listed=True, now=LATER)
    now = print_parts(session, version)
    assert [one for one in now if one not in list_late(now)] == seen and "Brook House" in str(seen)
    assert LISTED_AFTER in str(list_late(now)) and "Open Door" in str(list_late(now))
    say_listed(session, first, is_listed=False, now=LATER)
    agreement = show_exact(session, version, SHOWING).agreement
    assert agreement and (agreement.listed, agreement.listed_after) == ((), ("Open Door",))


@pytest.mark.parametrize("is_decided", [True, False])
def test_partner__of_a_version_that_was_decided_about__is_told_that_its_words_stand_apart(
    app: Flask, sign_in: Callable[..., FlaskClient], sessions: sessionmaker[Session], is_decided: bool
) -> None:
    with sessions.begin() as session:
        make_partnership(session)
        about = make_consultation(session)
        version, body = make_exact_version(session, about), make_organisation(session, name="Harbour Light")
        make_contact(session, body, email=ADDRESS)
        if is_decided:
            version.made_at = NOW - timedelta(days=1)
            day_before, minute = TODAY - timedelta(days=1), make_attached(session, about)
            decide(session, version, make_board(session), minute, decided_on=day_before)
        desk, key = f"/desk/consultations/{about.slug}/versions/1/circulation", body.key
    day = {"closes_on-day": "20", "closes_on-month": "3", "closes_on-year": "2031"}
    made = sign_in(Role.MANAGER).post(desk, data={"organisations": key, **day})
    with sessions() as session:
        letter = session.scalars(select(OutboxMessage.body_text)).one()
    token = re.findall(r"/agreement/link/([\w-]+)", letter)[0]
    assert made.status_code == 200 and (WHY in " ".join(letter.split())) is is_decided
    partner = Partner(app.test_client(), sessions, token).come_in()
    assert (WHY in partner.client.get(HOME).text) is is_decided
    section = f"{HOME}sections/{HOMES}"
    assert (WHY in partner.client.get(section).text) is is_decided
    partner.client.post(section, data=GIVEN)
    after = partner.client.get(HOME).text
    assert ("it is printed apart, in no number" in after) is is_decided
    assert ("Said after the decision, and printed apart" in after) is is_decided
