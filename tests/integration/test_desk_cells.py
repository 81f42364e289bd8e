"""The pages on which a questionnaire is translated: side by side, filtered, kept and checked."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.reading_cells import list_views
from consult.services.consultations.publishing import publish
from consult.vocabulary import Role, Standing
from tests.factories.numbering import NOW
from tests.factories.region import make_organisation, make_partnership
from tests.factories.wording import (
    AGREE,
    CELLS,
    TITLE,
    WHY_LABEL,
    make_draft,
    make_person,
    translate_all,
    type_all,
)
from tests.integration.conftest import SignIn

FIELD = re.compile(r'name="((?:cell|mark)-\d+)" value="([^"]*)"')
Sent = dict[str, str]


@pytest.fixture
def version_id(sessions: sessionmaker[Session]) -> str:
    with sessions.begin() as session:
        make_partnership(session)
        return make_draft(session).id


@pytest.fixture
def home(version_id: str) -> str:
    return f"/desk/consultations/consultation-1/questionnaire/{version_id}/languages"


@pytest.fixture
def translator(sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.TRANSLATOR, name="Layla Haddad")


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def fill(page: str, texts: Sent, **more: str) -> Sent:
    """What the page's form would send with these texts, by cell."""
    fields = dict(FIELD.findall(page))
    places = {cell: name.removeprefix("cell-") for name, cell in fields.items() if name.startswith("cell-")}
    return {**fields, **{f"text-{places[id]}": text for id, text in texts.items()}, "origin": "own", **more}


def look(sessions: sessionmaker[Session], version_id: str) -> dict[str, tuple[str, str]]:
    with sessions() as session:
        views = list_views(session, session.get_one(QuestionnaireVersion, version_id), "ar")
        return {view.id: (view.state.value, view.text) for view in views}


def test_language__added_on_the_page__is_translated_text_by_text(
    translator: FlaskClient, home: str, version_id: str, sessions: sessionmaker[Session]
) -> None:
    assert "partly translated" in read(translator, home).lower()
    answer = translator.post(home, data={"language": "cy"})
    assert answer.headers["Location"].endswith("/languages/cy")
    assert translator.post(home, data={"language": "cy"}).status_code == 422
    page = read(translator, f"{home}/ar")
    assert [cell for name, cell in FIELD.findall(page) if name.startswith("cell-")] == CELLS
    assert 'lang="ar" dir="rtl"' in page and 'lang="en" dir="ltr">Why?' in page
    answer = translator.post(f"{home}/ar", data=fill(page, {WHY_LABEL: "لماذا؟", TITLE: "طرق آمنة"}))
    assert answer.status_code == 302
    assert look(sessions, version_id)[WHY_LABEL] == ("drafted", "لماذا؟")
    page = read(translator, answer.headers["Location"])
    assert "2 saved." in page and WHY_LABEL not in page  # only what waits is shown
    assert "Drafted by Layla Haddad." in read(translator, f"{home}/ar?show=all")


