"""Ten thousand spoilt spreadsheets: each gives a questionnaire, or problems with codes."""

import io
import os
import re
import time
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from consult.exports.spreadsheet import write_workbook
from consult.exports.xlsform import write_xlsform
from forms.definitions import digest
from forms.repairing.extents import Extent
from forms.repairing.repairing import repair
from forms.xlsform.reader import Opened, open_xlsform, read_opened
from forms.xlsform.report import format_report
from tests.factories.mutating import SOUND, spoil_archive, spoil_bytes, spoil_tables
from tests.factories.opened_forms import open_tables, open_written

FOLDER = Path(os.environ.get("CONSULT_SHARED", "../shared/data")) / "xlsforms"
MOST_SECONDS = 60
"""Far more than any takes, on a machine that does other things as well: no spoilt file may hang."""

FAULT_OF_OURS = "F113"


def look(opened: Opened, random: Random) -> None:
    """Read, repair, report, write and read again."""
    begun = time.monotonic()
    as_it_is = read_opened(opened)
    assert as_it_is.questionnaire is not None or as_it_is.problems
    extent = random.choice([Extent.CORRECT, Extent.REST, Extent.ALWAYS])
    repaired = repair(opened, extent)
    report = format_report(repaired.reading, repaired.repairs)
    found = {one.code for one in (*as_it_is.problems, *repaired.reading.problems)}
    assert FAULT_OF_OURS not in found, report
    assert all(re.fullmatch(r"F\d{3}", code) for code in found)
    assert "Traceback" not in report
    made = repaired.reading.questionnaire
    if made is not None:
        again = read_opened(open_written(made))
        assert again.questionnaire is not None, again.problems
        assert digest(again.questionnaire) == digest(made)
    assert time.monotonic() - begun < MOST_SECONDS


def open_bytes(data: bytes, folder: Path, ending: str = ".xlsx") -> Opened:
    (folder / f"form{ending}").write_bytes(data)
    return open_xlsform(folder / f"form{ending}")


def write_sound() -> bytes:
    """Return a sound workbook of our own, as another program writes it."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in SOUND.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def list_books() -> list[bytes]:
    made = read_opened(open_tables(SOUND)).questionnaire
    assert made is not None
    return [write_sound(), write_xlsform(made), write_workbook({"survey": (["type"], [["text"]])})]


def seeds(usual: int, every: int) -> list[object]:
    """Return seeds, most of them for the soak alone."""
    return [*range(usual), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(usual, every))]


BATCH = 10


@pytest.mark.parametrize("seed", seeds(16, 560))
def test_tables__spoilt__end_in_a_form_or_in_coded_problems(seed):
    for number in range(BATCH):
        random = Random(seed * BATCH + number)
        look(open_tables(spoil_tables(SOUND, random)), random)


@pytest.mark.parametrize("seed", seeds(7, 220))
def test_workbook__spoilt_inside__ends_in_a_form_or_in_coded_problems(seed, tmp_path):
    books = list_books()
    for number in range(BATCH):
        random = Random(seed * BATCH + number)
        look(open_bytes(spoil_archive(random.choice(books), random), tmp_path), random)


@pytest.mark.parametrize("seed", seeds(7, 190))
def test_file__with_spoilt_bytes__ends_in_a_form_or_in_coded_problems(seed, tmp_path):
    books = list_books()
    for number in range(BATCH):
        random = Random(seed * BATCH + number)
        ending = random.choice([".xlsx", ".xls", ".csv"])
        look(open_bytes(spoil_bytes(random.choice(books), random), tmp_path, ending), random)


@pytest.mark.soak
@pytest.mark.shared
@pytest.mark.parametrize("seed", range(100))
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*")), ids=lambda path: path.stem)
def test_real_workbook__spoilt__ends_in_a_form_or_in_coded_problems(path, seed, tmp_path):
    random = Random(seed)
    opened = open_xlsform(path)
    if seed % 4:
        tables = {
            one.name: [[cell.text for cell in row.cells] for row in one.rows] for one in opened.book.sheets
        }
        look(open_tables(spoil_tables(tables, random)), random)
    else:
        spoil = random.choice([spoil_archive, spoil_bytes])
        look(open_bytes(spoil(path.read_bytes(), random), tmp_path), random)
