"""Every page of the site on a phone and at 400% zoom, with everything on it as long as it may be.

The usual run measures each page in one of the two widths, in turn; `make soak` each page in both.
"""

from collections.abc import Iterator

import pytest

from consult.vocabulary import Role
from tests.browser.conftest import FindViolations, OpenDesk, OpenPage
from tests.browser.crowded import FORUM, MADE, OPEN_SAMPLE, QUESTION, give_open_sample, serve_crowded
from tests.browser.site import LiveServer
from tests.browser.tour_of_agreement import agree
from tests.browser.tour_of_carrying import confirm_it
from tests.browser.tour_of_experiences import tell
from tests.browser.tour_of_groups import pass_on
from tests.browser.tour_of_outcome import read_outcome
from tests.browser.tour_of_returns import answer
from tests.browser.touring import Tour
from tests.factories.figures import KEY
from tests.factories.numbering import seeded_id

pytestmark = pytest.mark.browser
NO_PAGES = {
    "static", "security.static", "brand_icon", "brand_logo", "brand_stylesheet", "account.leave",
    "account_group.open_link", "agreement.open_link", "more_time_link.open_link", "desk_consultations.chart",
    "desk_draft.download", "desk_jobs.fragment",
    "desk_returns.export", "desk_themes.sizes_chart", "desk_answer_tables.export",
    "desk_answer_tables.export_by_council", "desk_published_figures.chart", "desk_published_figures.export",
    "desk_trends.chart", "desk_versions.download", "desk_attached.download", "desk_reading.follow",
    "desk_cover.download", "desk_evidence_index.download", "desk_evidence_index.release",
    "desk_outline_paper.download", "desk_questionnaire.download", "desk_cell_files.download",
    "desk_own_words.download", "desk_paper.download", "paper.download",
}  # fmt: skip
"""Addresses that answer with a file, a part of a page or a way elsewhere."""
NEEDS_A_SECOND_STEP = {
    "security.two_factor_token_validation", "security.tf_select", "security.two_factor_rescue",
    "security.mf_recovery", "security.reset_password",
}  # fmt: skip
OPEN_TO_ONE = {"desk_translations.show"}
"""Opens only to the translator that it was given to: test_translating_journey.py measures it."""
"""Open only between the two steps of a sign-in, or by a link in a message; they hold one field each."""
ACCOUNT = {"response_id": seeded_id("response", 15)}
OWN_VALUES = {
    "desk_draft": {"key": QUESTION},
    "desk_draft_comments": {"key": QUESTION},
    "desk_draft_compare": {"key": QUESTION},
    "desk_themes": {"key": "T01"},
    "desk_theme_parts": {"key": "T01"},
    "desk_campaigns": {"key": "C01"},
    "desk_region": {"key": "organisation-1"},
    "desk_forum_terms": {"key": FORUM},
    "desk_sign_off": {"key": FORUM, "number": "1"},
    "desk_experiences": ACCOUNT,
    "desk_experience_check": ACCOUNT,
    "desk_experience_copies": ACCOUNT,
    "desk_experience_handling": ACCOUNT,
    "desk_experience_translation": ACCOUNT,
    "desk_concerns": ACCOUNT,
    "desk_messages": ACCOUNT,
    "desk_published_figures": {"key": KEY, "number": "1", "name": "councils"},
    "desk_reliability.tag": {"sample_id": OPEN_SAMPLE},
}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The crowded site."""
    with serve_crowded(tmp_path_factory.mktemp("crowded")) as server:
        yield server


def list_desk_addresses(site: LiveServer) -> Iterator[str]:
    """The address of every page of the staff area; a new page that takes a new value is missed by nobody."""
    adapter = site.app.url_map.bind("")
    for rule in site.app.url_map.iter_rules():
        is_page = rule.endpoint not in NO_PAGES | NEEDS_A_SECOND_STEP | OPEN_TO_ONE
        if rule.rule.startswith("/desk/") and is_page and "GET" in (rule.methods or ()):
            blueprint = rule.endpoint.partition(".")[0]
            own = OWN_VALUES.get(rule.endpoint) or OWN_VALUES.get(blueprint, {})
            values = site.app.config[MADE] | own
            if blueprint == "desk_proposing":
                values = values | {"response_id": values["earlier_id"]}
            if blueprint.startswith("desk_cell"):
                values = values | {"version_id": values["wording_id"]}
            yield adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})


@pytest.fixture
def in_turn(pytestconfig: pytest.Config) -> bool:
    """Whether each page is measured in one width, and the next page in the next."""
    return not pytestconfig.getoption("--soak")


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.soak), "ar"])
def test_every_public_page__full_of_long_words__fits_its_screen(
    open_page: OpenPage, live_server: LiveServer, axe: FindViolations, language: str, in_turn: bool
) -> None:
    tour = Tour(open_page(), live_server, in_turn)
    answer(tour, language)
    tell(tour, language)
    pass_on(tour, language)
    agree(tour, language, axe)
    confirm_it(tour, language, axe, live_server.app.config[MADE]["slug"])
    read_outcome(tour, language, axe)
    for path in ("/desk/sign-in/login", "/desk/sign-in/reset", "/nothing"):
        tour.page.goto(path)
        tour.measure()
    assert tour.list_wrong() == []
    rules = [rule for rule in live_server.app.url_map.iter_rules() if not rule.rule.startswith("/desk/")]
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    assert pages - NO_PAGES - tour.seen == set()


@pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples:DeprecationWarning")
def test_every_staff_page__full_of_long_words__fits_and_gives_axe_nothing_to_say(
    open_desk: OpenDesk, live_server: LiveServer, axe: FindViolations, in_turn: bool
) -> None:
    tour = Tour(open_desk(*Role), live_server, in_turn)
    give_open_sample(live_server)
    objections = {}
    for address in list_desk_addresses(live_server):
        tour.go(address)
        if found := axe(tour.page):
            objections[address] = found
    tour.go(f"/desk/lost-numbers/{live_server.app.config[MADE]['request_id']}/search/")
    tour.follow(tour.page.get_by_role("button", name="Look", exact=True))
    assert tour.page.get_by_role("radio").count() and axe(tour.page) == []
    assert tour.list_wrong() == []
    assert objections == {}
    assert "desk_reliability.tag" in tour.seen, "it opens only to whoever tags"