def test_text__changed_by_somebody_else__is_shown_beside_what_was_typed(
    translator: FlaskClient, home: str, version_id: str, sessions: sessionmaker[Session]
) -> None:
    sent = fill(read(translator, f"{home}/ar"), {WHY_LABEL: "my own words", TITLE: "title"})
    with sessions.begin() as session:
        version = session.get_one(QuestionnaireVersion, version_id)
        type_all(session, version, {WHY_LABEL: "their words"}, make_person(session, "Omar"))
    answer = translator.post(f"{home}/ar", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "their words" in page and "my own words" in page and "Error: " in page
    held = look(sessions, version_id)
    assert (held[WHY_LABEL][1], held[TITLE][1]) == ("their words", "title")
    assert translator.post(f"{home}/ar", data=fill(page, {WHY_LABEL: "joined"})).status_code == 302
    assert look(sessions, version_id)[WHY_LABEL][1] == "joined"


def test_texts__of_somebody_else__are_checked_all_at_once(
    translator: FlaskClient, home: str, version_id: str, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        version = session.get_one(QuestionnaireVersion, version_id)
        translate_all(session, version, make_person(session, "Omar"), is_from_machine=True)
    page = read(translator, f"{home}/ar?show=unchecked")
    assert "Drafted by machine: brought in by Omar" in page
    texts = {id: text for id, (_, text) in look(sessions, version_id).items()}
    translator.post(f"{home}/ar", data=fill(page, texts, act="check_all"))
    assert {state for state, _ in look(sessions, version_id).values()} == {"checked"}
    assert "Checked by Layla Haddad" in read(translator, f"{home}/ar?show=checked")


def test_own_draft__where_the_setting_forbids_it__is_not_offered_for_checking(
    translator: FlaskClient, home: str
) -> None:
    translator.post(f"{home}/ar", data=fill(read(translator, f"{home}/ar"), {WHY_LABEL: "لماذا؟"}))
    assert 'name="checked-' not in read(translator, f"{home}/ar?show=unchecked")
    translator.application.config["CHECK_OWN_TRANSLATIONS"] = True
    page = read(translator, f"{home}/ar?show=unchecked")
    assert 'name="checked-6"' in page
    translator.post(f"{home}/ar", data=fill(page, {WHY_LABEL: "لماذا؟"}, **{"checked-6": "y"}))
    shown = read(translator, f"{home}/ar?show=checked")
    assert "Checked by Layla Haddad, who drafted it too" in shown


def test_version__once_published__is_only_read_until_a_draft_is_made(
    translator: FlaskClient, home: str, version_id: str, sessions: sessionmaker[Session]
) -> None:
    sent = fill(read(translator, f"{home}/ar"), {WHY_LABEL: "x"})
    with sessions.begin() as session:
        publish(session, session.get_one(QuestionnaireVersion, version_id), actor="system", now=NOW)
    page = read(translator, f"{home}/ar?show=all")
    assert "<textarea" not in page and "Make a draft to change it" in page
    assert translator.post(f"{home}/ar", data=sent).status_code == 409
    draft = translator.post(f"{home}/draft").headers["Location"]
    assert "Version 2 is a draft" in read(translator, draft)
    assert "<textarea" in read(translator, f"{draft}/ar")


def test_language__taken_out__asks_first(translator: FlaskClient, home: str) -> None:
    assert "Take it out" in read(translator, f"{home}/ar/remove")
    assert translator.post(f"{home}/ar/remove", data={}).status_code == 422
    assert translator.post(f"{home}/ar/remove", data={"is_meant": "y"}).status_code == 302
    assert translator.get(f"{home}/ar").status_code == 404
    assert translator.get(f"{home}/ar/remove").status_code == 404


def test_repeated_words__filled_in_by_one_button__are_told(translator: FlaskClient, home: str) -> None:
    answer = translator.post(f"{home}/ar/repeated", follow_redirects=True)
    assert "No texts filled in" in answer.get_data(as_text=True)


def test_form__of_many_texts__is_shown_in_pages_that_lead_on(
    translator: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        many = [type(AGREE)(f"q{n}", "text", {"en": f"Question {n}?"}) for n in range(45)]
        version = make_draft(session, *many)
        address = f"/desk/consultations/{version.questionnaire.consultation.slug}"
        address = f"{address}/questionnaire/{version.id}/languages/ar?show=all"
    first = read(translator, address)
    assert "q18/label" in first and "q19/label" not in first and "from=21" in first
    answer = translator.post(address, data=fill(first, {}, act="on", later="21"))
    second = read(translator, answer.headers["Location"])
    assert "q19/label" in second and "from=1" in second and "from=41" in second


@pytest.mark.parametrize("role", [Role.ANALYST, Role.BOARD_MEMBER, Role.AUDITOR])
def test_translating__without_the_role__shows_only_how_far_it_is(
    sign_in: SignIn, home: str, role: Role
) -> None:
    reader = sign_in(role)
    assert "6 texts are translated" in read(reader, home)
    assert reader.get(f"{home}/ar").status_code == 403
    assert reader.post(home, data={"language": "cy"}).status_code == 403


def test_translating__by_people_of_an_observer__is_refused(
    sign_in: SignIn, home: str, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        watching = make_organisation(session, key="police", standing=Standing.OBSERVER).id
    watcher = sign_in(Role.TRANSLATOR, organisation_id=watching)
    assert watcher.get(f"{home}/ar").status_code == 403
