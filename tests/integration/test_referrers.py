"""Why pages of experiences let our own site see the referrer: over HTTPS a form without one is refused."""

import re

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.integration.conftest import MakeApp
from tests.integration.teller import RETURN, open_form

SITE = "https://localhost"


@pytest.mark.parametrize(
    ("referrer", "status"),
    [(f"{SITE}{RETURN}/", 422), (None, 400), ("https://elsewhere.example/", 400)],
)
def test_form__over_https__is_taken_only_with_a_referrer_of_our_own(
    make_app: MakeApp, sessions: sessionmaker[Session], referrer: str | None, status: int
) -> None:
    open_form(make_app, sessions)
    client = make_app(ACCOUNT_FORM=True, HTTPS=True, WTF_CSRF_ENABLED=True).test_client()
    page = client.get(f"{RETURN}/", base_url=SITE)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token and page.headers["Referrer-Policy"] == "same-origin"
    sent = client.post(
        f"{RETURN}/",
        data={"return_number": "1", "csrf_token": token[1]},
        base_url=SITE,
        headers={"Referer": referrer} if referrer else {},
    )
    assert sent.status_code == status
