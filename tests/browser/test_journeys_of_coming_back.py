"""Four journeys in four languages, with and without script: return, "do not use", withdraw, quick exit.

In the usual run each goes from left to right in one language and from right to left in another, with script
in one of them, so that the four journeys use every language; `make soak` tries all in all.
"""

import pytest
from playwright.sync_api import Page, expect

from consult.services.keys.key_keeping import opened_key_store
from tests.browser.journey_site import send, send_quoted
from tests.browser.journeying import (
    RETURN,
    Travel,
    Traveller,
    desk,
    live_server,
    looked_at,
    travel,
)
from tests.browser.site import LiveServer
from tests.browser.steps import follow
from tests.browser.telling import ELSEWHERE, START, begin
from tests.browser.tongues import Tongue, by_exits, in_ways
from tests.factories.giving import SLUG
from tests.factories.quoting import AFTER, BEFORE

__all__ = ["desk", "live_server", "looked_at", "travel"]
pytestmark = pytest.mark.browser
OWN = [f"{RETURN}/yours", f"{RETURN}/q/what_happened"]
"""Where somebody's words are shown to whoever came with the number."""
EXIT = "a.govuk-exit-this-page__button"
UNKNOWN = "1 2 3"
WITHDRAWN = "This experience was withdrawn"
A_PERSON = "a person with lived experience"
NOT_WANTED = "the person whose words they are does not want them used"


@in_ways("ar-script", "ti-plain")
def test_return__with_the_number__shows_changes_and_closes(
    travel: Travel, live_server: LiveServer, tongue: Tongue, is_scripted: bool
) -> None:
    sent = send(live_server, tongue, SLUG)
    with travel(tongue, is_scripted) as person:
        person.go(f"{RETURN}/?lang={tongue.tag}")
        person.page.locator("#return-number").fill(UNKNOWN)
        person.follow("form:has(#return-number) button")
        person.come_back(sent.number)
        assert tongue.told in person.read_given()
        person.go(f"{RETURN}/q/what_happened")
        person.page.locator("#q_what_happened").fill(tongue.changed)
        person.send()
        assert tongue.changed in person.read_given() and tongue.told not in person.read_given()
        person.go(f"{RETURN}/permission")
        person.page.locator("input[value=quote]").uncheck()
        person.send()
        person.go(f"{RETURN}/sentences")
        write_message(person)
        person.go(f"{RETURN}/withdraw")
        person.follow("a[href$='/return/yours']")
        person.follow("form[action$='/close'] button")
        assert person.find_behind(OWN, tongue.changed, tongue.message, sent.number) == []


def write_message(person: Traveller) -> None:
    """An empty message, with its mistake; then one."""
    person.go(f"{RETURN}/messages")
    for words in ("", person.tongue.message):
        person.page.locator("#message").fill(words)
        person.follow("form:has(#message) button")
    assert person.read_given() == [person.tongue.message]


@in_ways("en-plain", "prs-script")
def test_do_not_use__said_of_a_sentence__keeps_it_out_of_the_draft_and_staff_are_told(
    travel: Travel, desk: Page, live_server: LiveServer, tongue: Tongue, is_scripted: bool
) -> None:
    slug = f"quoted-{tongue.tag}-{'script' if is_scripted else 'plain'}"
    sent = send_quoted(live_server, tongue, slug)
    draft = f"/desk/consultations/{slug}/draft"
    assert list_quotations(desk, f"{draft}/summary") == [tongue.quoted]
    with travel(tongue, is_scripted) as person:
        person.come_back(sent.number)
        person.go(f"{RETURN}/sentences")
        assert person.read_given() == [tongue.quoted]
        for around in (A_PERSON, BEFORE, AFTER):
            expect(person.page.locator("section.receipt")).to_contain_text(around)
        person.follow("button[value=agreed]")
        person.follow("button[value=refused]")
        expect(person.page.locator("section.receipt .govuk-tag--red")).to_be_visible()
        assert person.page.locator("button[value=refused]").count() == 0
    assert list_quotations(desk, f"{draft}/summary") == []
    for said in (NOT_WANTED, "The Word file is held back"):
        expect(desk.locator("main")).to_contain_text(said)
    desk.goto(draft)
    expect(desk.locator("main")).to_contain_text("1 quotation may not be used")
    answer = desk.request.get(f"{draft}.docx")
    assert answer.status == 409 and "C809" in answer.text()


def list_quotations(desk: Page, address: str) -> list[str]:
    desk.goto(address)
    return desk.locator("main blockquote").all_text_contents()


@in_ways("ti-plain", "prs-script")
def test_withdraw__pressed__leaves_nothing_for_the_number_for_staff_or_for_a_key(
    travel: Travel, desk: Page, live_server: LiveServer, tongue: Tongue, is_scripted: bool
) -> None:
    sent = send(live_server, tongue, SLUG)
    with travel(tongue, is_scripted) as person:
        person.come_back(sent.number)
        person.follow("a[href$='/return/withdraw']")
        person.follow("#main-content .govuk-button--warning")
        assert person.list_kept() == []
        assert person.find_behind(OWN, tongue.told, sent.number) == []
        person.go(f"{RETURN}/?lang={tongue.tag}")
        person.page.locator("#return-number").fill(sent.number)
        person.follow("form:has(#return-number) button")
        expect(person.page.locator(".govuk-error-summary")).to_be_visible()
        assert person.page.locator(".as-given").count() == 0
    with opened_key_store(live_server.app.config["KEYSTORE_URL"]) as store:
        assert sent.response_id not in {one.response_id for one in store.list_kept()}
        assert sent.response_id in store.list_destroyed()
    desk.goto(f"/desk/experiences/{sent.response_id}")
    expect(desk.locator("main")).to_contain_text(WITHDRAWN)
    assert desk.locator(".as-given").count() == 0


@by_exits("en-button", "ar-link")
def test_quick_exit__then_back_forward_and_history__show_no_word_and_nothing_is_kept(
    travel: Travel, live_server: LiveServer, tongue: Tongue, way: str
) -> None:
    with travel(tongue, way != "link") as person:
        begin(person.page, tongue.tag)
        person.page.locator("#q_what_happened").fill(tongue.told)
        person.send()
        number = person.read_number()
        person.go(f"{START}/q/what_happened")
        expect(person.page.locator("#q_what_happened")).to_have_value(tongue.told)
        leave(person, way)
        assert person.list_kept() == []
        assert person.find_behind([f"{START}/q/what_happened", f"{START}/check"], tongue.told, number) == []
        sent = send(live_server, tongue, SLUG)
        person.come_back(sent.number)
        assert tongue.told in person.read_given()
        leave(person, way)
        assert person.list_kept() == []
        assert person.find_behind(OWN, tongue.told, sent.number) == []


def leave(person: Traveller, way: str) -> None:
    """Leave as the page offers it, for the other site."""
    if way == "shift":
        person.page.wait_for_function("document.querySelector('[data-govuk-exit-this-page-init]')")
        for _ in range(3):
            person.page.keyboard.press("Shift")
    else:
        follow(person.page.locator(EXIT).first)
    person.page.wait_for_url(f"**{ELSEWHERE}")
    person.page.wait_for_load_state()
