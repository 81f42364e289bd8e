"""The sheets of a file while they are repaired: rows and cells that can be changed, under their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.xlsform.headers import Column, read_columns
from forms.xlsform.problems import Findings
from forms.xlsform.sheets import EMPTY, SHEETS, Book, Cell, Row, Sheet

HEADER = 1


@dataclass
class WorkingSheet:
    """One sheet: its rows by their numbers in the file, in order."""

    name: str
    role: str
    rows: dict[int, Row] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are read, as its headers stand now."""
        return read_columns(self.as_sheet(), self.role, Findings())

    @property
    def headers(self) -> list[str]:
        """What stands in the first row, blanks joined."""
        first = self.rows.get(HEADER, Row(HEADER, ()))
        return [" ".join(cell.text.split()) for cell in first.cells]

    def list_numbers(self) -> list[int]:
        """List the numbers of the rows under the headers."""
        return [number for number in self.rows if number != HEADER]

    def list_places(self, header: str) -> list[int]:
        """List where a header stands."""
        return [place for place, written in enumerate(self.headers) if written == header]

    def read(self, number: int, place: int) -> str:
        """Return the text of a cell."""
        return self.rows[number].cell(place).text if number in self.rows else ""

    def write(self, number: int, place: int, text: str) -> None:
        """Put a text into a cell; what had to be said about the cell is no longer true."""
        cells = list(self.rows.get(number, Row(number, ())).cells)
        cells += [EMPTY] * (place + 1 - len(cells))
        cells[place] = Cell(text)
        self.rows[number] = Row(number, tuple(cells))

    def add_column(self, header: str) -> int:
        """Add a header behind the last; return its place."""
        place = len(self.headers)
        self.write(HEADER, place, header)
        return place

    def find_place(self, key: str) -> int | None:
        """Return where the first column with this key is."""
        return next((column.place for column in self.columns if column.key == key), None)

    def get_place(self, key: str) -> int:
        """Return where the column with this key is; add it where there is none."""
        place = self.find_place(key)
        return self.add_column(key) if place is None else place

    def as_sheet(self) -> Sheet:
        """Return the sheet as it stands now."""
        first = {HEADER: Row(HEADER, ())} | self.rows
        return Sheet(self.name, tuple(first[number] for number in sorted(first)))


@dataclass
class WorkingBook:
    """The sheets by what they are for; of two for the same, the first."""

    sheets: dict[str, WorkingSheet]
    names: tuple[str, ...]
    others: list[Sheet] = field(default_factory=list)

    @classmethod
    def of(cls, book: Book) -> "WorkingBook":
        """Return a copy of a book that can be changed."""
        made = cls({}, book.names)
        for sheet in book.sheets:
            role = sheet.name.strip().lower()
            role = role if role in SHEETS else "survey"
            if role in made.sheets:
                made.others.append(sheet)
            else:
                rows = {row.number: row for row in sheet.rows}
                made.sheets[role] = WorkingSheet(sheet.name, role, rows)
        return made

    def find(self, name: str) -> WorkingSheet | None:
        """Return the sheet with this name, or that is for this."""
        named = (sheet for sheet in self.sheets.values() if name in (sheet.name, sheet.role))
        return next(named, None)

    def get(self, role: str) -> WorkingSheet:
        """Return the sheet that is for this; make it where there is none."""
        if role not in self.sheets:
            self.sheets[role] = WorkingSheet(role, role)
            self.names = (*self.names, role)
        return self.sheets[role]

    def as_book(self) -> Book:
        """Return the sheets as they stand now."""
        kept = tuple(sheet.as_sheet() for sheet in self.sheets.values())
        return Book((*kept, *self.others), self.names)

    def list_cells(self, role: str) -> Iterator[tuple[int, int, str]]:
        """List every cell with a text under the headers of a sheet: its row, its place, its text."""
        sheet = self.sheets.get(role)
        for number in sheet.list_numbers() if sheet else ():
            for place, cell in enumerate(sheet.rows[number].cells if sheet else ()):
                if cell.text:
                    yield number, place, cell.text


def drop_others(book: WorkingBook) -> None:
    """Leave only the first sheet for each thing."""
    book.others.clear()
