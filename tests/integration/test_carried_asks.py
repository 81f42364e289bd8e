"""An ask that an organisation confirmed: its words in the e-mail and the list while they may be used."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import StatementReference
from analysis.drafting.statements import PartnerFact, evidence_to_dict
from consult.models.carrying import CarriedMaterial
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.followed_asks import FollowedAsk
from consult.models.release import Recall
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.days import HERE
from consult.services.drafts.documenting import Showing
from consult.services.following.asking_government import list_offered, take_asks
from consult.services.following.cover_email import write_cover
from consult.services.following.exporting_cover import export_cover
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.following.showing_asks import list_wordless, show_asks
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.following_outcomes import list_outcomes
from consult.services.permissions.recalling import find_files
from consult.services.versions.version_bodies import KeptStatement, read_body, write_body
from consult.vocabulary import Purpose, Role, UseKind
from consult.web.answering_session import REOPENED_KEY
from tests.factories.agreeing import ADA
from tests.factories.carrying import CHANGED, WITH_CHANGES, carry
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_partnership
from tests.factories.sending import send_version
from tests.factories.versions import make_exact_version

SHOWING = Showing(SYSTEM, UseKind.EXPORT, NOW)


@pytest.fixture
def row(sqlite_session: Session) -> CarriedMaterial:
    make_partnership(sqlite_session)
    return carry(sqlite_session, make_consultation(sqlite_session), WITH_CHANGES)


@pytest.fixture
def version(sqlite_session: Session, row: CarriedMaterial) -> DraftVersion:
    """What is carried stands in the section on asks, as versions keep it: without words."""
    about = sqlite_session.get_one(Consultation, row.consultation_id)
    found = make_exact_version(sqlite_session, about, {"asks": "Say early what you plan."})
    body = read_body(found.body)
    fact = evidence_to_dict(PartnerFact("Brook House", row.response_id or "", row.home.slug))
    kept = {"carried.1": KeptStatement("partner_fact", "", fact)}
    blocks = (*body.sections[0].blocks, StatementReference("asks.carried", "carried.1", ""))
    section = replace(body.sections[0], blocks=blocks, statements=kept)
    found.body = write_body(replace(body, sections=(section,)))
    sqlite_session.flush()
    return found


def test_carried_ask__until_its_permission_ends__is_in_the_e_mail_and_the_list(
    sqlite_session: Session, row: CarriedMaterial, version: DraftVersion
) -> None:
    session, about = sqlite_session, row.consultation_id
    by: dict[str, Any] = {"today": TODAY, "showing": SHOWING}

    def write() -> str:
        return write_cover(session, version, forms=("a PDF",), showing=SHOWING).text

    assert f"2. {CHANGED}" in write()
    assert row.response_id in {one.response_id for one in session.scalars(select(Use))}
    offered = list_offered(session, version, **by)
    assert len(offered) == 2 and all(offered.values())
    take_asks(session, SYSTEM, version, [str(one) for one in offered], author=ADA, today=TODAY, now=NOW)
    shown = show_asks(session, about, **by)
    assert CHANGED in shown[1].text["en"]
    give_consent(session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)
    session.flush()
    after = show_asks(session, about, **by)
    assert CHANGED not in write() and len(after) == 1 and len(list_wordless(session, about, after)) == 1


def test_carried_ask__that_is_read_for_nobody__is_left_out_and_no_empty_text_is_offered(
    sqlite_session: Session, version: DraftVersion
) -> None:
    assert list(list_offered(sqlite_session, version, today=TODAY, showing=None).values()) == [
        "Say early what you plan."
    ]


def send(session: Session, version: DraftVersion) -> tuple[Response, list[FollowedAsk]]:
    """Sent, with both of its texts as asks. Returns: a return of its consultation, and the asks."""
    about = session.get_one(Consultation, version.consultation_id)
    places = [str(one) for one in list_offered(session, version, today=TODAY, showing=SHOWING)]
    asks = take_asks(session, SYSTEM, version, places, author=ADA, today=TODAY, now=NOW)
    conclude(session, about, Conclusion({"en": "We asked."}), actor="ada", now=NOW)
    send_version(session, about, version)
    form = make_questionnaire_version(session, about)
    return make_response(session, form, {"experience": "Waits."}), asks


def test_carried_ask__for_whoever_has_a_return_number__is_read_and_on_record_by_the_day_alone(
    sqlite_session: Session, row: CarriedMaterial, version: DraftVersion
) -> None:
    session = sqlite_session
    said, _ = send(session, version)
    [short] = list_outcomes(session, said, today=TODAY)
    assert short.is_short and len(short.asks) == 1
    session.execute(delete(Use))
    [whole] = list_outcomes(session, said, today=TODAY, reads_carried=True)
    assert CHANGED in whole.asks[1].text["en"] and not whole.is_short
    [used] = session.scalars(select(Use))
    assert used.response_id == row.response_id and used.at.astimezone(HERE).time() == time.min
    give_consent(session, str(row.response_id), {Purpose.QUOTE: False}, given_on=TODAY)
    [gone] = list_outcomes(session, said, today=TODAY, reads_carried=True)
    assert gone.is_short and CHANGED not in str(gone.asks)


def test_e_mail__with_a_carried_ask__taken_as_a_file_is_to_be_taken_back_with_the_permission(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, row: CarriedMaterial, version: DraftVersion
) -> None:
    session, id = sqlite_session, str(row.response_id)
    session.execute(delete(Use))
    slug = session.get_one(Consultation, row.consultation_id).slug
    address = f"/desk/consultations/{slug}/versions/1/cover"
    session.commit()
    client = sign_in(Role.MANAGER)
    page = client.get(address).text
    assert CHANGED in page and "only where these are an ask that it confirmed" in page
    [looked] = session.scalars(select(Use).where(Use.response_id == id))
    assert looked.kind is UseKind.PAGE and not find_files(session, id)
    session.rollback()
    mail = client.get(f"{address}.eml").data
    session.rollback()
    [file] = find_files(session, id)
    assert file.description == "E-mail with version 1" and file.digest == hashlib.sha256(mail).hexdigest()
    give_consent(session, id, {Purpose.QUOTE: False}, given_on=TODAY)
    [back] = session.scalars(select(Recall))
    assert back.file_id == file.id


def test_e_mail__with_an_ask_of_the_section_alone__uses_no_words_of_other_sections(
    sqlite_session: Session, row: CarriedMaterial, version: DraftVersion
) -> None:
    body = read_body(version.body)
    version.body = write_body(replace(body, sections=(replace(body.sections[0], key="question:1"),)))
    sqlite_session.execute(delete(Use))
    cover = export_cover(sqlite_session, version, SHOWING, forms=("a PDF",))
    assert (CHANGED in cover.text, cover.file_id) == (False, "")
    write_cover(sqlite_session, version, forms=("a PDF",), showing=SHOWING)
    assert sqlite_session.scalars(select(Use)).all() == []


def test_pages__of_what_is_asked__give_the_words_of_a_carried_ask_while_they_may(
    sign_in: Callable[..., FlaskClient], sqlite_session: Session, row: CarriedMaterial, version: DraftVersion
) -> None:
    session, id = sqlite_session, str(row.response_id)
    said, asks = send(session, version)
    about = session.get_one(Consultation, version.consultation_id)
    publish_outcome(session, SYSTEM, about, author=ADA, now=NOW)
    desk, said_id = f"/desk/consultations/{about.slug}", said.id
    pages = (f"{desk}/asks", f"{desk}/asks/{asks[1].id}", f"/consultations/{about.slug}/outcome")
    session.commit()
    client = sign_in(Role.MANAGER)
    with client.session_transaction() as cookie:
        cookie[REOPENED_KEY] = said_id
    for is_given in (True, False):
        for page in (*pages, f"{desk}/public-page/preview", "/return/yours"):
            shown = client.get(page)
            assert (shown.status_code, CHANGED in shown.text) == (200, is_given), page
        give_consent(session, id, {Purpose.QUOTE: False}, given_on=TODAY)
        session.commit()
