"""Three journeys in four languages, with and without script: a person, a relay, a listening event.

In the usual run each goes from left to right in one language and from right to left in another, with script
in one of them; `make soak` tries all in all.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.journey_site import GROUP, find_response_id
from tests.browser.journeying import HOME, Travel, Traveller, desk, live_server, looked_at, travel
from tests.browser.telling import START
from tests.browser.tongues import Tongue, in_ways

__all__ = ["desk", "live_server", "looked_at", "travel"]
pytestmark = pytest.mark.browser
GROUPS = f"{HOME}/group"
BESIDE = ("young", "alone", "privacy")
HOW = {"teller": "person", "writer": "worker", "interpreter": "professional", "read_back": "yes"}


@in_ways("en-plain", "prs-script")
def test_person__who_tells_it__finds_every_word_under_the_number_and_staff_do_too(
    travel: Travel, desk: Page, tongue: Tongue, is_scripted: bool
) -> None:
    with travel(tongue, is_scripted) as person:
        begin(person)
        person.page.locator("#q_what_happened").fill(tongue.told)
        person.send()
        number = person.read_number()
        allow(person)
        person.send()
        add_more(person)
        assert tongue.told in person.read_given()
        assert person.send_all() == number
        person.finish(number)
        person.come_back(number)
        assert tongue.told in person.read_given()
    check_staff_read(desk, person, number, tongue.told)


def begin(person: Traveller) -> None:
    """From the front page to the words; with script also pages beside the way, and those with a mistake."""
    person.go(f"{HOME}/?lang={person.tongue.tag}")
    person.go(f"{START}/?lang={person.tongue.tag}")
    person.follow(f"a[hreflang={person.tongue.tag}]")
    page = person.page
    if person.axe:
        for address in (f"{HOME}/card", f"{HOME}/safety", *(f"{START}/{name}" for name in BESIDE), page.url):
            person.go(address)
        person.follow(page.locator("form[action*='/about'] button").last)  # no age
    say_age(person)
    if person.axe:
        person.send()  # no words
        for address in (f"{START}/pause", f"{HOME}/stop", f"{START}/q/what_happened"):
            person.go(address)


def say_age(person: Traveller) -> None:
    person.page.locator("input[name=age][value=over]").check()
    person.follow(person.page.locator("form[action*='/about'] button").last)


def allow(person: Traveller) -> None:
    for purpose in ("analyse", "quote"):
        person.page.locator(f"input[value={purpose}]").check()


def add_more(person: Traveller) -> None:
    """Say what nobody has to say, and come back to the check."""
    if person.axe:
        person.go(f"{START}/keep-away")
        person.go(f"{START}/check")
    address = person.page.locator("details a[href*='/q/area']").get_attribute("href")
    person.go(address or "")
    person.page.locator("input[value=coast]").check()
    person.send()


def check_staff_read(desk: Page, person: Traveller, number: str, *texts: str) -> None:
    """Unlocked, the page of this experience shows every text as it was given, in its own direction."""
    desk.goto(f"/desk/experiences/{find_response_id(person.site, number)}")
    shown = desk.locator(".as-given")
    assert [one for one in shown.all_text_contents() if one in texts] == list(texts)
    for place in range(shown.count()):
        attributes = [shown.nth(place).get_attribute(name) for name in ("lang", "dir")]
        assert attributes == [person.tongue.tag, person.tongue.direction]


@in_ways("ar-script", "ti-plain")
def test_relay__with_an_interpreter__gives_two_numbers_and_keeps_every_word(
    travel: Travel, desk: Page, tongue: Tongue, is_scripted: bool
) -> None:
    label = f"{tongue.label} {1 + is_scripted}"
    with travel(tongue, is_scripted) as worker:
        open_group(worker)
        worker.follow("form[action*='/relay/'] button")
        worker.follow(f"a[hreflang={tongue.tag}]")
        say_age(worker)
        worker.page.locator("#q_what_happened").fill(tongue.told)
        worker.send()
        number = worker.read_number()
        allow(worker)
        worker.page.locator("[name=q_spoken_language]").select_option("ti")
        for name, value in (("wording", "summary"), ("manner", "spoken")):
            worker.page.locator(f"[name=q_{name}][value={value}]").check()
        worker.send()
        worker.follow("#group_powers a")
        worker.page.locator("input[value=read_back]").check()
        worker.page.locator("#q_group_label").fill(label)
        worker.send()
        say_who_interpreted(worker)
        assert worker.send_all() == number
        read_card(worker, number)
        worker.finish(number)
        read_back(worker, label, tongue.told)
        worker.come_back(number)
        assert tongue.told in worker.read_given()
    check_staff_read(desk, worker, number, tongue.told)


def open_group(worker: Traveller) -> None:
    worker.page.goto(f"{GROUPS}/link/{worker.site.app.config[GROUP][0]}?lang={worker.tongue.tag}")
    worker.go(f"{GROUPS}/")


def say_who_interpreted(worker: Traveller) -> None:
    """Behind "Add more": who told it, who wrote it down, and that a professional interpreted."""
    worker.go(f"{START}/told")
    chosen = [worker.page.locator(f"[name=q_{name}][value={value}]") for name, value in HOW.items()]
    for one in chosen:
        one.check()
    worker.send()
    worker.go(f"{START}/told")
    assert [one.is_checked() for one in chosen] == [True] * len(HOW)
    worker.go(f"{START}/check")


def read_card(worker: Traveller, number: str) -> None:
    """The person's card says the same number, and says it aloud; on paper it is the number alone."""
    worker.go(f"{START}/card")
    assert worker.read_number() == number
    assert worker.page.locator(".read-aloud .number").all_inner_texts() == number.split(" ")
    worker.page.emulate_media(media="print")
    assert worker.page.locator(".number-card .return-number").is_visible()
    unprinted = worker.page.locator("main .no-print").all()
    assert unprinted and not any(one.is_visible() for one in unprinted)
    worker.page.emulate_media(media="screen")
    worker.go(f"{START}/number")


