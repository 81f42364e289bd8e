"""Outline first: what is held for each question of a new consultation; out of scope or date it is absent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from consult.errors import AccessDenied
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.consent import Consent
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.models.region import Organisation
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.carrying.answering import record_confirmation
from consult.services.carrying.proposing import Proposing, list_past, propose_statement
from consult.services.carrying.saying_carried import Reference, read_carried
from consult.services.evidence.citing_carried import list_carried_citable
from consult.services.outlines.earlier_consultations import go_back
from consult.services.outlines.outline_values import Gap, OutlinedQuestion
from consult.services.outlines.outlining import make_outline
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.using import Occasion
from consult.services.versions.number_notes import Notes
from consult.services.versions.version_bodies import FrozenBody, FrozenSection, make_digest, write_body
from consult.vocabulary import (
    CodingState,
    ConsultationState,
    Facet,
    Purpose,
    ResponseState,
    Role,
    Sector,
    Standing,
    UseKind,
)
from tests.factories.agreeing import ADA
from tests.factories.attaching import make_attached
from tests.factories.carrying import CURRENT
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_organisation
from tests.integration.drafting_record import NAMED, Received, start_record

LONG_AGO = date(TODAY.year - 4, 1, 1)
WORDS = "Families wait many months for a home."
"""What is said is not looked at: only the tags that a person accepted are."""


def accept(received: Received, response: Response, state: CodingState = CodingState.ACCEPTED) -> None:
    """Somebody put the tag of housing on every passage of a response, or took it off."""
    session = received.session
    code = session.query(Code).filter_by(key="housing").one()
    for answer in response.answers:
        for segment in session.query(Segment).filter_by(answer_id=answer.id):
            session.add(Coding(segment_id=segment.id, code_id=code.id, author="ada", state=state, at=NOW))
    session.flush()


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    """An earlier consultation, one return of a body that agreed to be named, and two tags."""
    session = sqlite_session
    found = start_record(session)
    codebook = Codebook(name="region")
    codebook.codes = [
        Code(key="housing", label="Housing", key_phrases=["homes"], position=1),
        Code(key="gap", label="Gap in provision", facet=Facet.KIND, key_phrases=["Question"], position=2),
    ]
    session.add(codebook)
    body = make_organisation(session, key="harbour", name="Harbour Light", sector=Sector.VOLUNTARY_COMMUNITY)
    accept(found, found.add_return(WORDS, consents=NAMED, organisation=body))
    return found


@pytest.fixture
def asked(received: Received) -> Consultation:
    """A new consultation: its first question is about homes, its second about nothing that has a tag."""
    found = make_consultation(received.session)
    found.government_questions[0].text = "What would more homes change?"
    received.session.flush()
    return found


def outline(received: Received, asked: Consultation) -> list[OutlinedQuestion]:
    return make_outline(received.session, SYSTEM, asked, today=TODAY)


def test_question__with_words_of_a_tag__lists_earlier_returns_and_asks_only_the_others(
    received: Received, asked: Consultation
) -> None:
    make_organisation(received.session, key="clinic", name="Clinic", sector=Sector.HEALTH)
    make_organisation(
        received.session, key="ward", name="Ward", sector=Sector.HEALTH, standing=Standing.OBSERVER
    )
    first, second = outline(received, asked)
    assert (first.topics, second.topics) == (("Housing",), ())
    [held] = first.returns
    assert (held.organisation, held.consultation_slug) == ("Harbour Light", received.consultation.slug)
    held_only = Gap(Sector.VOLUNTARY_COMMUNITY, ["Harbour Light"], held=("Harbour Light",))
    assert first.gaps == [Gap(Sector.HEALTH, ["Clinic"]), held_only]
    assert {gap.sector for gap in second.gaps} == {Sector.HEALTH, Sector.VOLUNTARY_COMMUNITY}
    assert (second.returns, second.experiences, second.past) == ([], 0, [])


def make_fictional(received: Received) -> None:
    received.consultation.is_fictional = True


def withdraw_naming(received: Received) -> None:
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)


def withdraw_quoting(received: Received) -> None:
    give_consent(received.session, received.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)


def make_observer(received: Received) -> None:
    body = received.session.get_one(Organisation, received.returns[0].organisation_id)
    body.standing = Standing.OBSERVER


def make_old(received: Received) -> None:
    received.returns[0].received_on = LONG_AGO


def lose_day(received: Received) -> None:
    received.returns[0].received_on = None


def withdraw_return(received: Received) -> None:
    received.returns[0].state = ResponseState.WITHDRAWN


def reject_tag(received: Received) -> None:
    for one in received.session.query(Coding):
        one.state = CodingState.REJECTED


@pytest.mark.parametrize(
    "cause",
    [
        make_fictional,
        withdraw_naming,
        withdraw_quoting,
        make_observer,
        make_old,
        lose_day,
        withdraw_return,
        reject_tag,
    ],
    ids=lambda cause: cause.__name__,
)
def test_return__out_of_scope_or_date__is_absent(
    received: Received, asked: Consultation, cause: Callable[[Received], None]
) -> None:
    assert outline(received, asked)[0].returns
    cause(received)
    received.session.flush()
    assert outline(received, asked)[0].returns == []


def add_experiences(received: Received, number: int, until: date | None) -> list[Response]:
    """Experiences about housing; until: the last day on which any response may use them."""
    accounts = [received.add_account(f"{WORDS} {n}") for n in range(number)]
    for one in accounts:
        accept(received, one)
        for row in received.session.query(Consent).filter_by(response_id=one.id, purpose=Purpose.ANALYSE):
            row.any_until_on = until
    received.session.flush()
    return accounts


@pytest.mark.parametrize(
    ("number", "until", "told"),
    [(6, TODAY, 6), (4, TODAY, None), (6, date(TODAY.year - 1, 1, 1), 0), (6, None, 0)],
)
def test_experiences__with_permission_or_without__are_counted_while_it_lasts_and_unless_few(
    received: Received, asked: Consultation, number: int, until: date | None, told: int | None
) -> None:
    add_experiences(received, number, until)
    assert outline(received, asked)[0].experiences == told


def test_bodies__that_answered_the_new_consultation__are_no_gap(
    received: Received, asked: Consultation
) -> None:
    session = received.session
    version = make_questionnaire_version(session, asked)
    clinic = make_organisation(session, key="clinic", name="Clinic", sector=Sector.HEALTH)
    assert Gap(Sector.HEALTH, ["Clinic"]) in outline(received, asked)[0].gaps
    make_response(session, version, {"experience": "x"}, organisation=clinic)
    assert [gap.sector for gap in outline(received, asked)[0].gaps] == [Sector.VOLUNTARY_COMMUNITY]


def test_outline__asked_for_without_full_standing__is_refused(
    received: Received, asked: Consultation
) -> None:
    viewer = replace(SYSTEM, standing=Standing.OBSERVER)
    with pytest.raises(AccessDenied):
        make_outline(received.session, viewer, asked, today=TODAY)


def test_day__three_years_back_from_a_leap_day__is_the_last_of_february() -> None:
    assert go_back(date(2028, 2, 29), 3) == date(2025, 2, 28) and go_back(TODAY, 1).year == TODAY.year - 1


def keep_version(received: Received, as_of: date = TODAY) -> None:
    """An exact version of the earlier response with an answer about homes and one about nothing."""
    session, about = received.session, received.consultation
    draft = Draft(consultation_id=about.id, run_id=received.run.id, number=1, as_of_on=as_of, created_at=NOW)
    session.add(draft)
    session.flush()
    titles = {
        "question:1": "Question 1: homes",
        "question:2": "Question 2: trees",
        "asks": "Homes we ask for",
    }
    sections = tuple(FrozenSection(key, title, (), {}, {}) for key, title in titles.items())
    body = write_body(FrozenBody("Response", "Region", as_of, sections, Notes(False, (), ())))
    given = {"consultation_id": about.id, "draft_id": draft.id, "number": 1, "as_of_on": as_of}
    session.add(DraftVersion(**given, body=body, digest=make_digest(body), made_at=NOW))
    session.flush()


def test_past_answers__of_a_response_that_was_sent__are_of_sections_about_the_same_tag(
    received: Received, asked: Consultation
) -> None:
    keep_version(received)
    assert outline(received, asked)[0].past == []
    received.consultation.state = ConsultationState.SENT
    [past] = outline(received, asked)[0].past
    assert (past.version, past.section_title) == (1, "Question 1: homes")


def test_statement_of_the_region__proposed_and_recorded__is_printed_with_where_and_when(
    received: Received, asked: Consultation
) -> None:
    session = received.session
    keep_version(received)
    received.consultation.state = ConsultationState.SENT
    session.flush()
    proposing = Proposing(session, SYSTEM, asked.government_questions[0], ADA, NOW)
    [past, _] = list_past(proposing)
    row = propose_statement(proposing, past, "Homes come  first", submission_id="form")
    assert propose_statement(proposing, past, "Homes come first", submission_id="form") is row
    assert propose_statement(proposing, past, "Homes come last", submission_id="form").number == 2
    assert list_carried_citable(session, asked.id) == []
    record_confirmation(
        session, row, CURRENT, make_attached(session, asked), said_on=TODAY, author=ADA, now=NOW
    )
    assert len(list_carried_citable(session, asked.id)) == 1
    occasion = Occasion(SYSTEM, UseKind.PAGE, Purpose.QUOTE, "page", NOW)
    [said] = read_carried(session, asked.id, [Reference(row.number, "")], occasion).values()
    text = said.text
    assert text.startswith("Homes come first. (") and "version 1”, confirmed as still current on" in text
    assert outline(received, asked)[0].gaps, "what the region said itself fills no gap"


def test_past_answers__that_are_out_of_date__are_absent(received: Received, asked: Consultation) -> None:
    received.consultation.state = ConsultationState.SENT
    keep_version(received, LONG_AGO)
    assert outline(received, asked)[0].past == []


def test_page__opened_by_a_manager_alone__links_what_is_held(
    sign_in: Callable[..., FlaskClient], received: Received, asked: Consultation
) -> None:
    keep_version(received)
    received.consultation.state = ConsultationState.SENT
    address, id = f"/desk/consultations/{asked.slug}", received.returns[0].id
    received.session.commit()
    client = sign_in(Role.MANAGER)
    assert f"{address}/outline" in client.get(f"{address}/").text
    page = client.get(f"{address}/outline").text
    assert "Harbour Light" in page and f"returns/{id}" in page
    assert "Its words name this tag: Housing." in page and "Its words name no tag" in page
    assert "consultation-1/versions/1" in page and "No experience told elsewhere is about it" in page
    assert sign_in(Role.ANALYST).get(f"{address}/outline").status_code == 403
