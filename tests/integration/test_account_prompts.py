"""What may give somebody away is shown before an experience is sent, and done as the person chose."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.region import SubRegion
from consult.models.response import Answer, Response
from consult.models.speakers import SpeakerFigure
from consult.vocabulary import ResponseState
from tests.factories.giving import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, Worker, open_site
from tests.integration.teller import RETURN, START, open_form, read_number, visit, write

WORDS = "My name is Sara Holt, and Sara Holt had to call 07700 900123 from room 12."


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_form(make_app, sessions)


def read_prompts(page: str) -> dict[str, str]:
    """The name of each choice in the form, by the words it is about."""
    marked = re.findall(r"<mark><bdi>([^<]+)</bdi></mark>", page)
    names = list(dict.fromkeys(re.findall(r'name="(prompt_[0-9a-f]{16})"', page)))
    return dict(zip(marked, names, strict=True))


def read_own(app: Flask, client: FlaskClient) -> str:
    number = read_number(client.get(f"{START}/number").text)
    return visit(app).post(f"{RETURN}/", data={"return_number": number}, follow_redirects=True).text


def test_check__of_words_that_give_somebody_away__asks_about_each_once(app: Flask) -> None:
    client = visit(app)
    write(client, WORDS)

    page = client.get(f"{START}/check").text

    assert list(read_prompts(page)) == ["Sara Holt", "07700 900123", "room 12"]
    assert "checked" not in re.sub(r'name="_checked"', "", page)


def test_check__of_words_that_name_nobody__asks_nothing(app: Flask) -> None:
    client = visit(app)
    write(client, "We waited a long time.")

    assert "Look at these words" not in client.get(f"{START}/check").text
    assert client.post(f"{START}/check").status_code == 302


def test_send__with_words_undecided__stays_and_says_which(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client, WORDS)
    names = read_prompts(client.get(f"{START}/check").text)

    page = client.post(
        f"{START}/check",
        data={names["Sara Holt"]: "keep", names["room 12"]: "change", f"{names['room 12']}_instead": " "},
    )

    assert page.status_code == 422
    assert "Choose what to do with “\u206807700 900123\u2069”" in page.text
    assert "Write what to put in place of “\u2068room 12\u2069”" in page.text
    assert "Choose what to do with “\u2068Sara Holt\u2069”" not in page.text
    with sessions() as session:
        assert session.scalars(select(Response.state)).one() is ResponseState.IN_PROGRESS


def test_send__with_each_decided__keeps_takes_out_and_changes(app: Flask) -> None:
    client = visit(app)
    write(client, WORDS)
    names = read_prompts(client.get(f"{START}/check").text)

    client.post(
        f"{START}/check",
        data={
            names["Sara Holt"]: "remove",
            names["07700 900123"]: "keep",
            names["room 12"]: "change",
            f"{names['room 12']}_instead": "a small room",
        },
    )

    assert "My name is […], and […] had to call 07700 900123 from a small room." in read_own(app, client)


def test_send__keeping_all_others__sends_the_words_as_they_are(app: Flask) -> None:
    client = visit(app)
    write(client, WORDS)

    assert client.post(f"{START}/check", data={"prompts_rest": "keep"}).status_code == 302
    assert WORDS in read_own(app, client)


def test_language__switched_with_choices_made__applies_them(app: Flask) -> None:
    client = visit(app)
    write(client, WORDS)
    names = read_prompts(client.get(f"{START}/check").text)

    client.post(f"{START}/check?lang=ar", data={names["Sara Holt"]: "remove", "switch_language": "ar"})
    page = client.get(f"{START}/check?lang=ar").text

    assert "Sara Holt" not in page and "[…]" in page


def declare(sessions: sessionmaker[Session], language: str) -> None:
    """It was written on pages of this language, of which the region has its own form."""
    with sessions.begin() as session:
        for answer in session.scalars(select(Answer)):
            answer.language = language


@pytest.mark.parametrize(
    ("language", "words", "names"),
    [
        ("pl", "Wczoraj pomogłam Halinie i Bartkowi", ["Halinie", "Bartkowi"]),
        ("sq", "dje ndihmova Agronin", ["Agronin"]),
    ],
)
def test_check__of_names_with_an_ending_of_the_language__asks_about_them(
    app: Flask, sessions: sessionmaker[Session], language: str, words: str, names: list[str]
) -> None:
    client = visit(app)
    write(client, words)
    assert not set(names) & set(read_prompts(client.get(f"{START}/check").text)), "no names in English"
    declare(sessions, language)

    assert list(read_prompts(client.get(f"{START}/check").text)) == names


def test_choice__about_a_name_with_an_ending__is_found_again_on_a_page_of_another_language(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    client = visit(app)
    write(client, "Wczoraj pomogłam Halinie i Bartkowi")
    declare(sessions, "pl")
    names = read_prompts(client.get(f"{START}/check").text)

    chosen = {names["Halinie"]: "remove", names["Bartkowi"]: "remove"}
    client.post(f"{START}/check?lang=ar", data={**chosen, "switch_language": "ar"})

    page = client.get(f"{START}/check?lang=ar").text
    assert "pomogłam […] i […]" in page


def test_relay__spoken_in_a_language_with_endings__is_asked_about_names_in_it(
    make_app: MakeApp, sessions: sessionmaker[Session]
) -> None:
    worker = Worker(open_site(make_app, sessions), sessions)
    worker.write("Wczoraj pomogłam Halinie i Bartkowi", spoken="pl")
    assert list(read_prompts(worker.client.get(f"{START}/check").text)) == ["Halinie", "Bartkowi"]


def describe(client: FlaskClient, words: str, path: str = f"{START}/permission", **chosen: str):  # type: ignore[no-untyped-def]
    told = {"q_permission": ["quote"], "q_describe": "own_words", "q_described_as": words}
    return client.post(path, data={**told, **chosen})


@pytest.mark.parametrize(("choice", "shown"), [("remove", "mother of […]"), ("keep", "mother of Sara Holt")])
def test_description__that_names_somebody__is_asked_about_before_it_is_kept(
    app: Flask, choice: str, shown: str
) -> None:
    client = visit(app)
    write(client)
    asked = describe(client, "mother of Sara Holt")
    names = read_prompts(asked.text)

    assert asked.status_code == 422 and list(names) == ["Sara Holt"]
    assert "Sara Holt" not in client.get(f"{START}/permission").text, "nothing is kept before"
    assert describe(client, "mother of Sara Holt", **{names["Sara Holt"]: choice}).status_code == 302
    assert shown in client.get(f"{START}/permission").text
    again = describe(client, shown)
    assert again.status_code == 302, "what was decided is not asked again"


def test_description__changed_to_something_long__is_refused(app: Flask) -> None:
    client = visit(app)
    write(client)
    name = read_prompts(describe(client, "mother of Sara Holt").text)["Sara Holt"]
    long = describe(client, "mother of Sara Holt", **{name: "change", f"{name}_instead": "x" * 80})
    assert long.status_code == 422 and "Use at most 80 characters" in long.text


def test_description__with_a_name__is_kept_through_a_switch_of_language(app: Flask) -> None:
    client = visit(app)
    write(client)
    page = describe(client, "mother of Sara Holt", f"{START}/permission?lang=ar", switch_language="ar")
    assert page.status_code == 200 and "Sara Holt" in page.text and 'lang="ar"' in page.text
    assert "govuk-error-summary" not in page.text, "whoever switches has not chosen yet"


def set_figure(sessions: sessionmaker[Session], people: int, language: str = "en") -> None:
    with sessions.begin() as session:
        area = session.scalars(select(SubRegion).where(SubRegion.key == "coast")).one()
        figure = SpeakerFigure(sub_region_id=area.id, language=language, people=people)
        figure.source, figure.as_of_on = "A census (fictional)", date(2021, 3, 21)
        session.add(figure)


@pytest.mark.parametrize(("people", "is_warned"), [(249, True), (250, False)])
def test_check__where_few_speak_the_language__warns_from_public_figures(
    app: Flask, sessions: sessionmaker[Session], people: int, is_warned: bool
) -> None:
    set_figure(sessions, people)
    client = visit(app)
    write(client, "We waited a long time.")

    page = client.get(f"{START}/check").text

    assert ("about 249 people in Coast speak your language" in page) is is_warned
    assert ("A census (fictional), 2021" in page) is is_warned


@pytest.mark.parametrize(("language", "is_warned"), [("ti", True), ("uk", False)])
def test_check__of_a_relay__warns_of_the_language_that_was_spoken(
    make_app: MakeApp, sessions: sessionmaker[Session], language: str, is_warned: bool
) -> None:
    worker = Worker(open_site(make_app, sessions), sessions)
    set_figure(sessions, 37, language)

    worker.write(spoken="ti")

    assert ("about 37 people in Coast" in worker.client.get(f"{START}/check").text) is is_warned


@pytest.mark.parametrize(("language", "is_warned"), [("ti", True), ("ar", True), ("uk", False)])
def test_check__of_an_event__warns_of_each_language_and_area_of_its_people(
    make_app: MakeApp, sessions: sessionmaker[Session], language: str, is_warned: bool
) -> None:
    worker = Worker(open_site(make_app, sessions), sessions)
    set_figure(sessions, 37, language)
    worker.client.post(f"{GROUP}/event/{SLUG}")
    people = {"q_month": "2031-02", "q_people": "14", "q_languages": ["ti", "ar"], "q_areas": ["coast"]}
    worker.client.post(f"{START}/event/people", data=people)

    assert ("about 37 people in Coast" in worker.client.get(f"{START}/check").text) is is_warned


def test_check__of_an_event_with_an_area_of_its_form__names_the_area_of_the_figure(
    make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a form requires the area: it is chosen beside those of the event."""
    monkeypatch.setattr("consult.web.account.find_place", lambda _: "Inland")
    worker = Worker(open_site(make_app, sessions), sessions)
    set_figure(sessions, 37, "ti")
    worker.client.post(f"{GROUP}/event/{SLUG}")
    people = {"q_month": "2031-02", "q_people": "14", "q_languages": ["ti"], "q_areas": ["coast"]}
    worker.client.post(f"{START}/event/people", data=people)
    page = worker.client.get(f"{START}/check").text
    assert "about 37 people in Coast" in page and "people in Inland" not in page


def test_check__where_few_told_anything__warns_of_nothing_and_counts_none_of_them(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    """Told by one, or by more than the figure says: whoever reads the page learns of nobody before them."""

    def read_check() -> str:
        client = visit(app)
        write(client, "We waited a long time.")
        page = client.get(f"{START}/check").text
        client.post(f"{START}/check")
        return page

    assert not [page for page in (read_check(), read_check()) if "people in Coast" in page]
    set_figure(sessions, 2)
    warned = [re.findall(r"about .* people in Coast", read_check()) for _ in range(3)]
    assert warned == [["about 2 people in Coast"]] * 3
