"""A translator's file comes back in: what it would change is shown, and nothing checked is lost unseen."""

import pytest
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.exports.questionnaire_cells import write_cells
from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.cell_makers import Maker
from consult.services.cells.importing_cells import ChangeKind, Comparison, compare_cells, take_cells
from consult.services.cells.reading_cells import CellView, list_views
from consult.services.cells.reading_files import FileCell, read_cells
from consult.services.consultations.publishing import publish
from consult.services.imports.table_rows import TableLimits
from tests.factories.numbering import NOW
from tests.factories.wording import (
    AGREE_LABEL,
    HINT,
    WHY_LABEL,
    YES,
    make_draft,
    make_person,
    translate_all,
    type_all,
)

TOLD = {"actor": "system", "now": NOW}
AGENCY = Maker(DraftedBy.PERSON, "Words & Co")
GIVEN = [
    FileCell(AGREE_LABEL, "Do you agree?", "هل توافق؟"),
    FileCell(HINT, "Think.", "فكر."),
    FileCell(WHY_LABEL, "Why not?", "لماذا لا؟"),
    FileCell(YES, "Yes", "ar: Yes"),
    FileCell("question/gone/label", "Gone?", "ذهب؟"),
]


def look(session: Session, version: QuestionnaireVersion) -> dict[str, CellView]:
    return {view.id: view for view in list_views(session, version, "ar")}


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    """A draft in which a hint is checked, a choice is drafted and the rest is missing."""
    made, person = make_draft(session), make_person(session, may_check_own=True)
    type_all(session, made, {HINT: "فكروا."}, person, checked=True)
    type_all(session, made, {YES: "ar: Yes", AGREE_LABEL: "old"}, person)
    return made


def say(compared: Comparison) -> dict[str, tuple[ChangeKind, bool]]:
    return {one.view.id: (one.kind, one.is_stale) for one in compared.changes}


def test_file__compared__tells_what_is_new_changed_checked_stale_and_unknown(
    session: Session, version: QuestionnaireVersion
) -> None:
    compared = compare_cells(session, version, "ar", GIVEN)
    assert say(compared) == {
        AGREE_LABEL: (ChangeKind.CHANGED, False),
        HINT: (ChangeKind.CHECKED, False),
        WHY_LABEL: (ChangeKind.NEW, True),
    }
    assert (compared.same, [one.cell_id for one in compared.unknown]) == (1, ["question/gone/label"])


def test_file__taken__leaves_what_was_checked_unless_that_is_meant(
    session: Session, version: QuestionnaireVersion
) -> None:
    mark = compare_cells(session, version, "ar", GIVEN).mark
    taken = take_cells(session, version, "ar", GIVEN, maker=AGENCY, mark=mark, replaces_checked=False, **TOLD)
    views = look(session, version)
    assert (taken, views[HINT].text, views[HINT].state) == (2, "فكروا.", CellState.CHECKED)
    assert (views[WHY_LABEL].state, views[WHY_LABEL].text) == (CellState.STALE, "لماذا لا؟")
    assert views[AGREE_LABEL].row is not None
    assert views[AGREE_LABEL].row.drafted_by_name == "Words & Co"
    take_cells(session, version, "ar", GIVEN, maker=AGENCY, mark=None, replaces_checked=True, **TOLD)
    assert look(session, version)[HINT].state is CellState.DRAFTED


def test_file__where_somebody_changed_a_text_meanwhile__is_not_taken(
    session: Session, version: QuestionnaireVersion
) -> None:
    mark = compare_cells(session, version, "ar", GIVEN).mark
    type_all(session, version, {AGREE_LABEL: "newer"}, make_person(session, "Omar"))
    with pytest.raises(Conflict, match="C203"):
        take_cells(session, version, "ar", GIVEN, maker=AGENCY, mark=mark, replaces_checked=True, **TOLD)
    assert look(session, version)[AGREE_LABEL].text == "newer"


def test_file__for_a_published_version__is_not_taken(session: Session, version: QuestionnaireVersion) -> None:
    publish(session, version, **TOLD)
    with pytest.raises(Conflict, match="C208"):
        take_cells(session, version, "ar", GIVEN, maker=AGENCY, mark=None, replaces_checked=True, **TOLD)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "po"])
def test_texts__exported_and_brought_in_again__change_nothing(session: Session, ending: str) -> None:
    version, person = make_draft(session), make_person(session)
    translate_all(session, version, person)
    before = look(session, version)
    content = write_cells(ending, list(before.values()), language="ar", name="x")
    cells = read_cells(f"a.{ending}", content, TableLimits())
    compared = compare_cells(session, version, "ar", cells)
    assert (compared.changes, compared.unknown, compared.same) == ((), (), len(before))
    digest = version.digest
    take_cells(session, version, "ar", cells, maker=AGENCY, mark=None, replaces_checked=True, **TOLD)
    assert version.digest == digest
    assert {id: one.state for id, one in look(session, version).items()} == {
        id: one.state for id, one in before.items()
    }


@pytest.mark.parametrize("ending", ["xlsx", "csv", "po"])
def test_texts__exported_and_brought_into_an_empty_language__are_all_there(
    session: Session, ending: str
) -> None:
    version = make_draft(session)
    views = [
        CellView(view.cell, "ar", view.source, f"={view.source}\n‏\"'", view.state, None)
        for view in look(session, version).values()
    ]
    content = write_cells(ending, views, language="ar", name="x")
    cells = read_cells(f"a.{ending}", content, TableLimits())
    machine = Maker(DraftedBy.MACHINE, "Machine 3")
    take_cells(session, version, "ar", cells, maker=machine, mark=None, replaces_checked=False, **TOLD)
    after = look(session, version)
    assert [one.text for one in after.values()] == [one.text for one in views]
    assert all(one.is_by_machine for one in after.values())
