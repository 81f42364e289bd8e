"""The glossary of a region: kept by whoever translates, shown beside the texts that have its terms."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.errors import Conflict, NotFound
from consult.models.glossary import GlossaryTerm
from consult.services.cells.glossary import (
    TermDetails,
    add_term,
    change_term,
    get_term,
    list_terms,
    remove_term,
)
from consult.vocabulary import Role
from forms.definitions import Question
from tests.factories.numbering import NOW
from tests.factories.region import make_partnership
from tests.factories.wording import make_draft, make_person, type_all
from tests.integration.conftest import SignIn

HOME = "/desk/region/glossary"
TOLD = {"actor": "system", "now": NOW}
COUNCIL = TermDetails("council", "The local one.", {"ar": "مجلس", "cy": " "})


@pytest.fixture
def translator(sign_in: SignIn, sessions: sessionmaker[Session]) -> FlaskClient:
    with sessions.begin() as session:
        make_partnership(session)
    return sign_in(Role.TRANSLATOR)


def read_terms(sessions: sessionmaker[Session]) -> list[GlossaryTerm]:
    with sessions() as session:
        return list(session.scalars(select(GlossaryTerm)))


def test_term__added_changed_and_taken_out__is_kept_once(session: Session) -> None:
    row = add_term(session, COUNCIL, **TOLD)
    assert row.words == {"ar": "مجلس"}
    with pytest.raises(Conflict, match="C244"):
        add_term(session, TermDetails("Council"), **TOLD)
    change_term(session, row, TermDetails("Councils", "", {"cy": "cynghorau"}), version=1, **TOLD)
    assert (row.term, row.words, row.version) == ("Councils", {"cy": "cynghorau"}, 2)
    with pytest.raises(Conflict, match="C203"):
        change_term(session, row, COUNCIL, version=1, **TOLD)
    remove_term(session, row, **TOLD)
    assert list_terms(session) == []
    with pytest.raises(NotFound):
        get_term(session, "none")


def test_glossary__kept_on_its_pages__refuses_doubles_and_shows_late_saves(
    translator: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    assert "No term is in the glossary yet" in translator.get(HOME).text
    sent = {"term": "council", "note": "The local one.", "words_ar": "مجلس"}
    assert translator.post(f"{HOME}/new", data={**sent, "term": ""}).status_code == 422
    assert translator.post(f"{HOME}/new", data=sent).status_code == 302
    assert translator.post(f"{HOME}/new", data=sent).status_code == 409
    (row,) = read_terms(sessions)
    assert 'lang="ar" dir="rtl">مجلس' in translator.get(HOME).text
    address = f"{HOME}/{row.id}"
    assert translator.post(address, data={**sent, "words_ar": "المجلس", "version": "1"}).status_code == 302
    late = translator.post(address, data={**sent, "words_ar": "other", "version": "1"})
    assert late.status_code == 409
    assert "المجلس" in late.text and "other" in late.text
    assert re.search(r'name="version" value="2"', late.text)
    assert translator.post(f"{address}/remove").status_code == 302
    assert read_terms(sessions) == []


def test_term__in_a_text_that_is_translated__is_shown_beside_it_and_blocks_nothing(
    translator: FlaskClient, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        add_term(session, COUNCIL, **TOLD)
        version = make_draft(session, Question("q", "text", {"en": "What should councils do?"}))
        address = f"/desk/consultations/consultation-1/questionnaire/{version.id}/languages/ar?show=all"
    page = translator.get(address).text
    assert "“council” is" in page and "The local one." in page
    assert "The translation has other words" not in page
    with sessions.begin() as session:
        version = session.merge(version)
        type_all(session, version, {"question/q/label": "ماذا؟"}, make_person(session))
    assert "The translation has other words" in translator.get(address).text
    with sessions.begin() as session:
        version = session.merge(version)
        type_all(session, version, {"question/q/label": "ماذا على المجالس والمجلس؟"}, make_person(session))
    assert "The translation has other words" not in translator.get(address).text


def test_glossary__for_staff_who_do_not_translate__is_only_read(
    sign_in: SignIn, translator: FlaskClient
) -> None:
    analyst = sign_in(Role.ANALYST)
    assert analyst.get(HOME).status_code == 200
    assert analyst.get(f"{HOME}/new").status_code == 403
    assert translator.get(f"{HOME}/nothing").status_code == 404
