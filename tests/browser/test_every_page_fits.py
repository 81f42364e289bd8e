"""Every page of the site on a phone and at 400% zoom, with everything on it as long as it may be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from analysis.models import use_no_models
from consult.jobs.drafting import build_draft
from consult.models.group_kinds import WayIn
from consult.models.groups import WayInRule
from consult.queries.drafts import get_latest_draft, get_section
from consult.services.editing import find_standing, save_section
from consult.services.revising import Author
from consult.vocabulary import Role
from tests.browser.conftest import FindViolations, OpenDesk, OpenPage
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow, press_main, press_on
from tests.browser.widths import find_too_wide
from tests.factories.caring import make_care
from tests.factories.crowding import NAME, NUMBER, WORD, make_crowded
from tests.factories.giving import make_keys
from tests.factories.numbering import NOW, seeded_id
from tests.factories.protecting import HOUSING

pytestmark = pytest.mark.browser
WIDTHS = (320, 360)
CONSULTATION = "consultation-1"
QUESTION = "question:1"
NO_PAGES = {
    "static", "security.static", "brand_icon", "brand_logo", "brand_stylesheet", "account.leave",
    "desk_consultations.chart", "desk_draft.download", "desk_jobs.fragment", "desk_returns.export",
    "desk_themes.sizes_chart",
}  # fmt: skip
"""Addresses that answer with a file, a part of a page or a way elsewhere."""
NEEDS_A_SECOND_STEP = {
    "security.two_factor_token_validation", "security.tf_select", "security.two_factor_rescue",
    "security.mf_recovery", "security.reset_password",
}  # fmt: skip
"""Open only between the two steps of a sign-in, or by a link in a message; they hold one field each."""
VALUES = {
    "slug": CONSULTATION,
    "version_id": seeded_id("version", 1),
    "response_id": seeded_id("response", 1),
    "staff_id": seeded_id("staff", 1),
    "job_id": seeded_id("job", 1),
    "line_id": seeded_id("support_line", 1),
    "recipient": HOUSING.key,
}
OWN_VALUES = {
    "desk_draft": {"key": QUESTION},
    "desk_themes": {"key": "T01"},
    "desk_region": {"key": "organisation-1"},
    "desk_experiences": {"response_id": seeded_id("response", 15)},
}


@dataclass
class Tour:
    """A browser going through the site, which endpoints it has seen, and what did not fit."""

    page: Page
    site: LiveServer
    seen: set[str] = field(default_factory=set)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def go(self, address: str) -> None:
        """Open an address and look at what comes."""
        answer = self.page.goto(address)
        assert answer is not None and answer.status == 200, address
        self.look()

    def look(self) -> None:
        """Measure the page that is open."""
        path = urlsplit(self.page.url).path
        self.seen.add(self.site.app.url_map.bind("").match(path)[0])
        if found := find_too_wide(self.page):
            self.wrong[path] = found

    def list_wrong(self) -> list[str]:
        """A line for each page that was too wide."""
        return [f"{path}: {' '.join(found)}" for path, found in sorted(self.wrong.items())]

    def send(self) -> None:
        """Press the button under the questions, and look at what comes."""
        press_on(self.page)
        self.look()

    def send_main(self) -> None:
        """Press the first button of the first form, and look at what comes."""
        press_main(self.page)
        self.look()


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The crowded site, with a draft of which one section has two texts side by side."""
    folder = tmp_path_factory.mktemp("crowded")
    with serve_site(folder, ACCOUNT_FORM=True, EXIT_ADDRESS="/contact") as server:
        make_keys(server.app.config)
        with server.sessions(expire_on_commit=False) as session, session.begin():
            subject = make_crowded(session).consultation.id
            make_care(session)
            session.add(WayInRule(consultation_id=None, way_in=WayIn.ANYONE))
        build_draft(server.sessions, subject, keys=None, actor="system", report=_say_nothing,
                    models=use_no_models())  # fmt: skip
        _write_beside(server, subject)
        yield server


def _say_nothing(_step: str, _done: int, _total: int) -> None:
    """Progress, unread."""


def _write_beside(server: LiveServer, subject: str) -> None:
    """Two people save the same section from the same text."""
    with server.sessions.begin() as session:
        section = get_section(get_latest_draft(session, subject), QUESTION)
        version = find_standing(session, section).version
        for words in (f"{version.text}\n\n{WORD}", f"{version.text}\n\n{NAME}"):
            author = Author(seeded_id("staff", 1), NAME)
            save_section(session, section, words, parent_id=version.revision_id, author=author, now=NOW)


