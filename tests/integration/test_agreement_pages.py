"""A partner's way by link and code: what is told to whom, what is kept of what was typed, what ends it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.config import SiteRole
from consult.models.circulating import Circulated, PositionCode
from consult.models.job import Job, OutboxMessage
from consult.models.positions import SectionPosition
from consult.services.agreement.circulating import revoke
from consult.services.agreement.position_codes import MOST_TRIES
from consult.services.trends.saying_gaps import HELD_WORDS
from consult.vocabulary import JobKind, Purpose, Standing
from tests.factories.agreeing import ADA, ask_one
from tests.factories.collecting import (
    make_consent,
    make_consultation,
    make_questionnaire_version,
    make_response,
)
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_contact, make_organisation, make_partnership
from tests.factories.versions import HOMES, make_exact_version
from tests.integration.conftest import MakeApp
from tests.integration.partner import ADDRESS, HOME, Partner

WORDS = "Families wait for months in hotels, and nobody says why."
SAID = {"stance": "dissents", "words": "We\r\ndo not agree.", "authority": "officer"}
WHO = {"given_by": "Ada Morgan", "given_role": "Head of policy"}
SECTION = f"{HOME}sections/{HOMES}"
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
CLOSED = "Open your link again"


@pytest.fixture
def make_partner(app: Flask, sessions: sessionmaker[Session]) -> Callable[..., Partner]:
    def make(standing: Standing = Standing.FULL) -> Partner:
        with sessions.begin() as session:
            make_partnership(session)
            consultation = make_consultation(session)
            said = make_response(
                session, make_questionnaire_version(session, consultation), {"experience": WORDS}
            )
            make_consent(session, said, Purpose.QUOTE)
            version = make_exact_version(session, consultation, quoted={HOMES: said.answers[0]})
            body = make_organisation(session, name="Harbour Light", standing=standing)
            make_contact(session, body, email=ADDRESS, name="Ada Morgan", job_title="Head of policy")
            token = ask_one(session, version, body).token
        return Partner(app.test_client(), sessions, token)

    return make


def test_link__known_or_not__leaves_the_address_and_is_answered_alike(
    make_partner: Callable[..., Partner],
) -> None:
    partner = make_partner()
    pages = []
    for token in (partner.token, "x" * len(partner.token)):
        answer = partner.open(token)
        assert answer.headers["Location"] == "/agreement/address" and token not in answer.text
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        got = [partner.client.get("/agreement/address"), partner.ask(), partner.client.get("/agreement/code")]
        got.append(partner.enter("000000"))
        pages.append([(one.status_code, one.headers.get("Location"), TOKEN.sub("", one.text)) for one in got])
    assert pages[0] == pages[1] and "Harbour Light" not in str(pages)


def test_code__asked_for_with_the_address_of_somebody_else__is_sent_to_nobody(
    make_partner: Callable[..., Partner],
) -> None:
    partner = make_partner()
    partner.open()
    answers = [partner.ask(one) for one in ("me@example.net", ADDRESS.upper())]
    assert len({(one.status_code, one.text) for one in answers}) == 1
    code = partner.find_code()
    with partner.sessions() as session:
        [letter] = session.scalars(select(OutboxMessage))
        assert letter.to_address == ADDRESS and code not in letter.subject
    assert partner.ask("no address").status_code == 422


def test_code__tried_too_often__is_counted_although_the_page_refuses(
    make_partner: Callable[..., Partner],
) -> None:
    partner = make_partner()
    partner.open()
    partner.ask()
    code = partner.find_code()
    for _ in range(MOST_TRIES):
        assert partner.enter(f"{(int(code) + 1) % 10**6:06d}").status_code == 422
    with partner.sessions() as session:
        assert session.scalars(select(PositionCode.tries)).one() == MOST_TRIES
    refused = partner.enter(code)
    assert refused.status_code == 422 and code not in refused.text
    assert partner.client.get(HOME).status_code == 409


@pytest.mark.parametrize(("role", "sent"), [(SiteRole.COLLECT, 1), (SiteRole.ALL, 0)])
def test_code__asked_for_where_no_mail_is_set__is_sent_by_the_worker_that_knows_it(
    make_partner: Callable[..., Partner], make_app: MakeApp, role: SiteRole, sent: int
) -> None:
    partner = make_partner()
    partner.client = make_app(role).test_client()
    partner.open()
    partner.ask()
    with partner.sessions() as session:
        assert len(session.scalars(select(Job).where(Job.kind == JobKind.SEND_MESSAGE)).all()) == sent
    assert partner.enter(partner.find_code()).headers["Location"] == HOME


def test_page__opened_with_the_link_alone__is_closed(make_partner: Callable[..., Partner]) -> None:
    partner = make_partner()
    partner.open()
    for page in (HOME, SECTION):
        answer = partner.client.get(page)
        assert answer.status_code == 409 and CLOSED in answer.text and WORDS not in answer.text


def test_partner__with_a_code__reads_the_section_and_its_position_is_kept(
    make_partner: Callable[..., Partner],
) -> None:
    partner = make_partner().come_in()
    assert "No position yet" in partner.client.get(HOME).text
    page = partner.client.get(SECTION).text
    assert WORDS in page and 'value="Ada Morgan"' in page and 'value="Head of policy"' in page
    submission = re.findall(r'name="submission_id" value="([^"]+)"', page)[0]
    for _ in range(2):
        kept = partner.client.post(SECTION, data={**SAID, **WHO, "submission_id": submission})
        assert kept.headers["Location"] == HOME
    assert "We dissent from it" in partner.client.get(HOME).text
    assert "do not agree." in partner.client.get(SECTION).text
    with partner.sessions() as session:
        [row] = session.scalars(select(SectionPosition))
        assert (row.words, row.given_role, row.recorded_by_name) == (
            "We\ndo not agree.",
            "Head of policy",
            "",
        )
    partner.client.post("/agreement/version/listing", data={"is_listed": "yes"})
    partner.change(lambda _, asked: asked.is_listed or pytest.fail("it wants to be listed"))
    assert partner.client.get("/agreement/version/sections/none").status_code == 404


@pytest.mark.parametrize("more", [{}, {"switch_language": "ar"}])
def test_position__not_complete_or_in_another_language__keeps_all_that_was_typed(
    make_partner: Callable[..., Partner], more: dict[str, str]
) -> None:
    partner = make_partner().come_in()
    typed = {"stance": "adds", "authority": "approved", "approved_by": "The cabinet", "given_by": "Bea Quill"}
    day = {"approved_on-day": "31", "approved_on-month": "2", "approved_on-year": "2026"}
    answer = partner.client.post(f"{SECTION}?lang=en", data={**typed, **day, **more, "words": "Say more."})
    assert answer.status_code == (200 if more else 422)
    for kept in ("Say more.", "The cabinet", "Bea Quill", 'value="31"', 'value="adds" checked'):
        assert kept in answer.text
    wrong = ['href="#approved_on-day"', 'href="#given_role"', "There is a problem"]
    assert [one in answer.text for one in wrong] == [not more] * 3
    with partner.sessions() as session:
        assert session.scalars(select(SectionPosition)).all() == []


def test_observer__with_a_code__reads_no_held_quotation(make_partner: Callable[..., Partner]) -> None:
    partner = make_partner(Standing.OBSERVER).come_in()
    page = partner.client.get(SECTION).text
    assert WORDS not in page and HELD_WORDS in page
    assert "counts in no number" in partner.client.get(HOME).text


def test_partner__that_became_an_observer_since__reads_no_held_quotation_either(
    make_partner: Callable[..., Partner],
) -> None:
    partner = make_partner().come_in()
    assert WORDS in partner.client.get(SECTION).text
    partner.change(lambda _, asked: setattr(asked.organisation, "standing", Standing.OBSERVER))
    assert WORDS not in partner.client.get(SECTION).text


def take_back(session: Session, asked: Circulated) -> None:
    revoke(session, asked, author=ADA, now=NOW)


def let_pass(_: Session, asked: Circulated) -> None:
    asked.closes_on = TODAY - timedelta(days=1)


def lose_contact(session: Session, asked: Circulated) -> None:
    session.delete(asked.organisation.contacts[0])


@pytest.mark.parametrize("act", [take_back, let_pass, lose_contact])
def test_visit__whose_link_or_contact_is_gone__ends_at_once_and_gives_the_words_back(
    make_partner: Callable[..., Partner], act: Callable[[Session, Circulated], None]
) -> None:
    partner = make_partner().come_in()
    partner.change(act)
    answer = partner.client.post(SECTION, data={**SAID, **WHO})
    assert answer.status_code == 409 and CLOSED in answer.text and "do not agree." in answer.text
    with partner.sessions() as session:
        assert session.scalars(select(SectionPosition)).all() == []
    partner.open()
    partner.ask()
    assert partner.client.get(SECTION).status_code == 409


def test_browser__that_leaves__holds_nothing_more(make_partner: Callable[..., Partner]) -> None:
    partner = make_partner().come_in()
    assert partner.client.post("/agreement/version/leave").headers["Location"] == "/"
    assert partner.client.get(HOME).status_code == 409
