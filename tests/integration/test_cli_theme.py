"""`consult theme`: a table in, a folder of results out, with no installation at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.command_line import CommandLine

ROOT = Path(__file__).resolve().parents[2]

ROWS = [
    "The council needs more homes for families, and rents are far too high.",
    "Rents are too high and there are not enough homes for families here.",
    "English classes are full; people wait months for a place to learn.",
    "There is a long wait for English classes, and nobody teaches in the evening.",
    "My doctor does not book an interpreter, so I cannot explain my pain.",
    "Interpreters are missing at the hospital and at the doctor.",
]
MADE = [
    "assignments.csv",
    "broader_themes.csv",
    "campaigns.csv",
    "codings.csv",
    "manifest.json",
    "report.html",
    "responses.csv",
    "segments.csv",
    "theme_differences.csv",
    "theme_languages.csv",
    "themes.csv",
]


@pytest.fixture
def table(consult: CommandLine) -> CommandLine:
    """A folder with a table of six answers in it."""
    lines = [f'A{place},"{words}"' for place, words in enumerate(ROWS, 1)]
    consult.write("answers.csv", "\n".join(["ref,words", *lines]) + "\n")
    return consult


def test_theme__of_a_table__writes_every_file_the_same_each_time(table: CommandLine) -> None:
    code, out, err = table("theme", "answers.csv", "--text", "words", "--id", "ref", "--out", "found")
    folder = table.folder / "found"
    assert (code, "report.html" in out) == (0, True), err
    assert sorted(path.name for path in folder.iterdir()) == MADE
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    arguments = ("theme", "answers.csv", "--text", "words", "--id", "ref", "--out", "found")
    assert table(*arguments)[0] == 1
    assert table(*arguments, "--replace")[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def theme_elsewhere(table: Path, out: Path, **environment: str) -> dict[str, bytes]:
    """What another process, in the table's folder and with another environment, writes."""
    code = "from consult.command import main; main()"
    arguments = ["theme", table.name, "--text", "words", "--id", "ref", "--out", str(out)]
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=table.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        check=True,
        capture_output=True,
    )
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_theme__of_a_copy_by_another_process__writes_the_same_bytes(table: CommandLine) -> None:
    first = table.folder / "answers.csv"
    other = table.folder / "deep" / "er" / "answers.csv"
    other.parent.mkdir(parents=True)
    other.write_bytes(first.read_bytes())
    os.utime(other, (0, 0))
    found = theme_elsewhere(first, table.folder / "found", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    again = theme_elsewhere(other, other.parent / "x", PYTHONHASHSEED="77", TZ="Asia/Tokyo", LC_ALL="C")
    assert sorted(found) == MADE and again == found


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--text", "nosuch"], "A024"), (["--text", "words", "--codebook", "none.csv"], "A020")],
)
def test_theme__with_a_wrong_option__fails_by_its_code(
    table: CommandLine, options: list[str], code: str
) -> None:
    ended, _, err = table("theme", "answers.csv", *options, "--out", "found")
    assert ended == 1 and code in err and not (table.folder / "found").exists()


def test_theme__with_a_threshold_that_hides_nothing__is_refused(table: CommandLine) -> None:
    options = ("--text", "words", "--out", "found", "--small-number", "2")
    ended, _, err = table("theme", "answers.csv", *options)
    assert ended == 2 and "--small-number" in err and not (table.folder / "found").exists()
