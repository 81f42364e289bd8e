"""The way of an organisation asked if what it said still holds; each page measured, and given to axe."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.job import OutboxMessage
from tests.browser.conftest import FindViolations
from tests.browser.site import LiveServer
from tests.browser.touring import Tour
from tests.factories.carrying import ask, make_earlier_return, propose
from tests.factories.crowding import NAME, WORD
from tests.factories.region import make_contact

ADDRESS, EARLIER = "earlier@example.org", "/agreement/earlier"


def make_piece(session: Session, consultation: Consultation) -> dict[str, str]:
    """A piece that is proposed; the ids by which its pages are found."""
    row = propose(session, consultation, make_earlier_return(session, consultation, name=f"{NAME} {WORD}"))
    assert row.organisation is not None
    make_contact(session, row.organisation, name=NAME, job_title=WORD, email=ADDRESS)
    return {"question_id": str(row.government_question_id), "earlier_id": str(row.response_id)}


def confirm_it(tour: Tour, language: str, axe: FindViolations, slug: str) -> None:
    """From the link to an answer, with mistakes on the way."""
    page = tour.page
    page.goto(f"{EARLIER}/?lang={language}")
    _look(tour, axe)
    tour.go(f"/agreement/link/{_ask(tour.site, slug)}")
    page.locator("#address").fill(ADDRESS)
    tour.send_main()
    page.locator("#code").fill(_read_code(tour.site))
    tour.send_main()
    _look(tour, axe)
    tour.go(f"{EARLIER}/1")
    tour.send_main()
    _look(tour, axe)
    page.locator("#answer-2").check()
    for name in ("words", "given_by", "given_role"):
        page.locator(f"#{name}").fill(f"{WORD} {NAME}")
    tour.send_main()
    _look(tour, axe)


def _ask(site: LiveServer, slug: str) -> str:
    with site.sessions.begin() as session:
        consultation = session.scalars(select(Consultation).where(Consultation.slug == slug)).one()
        return ask(session, consultation, closes_on=date(2099, 1, 1)).token


def _read_code(site: LiveServer) -> str:
    with site.sessions() as session:
        wanted = select(OutboxMessage.body_text).where(OutboxMessage.to_address == ADDRESS)
        return re.findall(r"\b\d{6}\b", session.scalars(wanted).one())[0]


def _look(tour: Tour, axe: FindViolations) -> None:
    assert axe(tour.page) == [], tour.page.url
