"""Somebody who lost their number is told whom to ask, what to say and what happens, in their language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.giving import make_keys
from tests.factories.region import make_partnership
from tests.integration.conftest import MakeApp

RETURN, CONTACT = "/your-experience/return/", "/contact"
HEADINGS = {
    "en": "If you lost the return number of your experience",
    "ar": "إذا فقدت رقم الرد الخاص بتجربتك",
    "uk": "Якщо ви втратили номер відповіді своєї розповіді",
    "cy": "Os ydych wedi colli rhif ymateb eich profiad",
    "ti": "ቁጽሪ መመለሲ ናይ ተመክሮኹም እንተ ጠፊእኩም",
    "prs": "اگر شمارهٔ بازگشت تجربهٔ خود را گم کرده‌اید",
}
SAID = (
    "Ask the group that helped you",
    "about when you told your experience, and in which language",
    "no names and not the whole story",
    "If that is not safe, do not write what it was about",
    "One of our staff looks for it and another confirms.",
    "you get a new number",
)
BRANDING = """
[partnership]
name = "Wessmere"
email = "ask@wessmere.example"
phone = "020 7946 0100"
address = "1 Example Quay"
"""


@pytest.fixture
def make_client(make_app: MakeApp, tmp_path: Path) -> Callable[..., FlaskClient]:
    """A visitor of a site with this branding."""

    def make(branding: str = "") -> FlaskClient:
        file = tmp_path / "branding.toml"
        file.write_text(branding, encoding="utf-8")
        app: Flask = make_app(ACCOUNT_FORM=True, **({"BRANDING_FILE": str(file)} if branding else {}))
        make_keys(app.config)
        return app.test_client()

    return make


def test_page_of_the_number__before_and_after_a_wrong_one__says_whom_to_ask_and_what_happens(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(BRANDING)
    pages = [client.get(RETURN), client.post(RETURN, data={"return_number": "1" * 18})]
    assert [page.status_code for page in pages] == [200, 422]
    for page in [*(one.text for one in pages), client.get(CONTACT).text]:
        assert all(words in page for words in (HEADINGS["en"], *SAID))
        assert page.count("mailto:ask@wessmere.example") == 1
        assert "020 7946 0100" in page and "1 Example Quay" in page


def test_page_of_the_number__in_each_language__says_it_there(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(BRANDING)
    for tag, heading in HEADINGS.items():
        assert heading in client.get(f"{RETURN}?lang={tag}").text
        assert heading in client.get(f"{CONTACT}?lang={tag}").text


def test_addresses__of_a_region_without_branding__are_the_partnerships_own_or_say_who_knows(
    make_client: Callable[..., FlaskClient], sessions: sessionmaker[Session]
) -> None:
    client = make_client()
    assert "Contact details have not been added yet" in client.get(RETURN).text
    with sessions.begin() as session:
        make_partnership(session, contact_email="desk@wessmere.example")
    for address in (RETURN, CONTACT):
        assert "mailto:desk@wessmere.example" in client.get(address).text
