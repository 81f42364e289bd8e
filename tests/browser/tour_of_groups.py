"""The way through the pages of a community group, each measured: its link, what it passes on, its list."""

from tests.browser.crowded import make_new_group
from tests.browser.tour_of_experiences import HOME, START, come_back, send, write
from tests.browser.touring import Tour
from tests.factories.crowding import NAME, WORD

GROUP = f"{HOME}/group"


def pass_on(tour: Tour, language: str) -> None:
    """From a link that does not work to the list of what was passed on."""
    tour.page.goto(f"{GROUP}/link/nothing?lang={language}")
    tour.measure()
    number = open_group(tour, language)
    relay(tour)
    tell_event(tour)
    hand_out_cards(tour)
    read_list(tour, number)


def open_group(tour: Tour, language: str) -> str:
    """The link, the agreement and the number of a new group, with mistakes on the way."""
    page = tour.page
    tour.go(f"{GROUP}/link/{make_new_group(tour.site)}?lang={language}")
    tour.send_main()
    page.locator("#accepted").check()
    page.locator("#name").fill(NAME)
    tour.send_main()
    tour.send_main()
    number = page.locator(".return-number").inner_text()
    tour.send_main()
    page.locator("#written_down").check()
    tour.send_main()
    return number


def relay(tour: Tour) -> None:
    """What one person tells, with everything that the group may do later."""
    page = tour.page
    tour.go(f"{GROUP}/")
    tour.follow(page.locator("form[action*='/relay/'] button"))
    write(tour)
    say_how(tour)
    tour.send()
    tour.go(f"{START}/told")
    say_how(tour)
    tour.send()
    tour.go(f"{START}/group")
    for power in page.locator("input[name=q_group_powers]").all():
        power.check()
    page.locator("#q_group_label").fill(WORD[:60])
    tour.send()
    number = send(tour)
    tour.go(f"{START}/card")
    come_back(tour, number)
    tour.go(f"{HOME}/return/group")
    tour.send()


def say_how(tour: Tour) -> None:
    """In which language it was told, and that it is a summary of what was spoken, where a page asks."""
    for name, value in (("spoken_language", "ti"), ("wording", "summary"), ("manner", "spoken")):
        one = tour.page.locator(f"input[name=q_{name}][value={value}]")
        if one.count():
            one.check()
        elif (several := tour.page.locator(f"select[name=q_{name}]")).count():
            several.select_option(value)
        elif (written := tour.page.locator(f"input[name=q_{name}][type=text]")).count():
            written.fill(WORD)


def tell_event(tour: Tour) -> None:
    """What several people said at a meeting."""
    page = tour.page
    tour.go(f"{GROUP}/")
    tour.follow(page.locator("form[action*='/event/'] button"))
    tour.send()
    page.locator("[name=q_month]").first.check()
    page.locator("#q_people").fill("12")
    tour.send()
    tour.send()
    page.locator("#q_point_1").fill(f"{WORD} {NAME}\n{WORD * 4}")
    page.locator("[name=q_said_by_1][value=most]").check()
    page.locator("[name=q_agreed][value=all]").check()
    page.locator("[name=q_may_print][value=yes]").check()
    tour.send()
    tour.go(f"{START}/group")
    page.locator("#q_group_label").fill(WORD[:60])
    tour.send()
    come_back(tour, send(tour))
    for name in ("people", "said", "printing"):
        tour.go(f"{HOME}/return/event/{name}")
        tour.send()


def hand_out_cards(tour: Tour) -> None:
    """Cards as they are printed, and a code that nobody knows."""
    tour.go(f"{GROUP}/cards")
    tour.send_main()
    tour.go(f"{HOME}/card")
    tour.page.locator("#code").fill(WORD)
    tour.send_main()


def read_list(tour: Tour, number: str) -> None:
    """The list that the group's number opens, and all that can be done with a line of it."""
    page = tour.page
    tour.go(f"{GROUP}/enter")
    page.locator("#return-number").fill(WORD)
    tour.follow(page.locator("form:has(#return-number) button"))
    page.locator("#return-number").fill(number)
    tour.follow(page.locator("form:has(#return-number) button"))
    tour.go(f"{GROUP}/list/")
    addresses = [one.get_attribute("href") or "" for one in page.locator("dl.answers a").all()]
    assert len(addresses) == 2
    for address in addresses:
        tour.go(address)
        tour.go(f"{address}/words")
    tour.go(addresses[0])
    tour.follow(page.locator("form[action$='/correct'] button"))
    page.locator("#correction").fill(f"{WORD} {NAME}\n{WORD * 4}")
    tour.follow(page.locator("form[action$='/correct'] button"))
    tour.follow(page.locator("form[action$='/lost'] button"))
    tour.follow(page.locator("a.govuk-button[href$='/withdraw']"))
    tour.follow(page.locator("form[action$='/withdraw'] button"))
