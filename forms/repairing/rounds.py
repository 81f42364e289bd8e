"""One round of repairs: the sheets as they stand, what is wrong with them, and what was done."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from forms.repairing.extents import Extent
from forms.repairing.texts import list_names
from forms.repairing.working_book import WorkingBook, WorkingSheet
from forms.xlsform.checks import RESERVED_ENDING
from forms.xlsform.headers import TRANSLATED, Column
from forms.xlsform.kinds import RowKind, find_edge, read_type
from forms.xlsform.problems import Problem, Repair
from forms.xlsform.sheets import EMPTY

Action = Callable[["Round", Problem], str]
"""Changes the sheets for one problem and says what was done; nothing where nothing can be."""


@dataclass
class Listed:
    """The choices of a form: the first row of each name in each list, and the names of each list."""

    first_rows: dict[tuple[str, str], int]
    names: dict[str, set[str]]

    @classmethod
    def of(cls, round: "Round") -> "Listed":
        """Go through the rows of the choices."""
        made, sheet = cls({}, {}), round.book.get("choices")
        for number in sheet.list_numbers():
            list_name, name = (round.read(sheet, number, key) for key in ("list_name", "name"))
            list_name = " ".join(list_name.split())
            made.first_rows.setdefault((list_name, name), number)
            made.names.setdefault(list_name, set()).add(name)
        return made


@dataclass
class Round:
    """What the repairs of one round share. reserved_names: names that no question may have."""

    book: WorkingBook
    extent: Extent
    reserved_names: Collection[str] = ()
    repairs: list[Repair] = field(default_factory=list)
    going: dict[int, Repair] = field(default_factory=dict)
    """Rows of the survey that are to be left out, by number."""
    numbered: dict[str, int] = field(default_factory=dict)
    """The next number to be tried behind a name."""

    @cached_property
    def survey(self) -> WorkingSheet:
        """The sheet with the questions."""
        return self.book.get("survey")

    @cached_property
    def columns(self) -> dict[str, tuple[Column, ...]]:
        """The columns of each sheet, as they are while no header is changed."""
        return {role: sheet.columns for role, sheet in self.book.sheets.items()}

    @cached_property
    def names(self) -> Counter[str]:
        """How many rows of the survey have each name."""
        place = self.survey.find_place("name")
        numbers = self.survey.list_numbers() if place is not None else []
        return Counter(filter(None, (self.survey.read(number, place or 0) for number in numbers)))

    @cached_property
    def ends(self) -> dict[int, int]:
        """The last row of each group and repeat, by its first; those without an end are left out."""
        found: dict[int, int] = {}
        begun: dict[str, list[int]] = {}
        for number in self.survey.list_numbers():
            edge = find_edge(self.read(self.survey, number, "type"))
            if edge is not None and edge[0] == "begin":
                begun.setdefault(edge[1], []).append(number)
            elif edge is not None and begun.get(edge[1]):
                found[begun[edge[1]].pop()] = number
        return found

    @cached_property
    def listed(self) -> "Listed":
        """The choices by list and name."""
        return Listed.of(self)

    @cached_property
    def naming(self) -> dict[str, set[tuple[int, int]]]:
        """The cells of the survey that name each question: row and place."""
        found: dict[str, set[tuple[int, int]]] = {}
        for number, place, text in self.book.list_cells("survey"):
            for name in list_names(text) if "${" in text or "../" in text else ():
                found.setdefault(name, set()).add((number, place))
        return found

    def find_free(self, wanted: str, *taken: Collection[str]) -> str:
        """Return the name itself, or with the first number behind it that nothing else has."""
        if not wanted.endswith(RESERVED_ENDING) and not any(wanted in names for names in taken):
            return wanted
        for number in count(self.numbered.get(wanted, 2)):
            self.numbered[wanted] = number + 1
            if not any(f"{wanted}_{number}" in names for names in taken):
                break
        return f"{wanted}_{number}"

    def get_place(self, sheet: WorkingSheet, key: str) -> int:
        """Return where the column with this key is; add it where there is none."""
        places = self.list_places(sheet, key)
        if not places:
            sheet.add_column(key)
            del self.columns
            places = self.list_places(sheet, key)
        return places[0]

    def find_sheet(self, problem: Problem) -> WorkingSheet | None:
        """Return the sheet that a problem is in."""
        return self.book.find(problem.sheet)

    def find_column(self, problem: Problem) -> Column | None:
        """Return the column that a problem is in."""
        sheet = self.find_sheet(problem)
        columns = self.columns[sheet.role] if sheet else ()
        found = (one for one in columns if problem.column in (one.header, one.key))
        return next(found, None)

    def list_places(self, sheet: WorkingSheet, key: str) -> list[int]:
        """List where a key stands: a translated one once for each language."""
        return [one.place for one in self.columns[sheet.role] if one.key == key]

    def read(self, sheet: WorkingSheet, number: int, key: str) -> str:
        """Return the text under a key, blank where there is none."""
        places = self.list_places(sheet, key)
        return sheet.read(number, places[0]) if places else ""

    def is_question(self, number: int) -> bool:
        """Tell whether a row of the survey asks something."""
        row_type = read_type(self.read(self.survey, number, "type"))
        return row_type.row_kind is RowKind.QUESTION and row_type.kind != "note"

    def empty(self, problem: Problem) -> bool:
        """Empty the cell of a problem, a translated one in all languages; tell whether anything was there."""
        sheet, column = self.find_sheet(problem), self.find_column(problem)
        if sheet is None or column is None or problem.row not in sheet.rows:
            return False
        is_whole = column.key in TRANSLATED
        places = self.list_places(sheet, column.key) if is_whole else [column.place]
        held = [place for place in places if sheet.rows[problem.row].cell(place) != EMPTY]
        for place in held:
            sheet.write(problem.row, place, "")
        return bool(held)

    def note(self, problem: Problem, done: str) -> None:
        """Keep what was done about a problem."""
        self.repairs.append(make_repair(problem, done))


def make_repair(problem: Problem, done: str) -> Repair:
    """Return what was done about a problem, at its place."""
    return Repair(problem.sheet, problem.row, problem.column, problem.code, problem.message, done)
