"""Languages that open together or not at all: everything that one of them lacks keeps the form closed."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells import own_words
from consult.services.cells.cell_makers import Person
from consult.services.cells.equal_languages import LackKind, list_form_lacks, list_lacks, read_equal
from consult.services.cells.own_words import get_own_words, list_own_words, record_check
from consult.services.cells.reading_cells import list_views
from consult.services.consultations.publishing import publish
from consult.services.consultations.scheduling import open_consultation
from consult.vocabulary import ConsultationState
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import make_notice
from tests.factories.wording import HINT, WHY_LABEL, make_draft, make_person, translate_all, type_all

TOLD = {"actor": "system", "now": NOW}
EQUAL = ("en", "cy")


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    own_words.read_catalogue.cache_clear()
    own_words.digest_catalogue.cache_clear()


def list_kinds(
    session: Session, version: QuestionnaireVersion, *tags: str
) -> list[tuple[str, LackKind, int]]:
    found = list_lacks(session, version.questionnaire.consultation, version, tags or EQUAL)
    return [(one.language, one.kind, one.count) for one in found]


def check_own(session: Session, person: Person, tag: str = "cy") -> None:
    digest = get_own_words(session, tag).digest
    record_check(session, tag, digest=digest, name="Nia Bevan", person=person, now=NOW)


@pytest.mark.parametrize(
    ("setting", "languages"), [("", ()), ("en,cy", EQUAL), (" en, cy en ", EQUAL), ("cy", ("cy",))]
)
def test_setting__read__names_each_language_once(setting: str, languages: tuple[str, ...]) -> None:
    assert read_equal(setting) == languages


def test_form__that_lacks_a_language__is_told_what_it_lacks_first(session: Session) -> None:
    version = make_draft(session, language="ar")
    assert list_kinds(session, version, "en", "cy", "xx") == [
        ("cy", LackKind.NOT_ADDED, 1),
        ("xx", LackKind.UNKNOWN, 1),
        ("cy", LackKind.OWN_WORDS_UNCHECKED, 1),
    ]
    assert list_form_lacks(session, version, ("en",)) == []
    assert list_kinds(session, version, "pl")[-1] == ("pl", LackKind.NO_OWN_WORDS, 1)


def test_form__drafted_by_machine__opens_once_a_person_has_checked_each_text(session: Session) -> None:
    version, person = make_draft(session, language="cy"), make_person(session)
    check_own(session, person)
    translate_all(session, version, person, language="cy", is_from_machine=True)
    assert list_kinds(session, version) == [("cy", LackKind.BY_MACHINE, 6)]
    with pytest.raises(Conflict, match="C243"):
        publish(session, version, equal_languages=EQUAL, **TOLD)
    texts = {cell.id: f"cy: {cell.source}" for cell in list_views(session, version, "cy")}
    type_all(session, version, texts, person, language="cy", checked=True)
    assert list_kinds(session, version) == []
    publish(session, version, equal_languages=EQUAL, **TOLD)
    consultation = version.questionnaire.consultation
    open_consultation(session, consultation, equal_languages=EQUAL, today=TODAY, **TOLD)
    assert consultation.state is ConsultationState.OPEN


def test_text__missing_or_stale__keeps_the_form_closed(session: Session) -> None:
    version, person = make_draft(session, language="cy"), make_person(session)
    check_own(session, person)
    translate_all(session, version, person, language="cy")
    assert list_kinds(session, version) == []
    type_all(session, version, {HINT: ""}, person, language="cy")
    version.questionnaire.consultation.title = {"en": "Another", "cy": "cy: Safe routes"}
    assert list_kinds(session, version) == [("cy", LackKind.MISSING, 1), ("cy", LackKind.STALE, 1)]


def test_consultation__with_its_words_unchecked__is_published_but_not_opened(session: Session) -> None:
    version, person = make_draft(session, language="cy"), make_person(session)
    translate_all(session, version, person, language="cy")
    publish(session, version, equal_languages=EQUAL, **TOLD)
    consultation = version.questionnaire.consultation
    with pytest.raises(Conflict, match="C243"):
        open_consultation(session, consultation, equal_languages=EQUAL, today=TODAY, **TOLD)
    assert consultation.state is ConsultationState.PREPARING
    check_own(session, person)
    open_consultation(session, consultation, equal_languages=EQUAL, today=TODAY, **TOLD)


def test_notice__with_a_recipient_that_has_no_name_there__keeps_the_form_closed(session: Session) -> None:
    version, person = make_draft(session, language="cy"), make_person(session)
    translate_all(session, version, person, language="cy")
    check_own(session, person)
    make_notice(session, version.questionnaire.consultation)
    assert [kind for _, kind, _ in list_kinds(session, version)] == [LackKind.NOTICE]


def test_consultation__without_the_setting__opens_with_what_it_has(session: Session) -> None:
    version = make_draft(session)
    type_all(session, version, {WHY_LABEL: "لماذا؟"}, make_person(session))
    publish(session, version, **TOLD)
    consultation = version.questionnaire.consultation
    open_consultation(session, consultation, today=TODAY, **TOLD)
    assert consultation.state is ConsultationState.OPEN


def test_own_words__checked__count_until_one_of_them_changes(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = make_person(session)
    assert {one.language for one in list_own_words(session)} == {"ar", "cy", "uk", "ti", "prs"}
    check_own(session, person)
    words = get_own_words(session, "cy")
    assert words.checked is not None and words.checked.checked_by_name == "Nia Bevan"
    check_own(session, person)  # said twice, it is one check
    with pytest.raises(Conflict, match="C203"):
        record_check(session, "cy", digest="of another day", name="Nia", person=person, now=NOW)
    monkeypatch.setattr(own_words, "digest_catalogue", lambda _: "after an update")
    assert get_own_words(session, "cy").checked is None
    for tag in ("en", "pl", "../cy"):
        with pytest.raises(NotFound):
            get_own_words(session, tag)
