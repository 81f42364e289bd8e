"""`consult theme`: a table in, a folder of results out, with no installation at all."""

import csv
import json
import os
import shutil
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
    "identifiers.csv",
    "manifest.json",
    "pending_campaigns.csv",
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


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.soak
def test_theme__of_a_copy_by_another_process__replaces_every_file_by_the_same_bytes(
    table: CommandLine,
) -> None:
    arguments = ("theme", "answers.csv", "--text", "words", "--id", "ref", "--out")
    code, out, err = table(*arguments, "found")
    assert (code, "report.html" in out) == (0, True), err
    assert table(*arguments, "found")[0] == 1
    found = read_all(table.folder / "found")
    assert sorted(found) == MADE

    other = table.folder / "deep" / "er"
    other.mkdir(parents=True)
    (other / "answers.csv").write_bytes((table.folder / "answers.csv").read_bytes())
    os.utime(other / "answers.csv", (0, 0))
    shutil.copytree(table.folder / "found", other / "x")
    (other / "x" / "themes.csv").write_bytes(b"from before")
    command = [sys.executable, "-c", "from consult.command import main; main()"]
    elsewhere = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run(
        [*command, *arguments, str(other / "x"), "--replace"],
        cwd=other,
        env=os.environ | elsewhere,
        check=True,
        capture_output=True,
    )
    assert read_all(other / "x") == found


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


def test_places_of_segments__in_a_table_with_windows_line_ends__count_each_end_once(
    consult: CommandLine,
) -> None:
    cell = "The council needs more homes.\r\nRents are far too high here.\r\nClasses are full."
    consult.write("answers.csv", f'words\r\n"{cell}"\r\n')
    assert consult("theme", "answers.csv", "--text", "words", "--out", "found")[0] == 0
    with (consult.folder / "found/segments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    text = cell.replace("\r\n", "\n")
    assert [text[int(row["start"]) : int(row["end"])] for row in rows] == [row["text"] for row in rows]
    assert len(rows) == 3
    told = "a carriage return with its line feed counts as one line feed"
    assert told in (consult.folder / "found/report.html").read_text(encoding="utf-8")
    manifest = json.loads((consult.folder / "found/manifest.json").read_text(encoding="utf-8"))
    assert told in manifest["offsets"]


def test_answer__stated_in_another_language_than_it_shows__is_marked_in_the_table(
    consult: CommandLine,
) -> None:
    polish = "Mój syn czekał dziewięć tygodni, zanim w szkole znalazło się dla niego miejsce."
    consult.write("answers.csv", f'words,lang\n"{polish}",en\n"{ROWS[0]}",en\n')
    assert consult("theme", "answers.csv", "--text", "words", "--language", "lang", "--out", "found")[0] == 0
    with (consult.folder / "found/responses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["language"], row["detected"], row["contradicted"]) for row in rows] == [
        ("en", "pl", "true"),
        ("en", "en", "false"),
    ]