def read_back(worker: Traveller, label: str, *texts: str) -> None:
    """The group's own number opens its list, and the words that it may read back."""
    worker.go(f"{GROUPS}/enter?lang={worker.tongue.tag}")
    worker.page.locator("#return-number").fill(worker.site.app.config[GROUP][1])
    worker.follow("form:has(#return-number) button")
    worker.go(f"{GROUPS}/list/")
    assert worker.read_given() == []
    worker.follow(worker.page.get_by_role("link", name=label))
    worker.follow("a[href*='/words']")
    assert [one for one in worker.read_given() if one in texts] == list(texts)


@in_ways("ti-plain", "ar-script")
def test_event__told_by_several__is_one_experience_with_every_point(
    travel: Travel, desk: Page, tongue: Tongue, is_scripted: bool
) -> None:
    label = f"{tongue.label} {3 + is_scripted}"
    with travel(tongue, is_scripted) as worker:
        worker.go(f"/listening-events?lang={tongue.tag}")
        open_group(worker)
        worker.follow("form[action*='/event/'] button")
        say_who_came(worker)
        say_what_was_said(worker)
        worker.follow("#group_label a")
        worker.page.locator("#q_group_label").fill(label)
        worker.send()
        assert {tongue.point, tongue.told} <= {*worker.read_given()}
        number = worker.send_all()
        worker.finish(number)
        read_back(worker, label, tongue.point, tongue.told)
        worker.come_back(number)
        assert {tongue.point, tongue.told} <= {*worker.read_given()}
    desk.goto(f"/desk/experiences/{find_response_id(worker.site, number)}")
    assert [one for one in (tongue.point, tongue.told) if one not in desk.locator("main").inner_text()] == []


def say_who_came(worker: Traveller) -> None:
    worker.send()  # nothing said: with its mistakes
    page = worker.page
    page.locator("[name=q_month]").first.check()
    page.locator("#q_people").fill("12")
    page.locator(f"[name=q_languages][value={worker.tongue.tag}]").check()
    worker.send()


def say_what_was_said(worker: Traveller) -> None:
    page = worker.page
    for place, words in enumerate((worker.tongue.point, worker.tongue.told), start=1):
        page.locator(f"#q_point_{place}").fill(words)
        page.locator(f"[name=q_said_by_{place}][value=most]").check()
    page.locator("[name=q_agreed][value=all]").check()
    page.locator("[name=q_may_print][value=yes]").check()
    worker.send()
