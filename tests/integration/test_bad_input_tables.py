"""Bad tables at the two doors of the command line: `consult theme` and `consult responses import`.

Each refusal names the place and the remedy, ends with 1, and leaves nothing behind.
"""

import csv
import resource
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult.models.response import Answer, Response
from tests.factories import bad_files
from tests.integration.command_line import SLUG, CommandLine

MEGABYTES_200 = 200_000_000
CASES = {
    "picture": ("a.csv", bad_files.PICTURE, ("A025", "picture"), ("C701", "picture")),
    "pdf": ("a.csv", bad_files.PDF, ("A025", "PDF"), ("C701", "PDF")),
    "word": ("a.docx", bad_files.WORD, ("A025", "spreadsheet"), ("C701", "Word document")),
    "archive": ("a.xlsx", bad_files.make_archive({"a.txt": b"a"}), ("A025",), ("C701", "zip archive")),
    "old excel": ("a.xls", bad_files.OLD_EXCEL, ("A025", "old Excel"), ("C701", "old Excel")),
    "web page": ("a.csv", bad_files.WEB_PAGE, ("A025", "web page"), ("C701", "web page")),
    "nothing": ("a.csv", b"", ("A025", "empty"), ("C701", "empty")),
    "heading only": ("a.csv", bad_files.HEADING_ONLY, ("A025", "no rows"), ("C706", "no rows")),
    "western": ("a.csv", bad_files.WESTERN, ("A023", "line 2", "Windows-1252"), ("C708", "Row 2")),
    "cyrillic": ("a.csv", bad_files.CYRILLIC, ("A023", "line 2"), ("C708", "Row 2")),
    "utf-16 cut": ("a.csv", bad_files.UTF_16_CUT, ("A023", "UTF-16"), ("C708", "Row 2")),
    "utf-16 without mark": ("a.csv", bad_files.NO_MARK_UTF_16, ("A023", "UTF-16"), ("C708", "UTF-8")),
    "open quote": ("a.csv", bad_files.OPEN_QUOTE, ("A025", "line 3"), ("C701", "line 3")),
    "zip bomb": ("a.xlsx", bad_files.make_zip_bomb(), ("A025", "spreadsheet"), ("C707", "a.xlsx")),
    "unknown columns": ("a.csv", b"id,nosuch\n1,a\n", ("A024", "id, nosuch"), ("C704", "nosuch")),
    "old line ends": ("a.csv", b"id,nosuch\r1,a\r", ("A024", "id, nosuch"), ("C704", "nosuch")),
    "utf-32": ("a.csv", "said\na\n".encode("utf-32"), ("A023", "UTF-32"), ("C708", "Row 1")),
    "blank heading": ("a.csv", b",,\na,b,c\n", ("A024", "said"), ("C731", "agree, barriers, homes, said")),
    "endless heading": ("a.csv", b"x" * 5_000 + b"\n1\n", ("A024", "xxx\u2026"), ("C704", "xxx\u2026")),
    "no list": ("a.json", b'{"said": "a"}', ("A024",), ("C701", "list of JSON objects")),
    "column twice": ("a.csv", b"said,said\na,b\n", ("A025", "more than once"), ("C702", "more than once")),
}


def count_kept(consult: CommandLine) -> object:
    return consult.look(lambda session: session.scalar(select(func.count(Response.id))))


def list_left(folder: Path) -> list[str]:
    """Everything in the folder but the installation and what the test put there."""
    return sorted(path.name for path in folder.iterdir() if path.name != "instance")


@pytest.mark.parametrize("name", CASES)
def test_theme__of_a_bad_table__says_where_and_what_to_do(consult: CommandLine, name: str) -> None:
    file_name, content, wanted, _ = CASES[name]
    path = consult.write(file_name, content)
    before = list_left(consult.folder)
    code, out, err = consult("theme", path, "--text", "said", "--out", consult.folder / "found")
    assert (code, out) == (1, "")
    assert all(words in err for words in wanted), err
    assert "Traceback" not in err and "C107" not in err
    assert list_left(consult.folder) == before


