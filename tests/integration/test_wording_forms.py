"""Translate a questionnaire: who drafted a text, who checked it, what became stale, on both databases."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.audit import AuditEntry
from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.cell_makers import Typed
from consult.services.cells.choosing_languages import add_language, remove_language
from consult.services.cells.reading_cells import CellView, list_views
from consult.services.cells.repeating_cells import fill_repeated
from consult.services.cells.saving_cells import save_cells
from consult.services.consultations.publishing import add_version, draft_again, publish
from consult.services.consultations.reading_versions import read_definition, read_public
from consult.vocabulary import VersionState
from forms.cells import add_language as add_to_form
from forms.definitions import Question, digest, from_dict
from tests.factories.numbering import NOW
from tests.factories.wording import (
    AGREE,
    AGREE_LABEL,
    CELLS,
    HINT,
    TITLE,
    WHY,
    WHY_LABEL,
    YES,
    YES_NO,
    make_draft,
    make_english,
    make_person,
    translate_all,
    type_all,
)

TOLD = {"actor": "system", "now": NOW}


def look(session: Session, version: QuestionnaireVersion, language: str = "ar") -> Mapping[str, CellView]:
    session.flush()
    return {view.id: view for view in list_views(session, version, language)}


def test_draft__with_a_new_language__lacks_every_text_in_it(session: Session) -> None:
    version = make_draft(session)
    views = look(session, version)
    assert list(views) == CELLS
    assert {view.state for view in views.values()} == {CellState.MISSING}
    assert read_public(version).partial == {"ar"}


@pytest.mark.parametrize("tag", ["ar", "en", "xx"])
def test_language__there_already_or_unknown__is_not_added(session: Session, tag: str) -> None:
    version = make_draft(session)
    with pytest.raises(Conflict, match="C241"):
        add_language(session, version, tag, **TOLD)


def test_language__taken_out__goes_with_what_was_known_of_it(session: Session) -> None:
    version = make_draft(session)
    translate_all(session, version, make_person(session))
    remove_language(session, version, "ar", **TOLD)
    assert read_definition(version).languages == ("en",)
    with pytest.raises(NotFound):
        look(session, version)
    add_language(session, version, "ar", **TOLD)
    assert look(session, version)[WHY_LABEL].state is CellState.MISSING
    with pytest.raises(Conflict, match="C241"):
        remove_language(session, version, "en", **TOLD)


def test_text__typed_by_somebody__stands_in_the_definition_under_their_name(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    saved = type_all(session, version, {WHY_LABEL: "لماذا؟\r\nقل", TITLE: "طرق آمنة"}, person)
    assert saved.changed == (WHY_LABEL, TITLE)
    session.expire_all()
    made = from_dict(version.definition)
    assert digest(made) == version.digest
    assert made.get_question("why").label == {"en": "Why?", "ar": "لماذا؟\nقل"}
    assert version.questionnaire.consultation.title == {"en": "Safe routes", "ar": "طرق آمنة"}
    row = look(session, version)[WHY_LABEL].row
    assert row is not None
    assert (row.drafted_by, row.drafted_by_name) == (DraftedBy.PERSON, "Layla Haddad")
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert entry is not None and entry.action == "questionnaire translated"
    assert entry.details["changed"] == 2 and "لماذا" not in str(entry.details)


def test_text__emptied__is_missing_again(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    type_all(session, version, {WHY_LABEL: "لماذا؟"}, person)
    type_all(session, version, {WHY_LABEL: " "}, person)
    assert look(session, version)[WHY_LABEL].state is CellState.MISSING


def test_text__changed_by_two__keeps_the_first_and_refuses_the_second(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    seen = look(session, version)
    type_all(session, version, {WHY_LABEL: "first"}, person)
    late = [Typed(WHY_LABEL, "second", seen[WHY_LABEL].mark), Typed(HINT, "hint", seen[HINT].mark)]
    saved = save_cells(session, version, "ar", late, person=make_person(session, "Omar"), now=NOW)
    assert (saved.refused, saved.changed) == ((WHY_LABEL,), (HINT,))
    assert look(session, version)[WHY_LABEL].text == "first"
    same = save_cells(session, version, "ar", [Typed(WHY_LABEL, "first", "x")], person=person, now=NOW)
    assert same.refused == ()


def test_text__changed_meanwhile__is_not_checked_by_somebody_who_saw_another(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    type_all(session, version, {WHY_LABEL: "first"}, person)
    mark = look(session, version)[WHY_LABEL].mark
    type_all(session, version, {WHY_LABEL: "second"}, person)
    late = [Typed(WHY_LABEL, "second", mark, is_checked=True)]
    saved = save_cells(session, version, "ar", late, person=make_person(session, "Omar"), now=NOW)
    assert (saved.refused, saved.checked) == ((WHY_LABEL,), ())


@pytest.mark.parametrize(("may", "checked"), [(False, ()), (True, (WHY_LABEL,))])
def test_draft__checked_by_whoever_wrote_it__counts_only_where_that_is_allowed(
    session: Session, may: bool, checked: tuple[str, ...]
) -> None:
    version = make_draft(session)
    person = make_person(session, may_check_own=may)
    type_all(session, version, {WHY_LABEL: "لماذا؟"}, person)
    assert type_all(session, version, {WHY_LABEL: "لماذا؟"}, person, checked=True).checked == checked
    view = look(session, version)[WHY_LABEL]
    assert view.state is (CellState.CHECKED if may else CellState.DRAFTED)
    assert view.row is not None and view.row.checked_own is may


def test_draft__of_a_machine__is_so_until_a_person_checks_it(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    type_all(session, version, {WHY_LABEL: "لماذا؟"}, person, is_from_machine=True)
    assert look(session, version)[WHY_LABEL].is_by_machine
    type_all(session, version, {WHY_LABEL: "لماذا؟"}, person, checked=True)  # whoever brought it in may
    view = look(session, version)[WHY_LABEL]
    assert view.state is CellState.CHECKED and not view.is_by_machine
    type_all(session, version, {WHY_LABEL: "ولماذا؟"}, person)
    assert look(session, version)[WHY_LABEL].state is CellState.DRAFTED


def test_text__changed_outside_the_translators_page__is_checked_no_longer(session: Session) -> None:
    version, person = make_draft(session), make_person(session, may_check_own=True)
    type_all(session, version, {TITLE: "طرق آمنة"}, person, checked=True)
    assert look(session, version)[TITLE].state is CellState.CHECKED
    version.questionnaire.consultation.title = {"en": "Safe routes", "ar": "غيره"}
    assert look(session, version)[TITLE].state is CellState.DRAFTED
    version.questionnaire.consultation.title = {"en": "Safer routes", "ar": "طرق آمنة"}
    assert look(session, version)[TITLE].state is CellState.STALE


def test_words__that_are_repeated__are_filled_in_where_they_are_always_alike(session: Session) -> None:
    again = Question("again", "select_one", {"en": "Why?"}, choices=YES_NO)
    version, person = make_draft(session, AGREE, WHY, again), make_person(session)
    type_all(session, version, {YES: "نعم", WHY_LABEL: "لماذا؟", "question/again/choice/no": "لا"}, person)
    assert fill_repeated(session, version, "ar", **TOLD) == 3
    views = look(session, version)
    assert views["question/again/choice/yes"].text == "نعم"
    assert views["question/again/label"].text == "لماذا؟"
    row = views["question/again/choice/yes"].row
    assert row is not None and row.drafted_by_name == "Layla Haddad" and row.checked_at is None
    assert fill_repeated(session, version, "ar", **TOLD) == 0


def test_version__once_published__is_not_translated_but_a_draft_of_it_is(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    translate_all(session, version, person)
    checker = make_person(session, "Omar")
    type_all(session, version, {WHY_LABEL: f"ar: {'Why?'}"}, checker, checked=True)
    publish(session, version, **TOLD)
    assert read_public(version).partial == frozenset()
    with pytest.raises(Conflict, match="C208"):
        type_all(session, version, {WHY_LABEL: "x"}, person)
    draft = draft_again(session, version, **TOLD)
    assert (draft.number, draft.state, draft.digest) == (2, VersionState.DRAFT, version.digest)
    assert draft_again(session, version, **TOLD) is draft
    views = look(session, draft)
    assert views[WHY_LABEL].state is CellState.CHECKED
    assert views[HINT].row is not None and views[HINT].row.drafted_by_name == "Layla Haddad"
    type_all(session, draft, {WHY_LABEL: "x"}, person)
    assert look(session, version)[WHY_LABEL].state is CellState.CHECKED


def test_new_version__with_a_changed_question__keeps_its_translation_as_stale(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    translate_all(session, version, person)
    consultation = version.questionnaire.consultation
    changed = Question("agree", "select_one", {"en": "Do you disagree?"}, {"en": "Think."}, choices=YES_NO)
    second = add_version(session, consultation, make_english(changed, WHY), **TOLD)
    views = look(session, second)
    assert second.number == 2 and read_definition(second).languages == ("en", "ar")
    assert views[AGREE_LABEL].state is CellState.STALE and views[AGREE_LABEL].text == "ar: Do you agree?"
    assert views[WHY_LABEL].state is CellState.DRAFTED
    type_all(session, second, {AGREE_LABEL: "ar: Do you agree?"}, make_person(session, "Omar"), checked=True)
    assert look(session, second)[AGREE_LABEL].state is CellState.CHECKED
    assert add_version(session, consultation, make_english(changed, WHY), **TOLD) is second


def test_text__of_a_machine_whose_question_is_named_anew__is_still_a_machines(session: Session) -> None:
    version, person = make_draft(session), make_person(session)
    translate_all(session, version, person, is_from_machine=True)
    type_all(session, version, {WHY_LABEL: "ar: Why?"}, person, checked=True)
    named = (replace(AGREE, id="agree_anew"), replace(WHY, id="why_anew"))
    second = add_version(session, version.questionnaire.consultation, make_english(*named), **TOLD)
    views = look(session, second)
    moved = views["question/agree_anew/label"]
    assert (moved.text, moved.is_by_machine, moved.state) == ("ar: Do you agree?", True, CellState.DRAFTED)
    assert views["question/why_anew/label"].state is CellState.CHECKED


def test_text__alike_in_two_questions__counts_as_unchecked_where_it_moved(session: Session) -> None:
    again = Question("again", "text", {"en": "Why?"})
    version, person = make_draft(session, AGREE, WHY, again), make_person(session)
    translate_all(session, version, person, is_from_machine=True)
    type_all(session, version, {WHY_LABEL: "ar: Why?"}, person, checked=True)
    named = replace(WHY, id="why_anew")
    second = add_version(
        session, version.questionnaire.consultation, make_english(AGREE, named, again), **TOLD
    )
    assert look(session, second)["question/why_anew/label"].is_by_machine


def test_text__that_came_in_a_file__is_stale_too_once_its_question_changes(session: Session) -> None:
    version = make_draft(session)
    consultation = version.questionnaire.consultation
    why = Question("why", "text", {"en": "Why?", "ar": "لماذا؟"})
    add_version(session, consultation, add_to_form(make_english(why, AGREE), "ar"), **TOLD)
    changed = make_english(Question("why", "text", {"en": "Why so?"}))
    view = look(session, add_version(session, consultation, changed, **TOLD))[WHY_LABEL]
    assert (view.state, view.text) == (CellState.STALE, "لماذا؟")
