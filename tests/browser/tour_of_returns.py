"""The way through the pages of an organisation's return, each measured."""

from sqlalchemy import select

from consult.models.consultation import Consultation
from consult.vocabulary import ConsultationState
from tests.browser.crowded import CONSULTATION
from tests.browser.steps import follow
from tests.browser.touring import Tour
from tests.factories.crowding import NAME, NUMBER, WORD


def answer(tour: Tour, language: str) -> None:
    """From the front door to a withdrawn return, with mistakes on the way."""
    page = tour.page
    own = (f"/privacy/{CONSULTATION}", "/relay-agreement", "/listening-events", f"/c/{CONSULTATION}/")
    for path in ("/", "/contact", "/privacy", "/accessibility", "/return/", *own):
        tour.go(f"{path}?lang={language}")
    follow(page.locator("main form .govuk-button").last)
    tour.send()
    page.locator("#q_organisation").fill(NAME)
    page.locator("#q_sector").select_option("accommodation_provider")
    tour.send()
    save_for_later(tour)
    answer_questions(tour)
    page.locator("input[name=q_use][value=named]").check()
    tour.send()
    tour.send()
    go_back_to(tour, page.locator(".return-number").inner_text())
    come_too_late(tour)


def save_for_later(tour: Tour) -> None:
    """Save, look at the pages of what is unfinished, and go on."""
    tour.follow(tour.page.locator("#answers button[name=save_for_later]"))
    tour.send()
    tour.go(f"/c/{CONSULTATION}/later/delete")
    tour.go(f"/c/{CONSULTATION}/later/")
    tour.follow(tour.page.locator(".govuk-back-link"))


def come_too_late(tour: Tour) -> None:
    """An unfinished return that is opened once the consultation is closed; another is deleted."""
    page = tour.page
    for is_kept in (False, True):
        page.goto(f"/c/{CONSULTATION}/")
        follow(page.locator("main form .govuk-button").last)
        tour.follow(page.locator("#answers button[name=save_for_later]"))
        if not is_kept:
            tour.go(f"/c/{CONSULTATION}/later/delete")
            tour.send_main()
    number = page.locator(".return-number").inner_text()
    page.locator("#written_down").check()
    tour.send()
    close(tour, ConsultationState.CLOSED)
    tour.go("/return/")
    page.locator("#return-number").fill(number)
    tour.send_main()
    close(tour, ConsultationState.OPEN)


def close(tour: Tour, state: ConsultationState) -> None:
    with tour.site.sessions.begin() as session:
        session.scalars(select(Consultation).where(Consultation.slug == CONSULTATION)).one().state = state


def answer_questions(tour: Tour) -> None:
    page = tour.page
    page.locator("#q_homes").fill(f"{WORD} {NAME}\n{WORD * 4}")
    tour.send()
    page.locator("input[name=q_agree][value=yes]").check()
    tour.send()
    page.locator("#q_count").fill(WORD)
    tour.send()
    page.locator("#q_count").fill(NUMBER)
    tour.send()
    page.locator("#q_began-day").fill("99")
    tour.send()
    page.locator("#q_began-day").fill("")
    tour.send()
    page.locator("input[name=q_needs][value=no]").check()
    tour.send()
    page.locator("#q_other").fill(WORD)
    tour.send()


def go_back_to(tour: Tour, number: str) -> None:
    page = tour.page
    tour.send_main()
    page.locator("#written_down").check()
    tour.send_main()
    tour.go("/return/")
    page.locator("#return-number").fill(number)
    tour.send_main()
    tour.go(f"/c/{CONSULTATION}/copy/")
    tour.go("/return/withdraw")
    tour.send_main()