@pytest.mark.parametrize("name", CASES)
def test_import__of_a_bad_table__says_where_and_what_to_do(consult: CommandLine, name: str) -> None:
    file_name, content, _, wanted = CASES[name]
    path = consult.write(file_name, content)
    before = list_left(consult.folder)
    code, out, err = consult("responses", "import", path, "--consultation", SLUG)
    assert (code, out) == (1, "")
    assert all(words in err for words in wanted), err
    assert "Traceback" not in err and "C107" not in err
    assert (list_left(consult.folder), count_kept(consult)) == (before, 0)


def test_theme__of_200_megabytes__is_refused_at_once(consult: CommandLine) -> None:
    path = consult.folder / "large.csv"
    with path.open("wb") as file:
        file.truncate(MEGABYTES_200)
    code, _, err = consult("theme", path, "--text", "said", "--out", "found")
    assert code == 1 and "A022" in err and "100,000,000 bytes" in err and "several files" in err
    assert not (consult.folder / "found").exists()


@pytest.mark.soak
def test_200_megabytes__of_real_rows__are_refused_without_taking_the_memory(consult: CommandLine) -> None:
    path = bad_files.write_wide_csv(consult.folder / "large.csv", MEGABYTES_200)
    for words, wanted in (
        (["theme", path, "--text", "said", "--out", "found"], "A022"),
        (["responses", "import", path, "--consultation", SLUG], "C707"),
        (["questionnaire", "check", path], "F104"),
    ):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        code, out, err = consult(*words)
        assert code == 1 and wanted in out + err
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MEGABYTES_200
    assert count_kept(consult) == 0


@pytest.mark.parametrize("words", [[], ["--out", "found"], ["--text", "said", "--nosuch", "x"]])
def test_theme__wrongly_asked_for__ends_with_2(consult: CommandLine, words: list[str]) -> None:
    path = consult.write("a.csv", bad_files.GOOD)
    code, out, err = consult("theme", path, *words)
    assert (code, out) == (2, "") and "Usage" in err and "Traceback" not in err


@pytest.mark.parametrize("place", ["a.csv", "a.csv/found", "x" * 300])
def test_theme__into_a_place_that_cannot_be_a_folder__is_refused_first(
    consult: CommandLine, place: str
) -> None:
    path = consult.write("a.csv", bad_files.GOOD)
    before = list_left(consult.folder)
    code, out, err = consult("theme", path, "--text", "said", "--out", consult.folder / place)
    assert (code, out) == (1, "") and err.startswith("A029: ")
    assert list_left(consult.folder) == before


def test_theme__into_a_folder_with_other_files__leaves_them(consult: CommandLine) -> None:
    path = consult.write("a.csv", bad_files.GOOD)
    found = consult.folder / "found"
    found.mkdir()
    (found / "thesis.txt").write_text("mine", encoding="utf-8")
    for words, wanted in (([], "A028"), (["--replace"], "A031")):
        code, _, err = consult("theme", path, "--text", "said", "--out", found, *words)
        assert code == 1 and wanted in err
    assert [one.name for one in found.iterdir()] == ["thesis.txt"]


def test_theme__of_odd_texts__keeps_each_as_given_in_one_state(consult: CommandLine) -> None:
    texts = {
        "nul": "Homes\x00 are far from work and shops.",
        "marks": "\u202bالسكن بعيد عن العمل\u200f. نحتاج إلى حافلات أكثر.\u202c",
        "long": ("There are too few homes near the schools. " * 2_400)[:100_000],
        "surrogate": "Rents rise \ud83d each year and wages do not.",
        "only marks": "\u200f\u202b\u202c",
        "twice": "Buses stop at six in the evening.",
    }  # fmt: skip
    rows = [*texts.items(), ("twice", "Another answer under the same id.")]
    content = "id,said\n" + "".join(f'{id},"{text}"\n' for id, text in rows)
    path = consult.write("odd.csv", content.replace("\ud83d", "\ufffd").encode())
    book = consult.write(
        "tags.csv", "code,label,description,key_phrases\nhousing,Housing,Homes and rents.,rent\n"
    )
    out = consult.folder / "found"
    code, _, err = consult("theme", path, "--text", "said", "--id", "id", "--codebook", book, "--out", out)
    assert code == 0, err
    found = read_table(consult.folder / "found" / "responses.csv")
    assert [row["id"] for row in found] == [id for id, _ in rows]
    states = {row["id"]: row["bucket"] for row in found[:-1]}
    assert states["only marks"] == "empty" and found[-1]["bucket"] == "duplicate_id"
    assert {states[id] for id in ("nul", "marks", "long", "surrogate", "twice")} == {"analysed"}
    for segment in read_table(consult.folder / "found" / "segments.csv"):
        given = texts[segment["response_id"]].replace("\x00", "\ufffd").replace("\ud83d", "\ufffd")
        assert segment["text"] == given[int(segment["start"]) : int(segment["end"])]


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(1_000_000)
        return list(csv.DictReader(file))


