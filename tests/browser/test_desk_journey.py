"""An administrator in a real browser: sets the site up and invites a colleague who signs in; axe too."""

from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from consult.services.region.directing import find_organisation
from consult.vocabulary import Role
from tests.browser.conftest import DESKTOP, PHONE, FindViolations, OpenDesk, OpenPage
from tests.browser.site import LiveServer
from tests.browser.steps import press, press_in_place
from tests.browser.widths import find_too_wide
from tests.factories.region import make_contact, make_forum, make_organisation

pytestmark = pytest.mark.browser
OWN_PASSWORD = "walnut bicycle harbour seven"
PAGES = (
    "/desk/",
    "/desk/first-run/",
    "/desk/first-run/region",
    "/desk/first-run/staff",
    "/desk/first-run/mail",
    "/desk/first-run/keys",
    "/desk/staff/",
    "/desk/staff/invite",
    "/desk/region/",
    "/desk/region/?name=nothing+like+it",
    "/desk/region/organisations/new",
    "/desk/region/organisations/axe-trust",
    "/desk/region/organisations/upload",
    "/desk/region/sub-regions",
    "/desk/region/forums",
    "/desk/region/forums/new",
    "/desk/settings/",
    "/desk/settings/hosting",
    "/desk/settings/audit/",
    "/desk/sign-in/change",
    "/desk/sign-in/tf-setup",
    "/desk/sign-in/mf-recovery-codes",
    "/desk/sign-in/verify",
)
ROLES = (Role.ADMINISTRATOR, Role.MANAGER)
LOOKS: list[tuple[ViewportSize, Literal["light", "dark"]]] = [
    (DESKTOP, "light"),
    (PHONE, "light"),
    (DESKTOP, "dark"),
]


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"#{name}").fill(value)


def set_up_region(page: Page) -> None:
    """Name the partnership, add a sub-region and an organisation."""
    page.goto("/desk/first-run/region")
    fill(page, name="Wessmere Partnership", small_number="four")
    press(page, "Save")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Wessmere Partnership")
    fill(page, small_number="5")
    press(page, "Save")
    press(page, "Add sub-regions")
    fill(page, name="Northern Coast", key="northern-coast")
    press(page, "Add")
    page.goto("/desk/region/organisations/new")
    fill(page, name="Northern Police", key="northern-police")
    page.locator("#sector").select_option("police")
    press(page, "Add")
    expect(page.get_by_text("Neither votes nor counts in the quorum").first).to_be_visible()


def invite(page: Page) -> str:
    """Invite Bo; the one-time password."""
    page.goto("/desk/staff/invite")
    fill(page, name="Bo Newcomer", email="bo.newcomer@example.org")
    page.get_by_role("checkbox", name="Analyst").check()
    press(page, "Invite")
    return page.locator("#one-time-password").inner_text()


def test_site__set_up_and_a_colleague_invited__lets_the_colleague_in_without_script(
    open_page: OpenPage, open_desk: OpenDesk
) -> None:
    page = open_desk(*ROLES, java_script_enabled=False)
    set_up_region(page)
    password = invite(page)

    other = open_page(java_script_enabled=False)
    other.goto("/desk/settings/")
    fill(other, email="bo.newcomer@example.org", password="something else")
    press(other, "Sign in")
    expect(other.get_by_role("heading", name="There is a problem")).to_be_visible()
    fill(other, password=password)
    press(other, "Sign in")
    expect(other.get_by_role("heading", name="Choose your own password")).to_be_visible()
    fill(other, password=password, new_password=OWN_PASSWORD, new_password_confirm=OWN_PASSWORD)
    press(other, "Save the new password")
    expect(other.get_by_role("heading", name="What needs doing")).to_be_visible()
    press_in_place(other.locator(".user-menu summary"))
    press(other, "Sign out everywhere")
    other.goto("/desk/")
    expect(other.get_by_role("heading", name="Sign in to the staff area")).to_be_visible()


@pytest.mark.soak  # in each run test_every_page_fits looks at the same pages, full of long words
@pytest.mark.filterwarnings("ignore:Passing SelectField choices as tuples:DeprecationWarning")
def test_pages__opened_in_each_look__give_axe_nothing_to_say_and_fit(
    open_desk: OpenDesk, live_server: LiveServer, axe: FindViolations
) -> None:
    fill_directory(live_server)
    page = open_desk(*ROLES)
    wrong = {}
    for address in PAGES:
        assert page.goto(address)
        for viewport, colours in LOOKS:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=colours)
            if found := [*axe(page), *find_too_wide(page)]:
                wrong[f"{address}, {viewport}, {colours}"] = found
    assert wrong == {}


def fill_directory(server: LiveServer) -> None:
    """An organisation with a contact, on a forum; once for all looks."""
    with server.sessions.begin() as session:
        if find_organisation(session, "axe-trust") is None:
            trust = make_organisation(session, key="axe-trust", name="Axe Trust")
            make_contact(session, trust)
            make_forum(session, trust, name="Board of the region")


def test_signed_out_pages__with_an_error__give_axe_nothing_to_say(
    open_page: OpenPage, axe: FindViolations
) -> None:
    page = open_page()
    page.goto("/desk/sign-in/login")
    assert axe(page) == []
    press(page, "Sign in")
    assert axe(page) == []
    expect(page).to_have_title("Error: Sign in – Regional Consult")