def list_desk_addresses(site: LiveServer) -> Iterator[str]:
    """The address of every page of the staff area; a new page that takes a new value is missed by nobody."""
    adapter = site.app.url_map.bind("")
    for rule in site.app.url_map.iter_rules():
        is_page = rule.endpoint not in NO_PAGES | NEEDS_A_SECOND_STEP
        if rule.rule.startswith("/desk/") and is_page and "GET" in (rule.methods or ()):
            values = VALUES | OWN_VALUES.get(rule.endpoint.partition(".")[0], {})
            yield adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})


def answer(tour: Tour, language: str) -> None:
    """From the front door to a withdrawn return, with mistakes on the way."""
    page = tour.page
    own = (f"/privacy/{CONSULTATION}", "/relay-agreement", f"/c/{CONSULTATION}/")
    for path in ("/", "/contact", "/privacy", "/accessibility", "/return/", *own):
        tour.go(f"{path}?lang={language}")
    follow(page.locator("main form .govuk-button").last)
    tour.send()
    page.locator("#q_organisation").fill(NAME)
    page.locator("#q_sector").select_option("accommodation_provider")
    tour.send()
    answer_questions(tour)
    page.locator("input[name=q_use][value=named]").check()
    tour.send()
    tour.send()
    go_back_to(tour, page.locator(".return-number").inner_text())


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
    tour.go("/return/withdraw")
    tour.send_main()


def tell(tour: Tour, language: str) -> None:
    """From the choice of a language to a withdrawn experience."""
    page, start = tour.page, f"/your-experience/{CONSULTATION}"
    for path in (
        "/your-experience/",
        f"{start}/",
        f"{start}/privacy",
        f"{start}/about",
        "/your-experience/return/",
    ):
        tour.go(f"{path}?lang={language}")
    for path in (f"{start}/young", f"{start}/alone", "/your-experience/safety", f"{start}/about"):
        tour.go(path)
    page.locator("input[name=age][value=over]").check()
    follow(page.locator("form[action*='/about'] button").last)
    tour.look()
    first = urlsplit(page.url).path.rpartition("/")[2]
    page.locator("#q_told").fill(f"{WORD} {NAME}\n{WORD * 4}")
    tour.send()
    page.locator("input[value=analyse]").check()
    tour.send()
    tour.go(f"{start}/told")
    tour.go(f"{start}/pause")
    tour.go(f"{start}/check")
    page.locator("#prompts_rest").check()
    tour.send()
    number = page.locator("bdi[dir=ltr]").inner_text()
    tour.go("/your-experience/stop")
    tour.go("/your-experience/return/")
    page.locator("#return-number").fill(number)
    follow(page.locator("form:has(#return-number) button"))
    tour.look()
    for name in (f"q/{first}", "told", "permission", "withdraw"):
        tour.go(f"/your-experience/return/{name}")
    follow(page.locator("#main-content .govuk-button--warning"))
    tour.look()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_public_page__full_of_long_words__fits_its_screen(
    open_page: OpenPage, live_server: LiveServer, width: int, language: str
) -> None:
    tour = Tour(open_page(viewport={"width": width, "height": 640}), live_server)
    answer(tour, language)
    tell(tour, language)
    for path in ("/desk/sign-in/login", "/desk/sign-in/reset", "/nothing"):
        tour.page.goto(path)
        assert find_too_wide(tour.page) == [], path
    assert tour.list_wrong() == []
    rules = [rule for rule in live_server.app.url_map.iter_rules() if not rule.rule.startswith("/desk/")]
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert pages - NO_PAGES - tour.seen == set()


@pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples:DeprecationWarning")
@pytest.mark.parametrize("width", WIDTHS)
def test_every_staff_page__full_of_long_words__fits_and_gives_axe_nothing_to_say(
    open_desk: OpenDesk, live_server: LiveServer, axe: FindViolations, width: int
) -> None:
    tour = Tour(open_desk(*Role, viewport={"width": width, "height": 640}), live_server)
    objections = {}
    for address in list_desk_addresses(live_server):
        tour.go(address)
        if width == min(WIDTHS) and (found := axe(tour.page)):
            objections[address] = found
    assert tour.list_wrong() == []
    assert objections == {}
