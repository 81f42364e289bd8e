"""An experience given to a translator, translated on a phone without script, and checked at a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import Role
from tests.browser.conftest import ZOOMED, FindViolations, OpenDesk, OpenPage
from tests.browser.site import LiveServer, serve_site
from tests.browser.steps import follow
from tests.browser.widths import find_too_wide
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.crowding import WORD
from tests.factories.sealing import UnlockedAgent, keep_wraps, make_sealed_account
from tests.factories.translating import make_translator
from tests.integration.conftest import sign_in_client

pytestmark = pytest.mark.browser
TOLD = f"انتظرنا المدرسة أربعة أشهر كاملة. {WORD} لم نعرف أحداً هنا."
SAID = ("We waited four whole months for the school.", f"{WORD}: we knew nobody here.")
RESPONSE, TRANSLATOR = "TEST_RESPONSE", "TEST_TRANSLATOR"


@pytest.fixture(scope="module")
def agent() -> Iterator[UnlockedAgent]:
    """A key agent of the same process, where the pages look for one."""
    agent = UnlockedAgent()
    with pytest.MonkeyPatch.context() as patch:
        agent.stand_in(patch)
        yield agent


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory, agent: UnlockedAgent) -> Iterator[LiveServer]:
    """The site with one experience in Arabic that is checked, and one translator."""
    with serve_site(tmp_path_factory.mktemp("translating")) as server:
        with server.sessions.begin() as session:
            version = make_questionnaire_version(session, make_consultation(session))
            made = make_sealed_account(session, version, {"change": TOLD}, agent, language="ar")
            translator = make_translator(session, name=WORD)
            server.app.config.update({RESPONSE: made.id, TRANSLATOR: translator.id})
            server.app.config["TEST_COOKIE"] = sign_in_client(server.app, translator).get_cookie("session")
        with opened_key_store(server.app.config["KEYSTORE_URL"]) as store:
            keep_wraps(store, agent)
        yield server


def look(page: Page, axe: FindViolations | None) -> None:
    """What is open fits, and gives axe nothing to say."""
    assert find_too_wide(page) == [], page.url
    if axe is not None:
        assert axe(page) == [], page.url


def sign_in_translator(open_page: OpenPage, server: LiveServer, **options: object) -> Page:
    page, cookie = open_page(**options), server.app.config["TEST_COOKIE"]
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": server.url}])
    return page


def assign(page: Page, server: LiveServer) -> None:
    page.goto(f"/desk/experiences/{server.app.config[RESPONSE]}")
    follow(page.get_by_role("link", name="Translation", exact=True))
    page.get_by_label("Translator").select_option(server.app.config[TRANSLATOR])
    for name, typed in (("Day", "31"), ("Month", "12"), ("Year", "2099")):
        page.get_by_label(name).fill(typed)
    follow(page.get_by_role("button", name="Give it to them"))


def test_translation__from_assigning_to_checking__fits_a_phone_and_needs_no_script(
    open_desk: OpenDesk,
    open_page: OpenPage,
    live_server: LiveServer,
    agent: UnlockedAgent,
    axe: FindViolations,
) -> None:
    reader = open_desk(Role.ANALYST, viewport=ZOOMED)
    assign(reader, live_server)
    look(reader, axe)

    phone = sign_in_translator(open_page, live_server, viewport=ZOOMED, java_script_enabled=False)
    phone.goto("/desk/translations/")
    look(phone, None)
    follow(phone.locator("main table a"))
    look(phone, None)
    assert phone.locator("[lang=ar][dir=rtl]").count() == len(SAID)
    for number, said in enumerate(SAID[:1], start=1):
        phone.get_by_label(f"Passage {number} in English").fill(said)
    follow(phone.get_by_role("button", name="Save and finish"))
    expect(phone.locator(".govuk-error-summary")).to_contain_text("passage 2: translate it")
    look(phone, None)
    expect(phone.get_by_label("Passage 1 in English")).to_have_value(SAID[0])
    phone.get_by_label("Passage 2 in English").fill(SAID[1])
    agent.lock()
    follow(phone.get_by_role("button", name="Save", exact=True))
    expect(phone.get_by_label("What you wrote, 2")).to_have_value(SAID[1])
    look(phone, None)
    agent.is_locked = False
    follow(phone.get_by_role("button", name="Save", exact=True))
    follow(phone.get_by_role("button", name="Save and finish"))
    expect(phone.locator("main table")).to_contain_text("to be checked")

    follow(reader.get_by_role("link", name="English"))
    look(reader, axe)
    expect(reader.locator("main")).to_contain_text(SAID[1])
    follow(reader.get_by_role("button", name="It gives nobody away"))
    expect(reader.locator("main table").first).to_contain_text("checked")
    reader.goto("/desk/experiences/awaiting-translation/")
    look(reader, axe)
    expect(reader.locator("main")).to_contain_text("Translation checked")


def test_work__on_a_desktop_with_script__gives_axe_nothing_to_say(
    open_page: OpenPage, live_server: LiveServer, axe: FindViolations
) -> None:
    page = sign_in_translator(open_page, live_server)
    page.goto("/desk/translations/")
    look(page, axe)
    follow(page.locator("main table a"))
    look(page, axe)
    page.get_by_label("Why do you need").fill("Cannot tell who “she” is")
    follow(page.get_by_role("button", name="See the original"))
    look(page, axe)
