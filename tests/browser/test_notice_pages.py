"""The privacy notice, the relay agreement and the data-protection file on a phone, both ways of writing."""

from collections.abc import Iterator
from itertools import cycle, product

import pytest

from consult.vocabulary import Role
from tests.browser.conftest import FindViolations, OpenDesk, OpenPage
from tests.browser.site import LiveServer, serve_site
from tests.browser.widths import find_too_wide
from tests.factories.crowding import make_crowded
from tests.factories.protecting import HOUSING

pytestmark = pytest.mark.browser
SLUG = "consultation-1"
PUBLIC = (f"/privacy/{SLUG}", f"/your-experience/{SLUG}/privacy", "/relay-agreement")
IN_TURN = dict(zip(PUBLIC, cycle(("ar", "en")), strict=False))
"""The language that the usual run has for each page; `make soak` has both for all."""
GUIDE = "/listening-events"
FILE = f"/desk/consultations/{SLUG}/data-protection"
DESK = (
    f"{FILE}/",
    f"{FILE}/edit",
    f"{FILE}/approve",
    f"{FILE}/recipients/new",
    f"{FILE}/recipients/{HOUSING.key}",
    "/desk/region/relay-agreement/",
    "/desk/region/relay-agreement/replace",
)


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A site on which every text of the file is as long as it may be."""
    with serve_site(tmp_path_factory.mktemp("noticed"), EXIT_ADDRESS="/contact") as server:
        with server.sessions.begin() as session:
            make_crowded(session)
        yield server


@pytest.mark.parametrize(
    ("path", "language"),
    [
        pytest.param(path, language, marks=() if language == IN_TURN[path] else pytest.mark.soak)
        for path, language in product(PUBLIC, ("en", "ar"))
    ],
)
def test_public_page__on_a_phone__fits_and_gives_axe_nothing_to_say(
    open_page: OpenPage, axe: FindViolations, path: str, language: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    answer = page.goto(f"{path}?lang={language}")

    assert answer is not None and answer.status == 200 and len(answer.body()) < 60_000
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert (find_too_wide(page), axe(page)) == ([], [])


@pytest.mark.parametrize("path", [*PUBLIC, GUIDE])
def test_public_page__printed__leaves_nothing_to_press(open_page: OpenPage, path: str) -> None:
    page = open_page()
    page.goto(path)
    page.emulate_media(media="print")

    for shown in (".language-switch", ".exit-row", ".page-footer__links", ".not-emergency"):
        found = page.locator(shown)
        assert all(not found.nth(place).is_visible() for place in range(found.count())), shown
    assert page.locator("h1").is_visible()
    if path == GUIDE:  # what a group prints has nothing folded away
        words = page.locator("main h2, main li")
        assert words.count() > 20 and all(words.nth(place).is_visible() for place in range(words.count()))


@pytest.mark.soak  # in each run test_every_page_fits looks at the same pages of the same crowded site
@pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples:DeprecationWarning")
@pytest.mark.parametrize("path", DESK)
def test_staff_page__on_a_phone__fits_and_gives_axe_nothing_to_say(
    open_desk: OpenDesk, axe: FindViolations, path: str
) -> None:
    page = open_desk(Role.MANAGER, viewport={"width": 320, "height": 640})
    answer = page.goto(path)

    assert answer is not None and answer.status == 200
    assert (find_too_wide(page), axe(page)) == ([], [])