def test_import__of_lone_surrogates_and_marks__keeps_text_as_given(consult: CommandLine) -> None:
    lines = [
        '{"response_id": "R1", "agree": "yes", "said": "a\\ud83db\\u0000c"}',
        '{"response_id": "R2", "agree": "yes", "said": "\\u202b\\u0627\\u0644\\u200f\\u202c"}',
        "no object",
    ]
    path = consult.write("odd.jsonl", "\n".join(lines))
    code, out, err = consult("responses", "import", path, "--consultation", SLUG)
    assert code == 0 and "3 rows: 2 taken in, 0 already there, 1 rejected" in out, err
    said = consult.look(
        lambda session: sorted(session.scalars(select(Answer.value).where(Answer.question_id == "said")))
    )
    assert said == ["a\ufffdb\ufffdc", "\u202b\u0627\u0644\u200f\u202c"]


def test_import__of_an_answer_that_is_too_long__rejects_that_row_alone(consult: CommandLine) -> None:
    content = f"response_id,agree,said\nR1,yes,{'x' * 100_000}\nR2,yes,{'x' * 100_001}\n"
    path = consult.write("long.csv", content)
    code, out, _ = consult("responses", "import", path, "--consultation", SLUG)
    assert code == 0 and "1 taken in, 0 already there, 1 rejected" in out
    (rejected,) = read_table(consult.folder / "long-rejects.csv")
    assert (rejected["row"], rejected["code"], len(rejected["said"])) == ("3", "C732", 100_001)
    assert "100,001" in rejected["reason"] and "said" in rejected["reason"]


def test_import__of_formulas__takes_saved_results_and_names_the_cell_of_others(consult: CommandLine) -> None:
    rows: list[list[object]] = [
        ["response_id", "agree", "said"],
        ["R1", "yes", "plain"],
        ["R2", "yes", "=A2"],
    ]
    path = consult.write("sums.xlsx", bad_files.make_workbook(*rows))
    code, out, _ = consult("responses", "import", path, "--consultation", SLUG)
    assert code == 0 and "1 taken in, 0 already there, 1 rejected" in out
    (rejected,) = read_table(consult.folder / "sums-rejects.csv")
    assert rejected["code"] == "C729" and "C3" in rejected["reason"]
    saved = consult.write("saved.xlsx", bad_files.save_results(path.read_bytes(), "A2", "carried over"))
    code, out, err = consult("responses", "import", saved, "--consultation", SLUG)
    assert code == 0 and "1 taken in, 1 already there" in out and "formula" in err


@pytest.mark.parametrize(
    ("mapping", "wanted"),
    [
        ("[columns]\nnosuch = 'said'\n", "nosuch"),
        ("[columns]\nsaid = 'Nowhere'\n", "Nowhere"),
        ("[choices.agree]\n'Oh yes' = 'nosuch'\n", "nosuch"),
        ("[choices.said]\n'Oh yes' = 'yes'\n", "choices.said"),
        ("[colums]\nsaid = 'said'\n", "colums"),
        ("[columns\n", "line 1"),
    ],
)
def test_import__with_a_wrong_mapping__names_what_is_wrong(
    consult: CommandLine, mapping: str, wanted: str
) -> None:
    path, said = consult.write("a.csv", bad_files.GOOD), consult.write("map.toml", mapping)
    code, _, err = consult("responses", "import", path, "--consultation", SLUG, "--map", said)
    assert code == 1 and wanted in err and ("C705" in err or "C702" in err) and "Traceback" not in err
    assert count_kept(consult) == 0
