"""Who drafts the texts of a questionnaire, what they type, and who may check it."""

from dataclasses import dataclass

from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.translated_cells import TranslatedCell
from consult.services.cells.reading_cells import CellView


@dataclass(frozen=True)
class Maker:
    """Who drafted a text. staff_id: of the staff, where it was one of them."""

    kind: DraftedBy
    name: str = ""
    staff_id: str | None = None


@dataclass(frozen=True)
class Typed:
    """What shall stand in a cell. mark: of what was shown (CellView.mark)."""

    cell_id: str
    text: str
    mark: str
    is_checked: bool = False


@dataclass(frozen=True)
class Person:
    """A member of the staff who works on texts. may_check_own: whether they may check what they drafted."""

    staff_id: str
    name: str
    may_check_own: bool = False


def find_maker(row: TranslatedCell | None) -> Maker:
    """Who drafted a text; of one that came with the questionnaire, its file."""
    if row is None:
        return Maker(DraftedBy.FILE)
    return Maker(row.drafted_by, row.drafted_by_name, row.drafted_by_id)


def is_own(row: TranslatedCell | None, person: Person) -> bool:
    """Whether somebody drafted a text themselves; under their name in a file counts too."""
    if row is None or row.drafted_by is not DraftedBy.PERSON:
        return False
    return row.drafted_by_id == person.staff_id or row.drafted_by_name.casefold() == person.name.casefold()


def may_check(view: CellView, person: Person) -> bool:
    """Whether somebody may check a text: it is there, and they did not draft it or may check their own."""
    return view.state is not CellState.MISSING and (person.may_check_own or not is_own(view.row, person))
