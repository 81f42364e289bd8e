"""Beside the way through an experience: care on every page, age, a pause, stopping, files that are light."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.web.account_cookie import EXPERIENCE_COOKIE
from tests.factories.caring import ARABIC_LINE, CHILDREN_ALONE, NIGHT_LINE
from tests.integration.conftest import MakeApp
from tests.integration.teller import GROWN, RETURN, START, open_form, read_number, tell, visit, write

SAFETY, STOP = "/your-experience/safety", "/your-experience/stop"
PROMISE, PRIVATE = "read within 5 working days", "unless a child or somebody else may come to serious harm"


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def count_rows(sessions: sessionmaker[Session]) -> list[int]:
    kinds = (Response, Answer, Revision)
    with sessions() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


@pytest.mark.parametrize(
    "address",
    [
        "/your-experience/", f"{START}/", f"{START}/about", f"{START}/young", f"{START}/alone",
        f"{START}/pause", f"{START}/q/nowhere", f"{START}/permission", f"{START}/check", f"{RETURN}/",
        SAFETY, STOP, "/your-experience/nowhere/about", f"{START}/mis/typed", f"{RETURN}/close",
    ],
)  # fmt: skip
def test_page__any__says_what_to_do_in_danger_and_who_can_help(app: Flask, address: str) -> None:
    client = visit(app)
    write(client)

    page = client.get(address)

    for words in ("In danger now", "tel:999", "18000", PROMISE, NIGHT_LINE, ARABIC_LINE, SAFETY):
        assert words in page.text, words
    assert "govuk-exit-this-page" in page.text and page.headers["Cache-Control"] == "no-store"


def test_support__for_the_language_of_the_page__comes_before_the_others(app: Flask) -> None:
    page = visit(app).get(f"{START}/about?lang=ar").text

    assert page.index(ARABIC_LINE) < page.index("<details") < page.index(NIGHT_LINE)


@pytest.mark.parametrize("address", [f"{START}/about", f"{START}/permission", SAFETY])
def test_promise_of_privacy__said__with_what_breaks_it(app: Flask, address: str) -> None:
    client = visit(app)
    write(client)

    page = client.get(address).text

    assert PRIVATE in page and "two of our own staff" in page
    assert "A translator outside gets a copy only if the privacy notice names one." in page


def test_safety__asked_about__says_what_stays_on_this_device(app: Flask) -> None:
    page = visit(app).get(SAFETY).text
    stays = page[page.index("What stays on this device") : page.index("If others use this device")]
    for words in ("in cookies", "list of pages", "browser’s store", "print, copy, download or photograph"):
        assert words in stays, words


def test_age__not_said__is_asked_for_and_nothing_is_begun(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    shown = visit(app).get(f"{START}/about").text
    answer = visit(app).post(f"{START}/about", data={"age": "a hundred"})

    assert re.search(r'<input[^>]*name="age"[^>]*checked', shown) is None
    assert answer.status_code == 422 and "Say whether you are under 18" in answer.text
    assert count_rows(sessions) == [0, 0, 0]


def test_age__under_the_threshold__leads_to_people_and_never_to_the_form(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)

    young = client.post(f"{START}/about", data={"age": "under"}, follow_redirects=True)

    assert "Young Arrivals" in young.text and f"{START}/alone" in young.text
    assert CHILDREN_ALONE in client.get(f"{START}/alone").text
    assert (
        "<textarea" not in young.text
        and client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience") is None
    )
    assert client.get(f"{START}/q/what_happened").status_code == 302
    assert count_rows(sessions) == [0, 0, 0]


def test_age__said__is_kept_nowhere(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)

    with sessions() as session:
        begun = session.scalars(select(Response)).one()
        assert "over" not in {str(getattr(begun, column.key)) for column in Response.__table__.columns}
        assert session.scalars(select(Answer)).all() == []


def test_language__switched_before_beginning__keeps_the_age_chosen(app: Flask) -> None:
    page = visit(app).post(f"{START}/about?lang=ar", data={"age": "over", "switch_language": "ar"}).text

    assert 'lang="ar"' in page and re.search(r'value="over"[^>]*checked', page)


def test_number__after_the_first_words__is_there_and_the_same_at_the_end(app: Flask) -> None:
    client = visit(app)
    client.post(f"{START}/about", data=GROWN)
    assert "Your return number" not in client.get(f"{START}/permission").text
    assert "return-number" not in client.get(f"{START}/pause").text

    number = tell(client, "words")

    second = visit(app)
    write(second, "words")
    early = read_number(second.get(f"{START}/permission").text)
    assert read_number(second.get(f"{START}/pause").text) == early != number
    second.post(f"{START}/check")
    assert read_number(second.get(f"{START}/number").text) == early


def test_pause__shown__says_how_long_this_browser_waits(app: Flask) -> None:
    client = visit(app)
    write(client)

    page = client.get(f"{START}/pause").text

    assert "within 30 minutes" in page and f"{START}/q/what_happened" in page


def test_stop__confirmed__deletes_the_words_their_key_and_the_cookie_without_a_trace(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client)
    assert count_rows(sessions)[0] == 1 and "cannot be undone" in client.get(STOP).text

    stopped = client.post(STOP)

    assert "You have stopped" in stopped.text and '"cookies"' in stopped.headers["Clear-Site-Data"]
    assert client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience") is None
    assert count_rows(sessions) == [0, 0, 0]
    with sessions() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_stop__after_sending__leaves_what_was_sent(app: Flask, sessions: sessionmaker[Session]) -> None:
    client = visit(app)
    write(client)
    before_sending = client.get_cookie(EXPERIENCE_COOKIE.name, path="/your-experience")
    assert before_sending is not None
    client.post(f"{START}/check")
    client.set_cookie(EXPERIENCE_COOKIE.name, before_sending.value, path="/your-experience")

    client.post(STOP)

    assert count_rows(sessions)[0] == 1 and count_rows(sessions)[1] > 0


@pytest.mark.parametrize("accepts", ["gzip, deflate", ""])
def test_built_file__asked_for__comes_compressed_only_where_it_is_taken(app: Flask, accepts: str) -> None:
    plain = Path(app.static_folder or "", "build", "account.css").read_bytes()

    with visit(app).get("/static/build/account.css?v=1", headers={"Accept-Encoding": accepts}) as answer:
        body = answer.data

    assert answer.mimetype == "text/css" and "Accept-Encoding" in answer.headers["Vary"]
    assert (answer.headers.get("Content-Encoding") == "gzip") == bool(accepts)
    assert (gzip.decompress(body) if accepts else body) == plain
    assert "immutable" in answer.headers["Cache-Control"]
