"""A hostile table the whole way: taken in, analysed, counted, drafted, followed and handed over as a file."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.models import use_no_models
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, ThemePlacement
from consult.models.coding import Coding, Segment
from consult.models.response import Answer, Response
from consult.vocabulary import CodingState
from forms.intake import as_given
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.command_line import SLUG, CommandLine
from tests.unit.analysis.hostile_texts import CONDITIONS, make_long_answer

TEXTS = [*CONDITIONS["all of these"][::2], *CONDITIONS["unknown scripts"][:3], "", make_long_answer(300)]
NAMES = ["ostley", "=1+1", "<b>Police</b>", "\u202eHealth", "", "@SUM(A1)", 'Nobody, "Ltd"']
COLUMNS = ["response_id", "organisation", "received_on", "language", "consent_quote"]
COLUMNS += ["agree", "barriers", "homes", "said"]
WRONG_EVERY = 17
"""Of so many rows one has an answer that is none: it is given back."""
NO_NUMBER = re.compile(r"(nan|inf|none|null|<na>)", re.IGNORECASE)


def make_rows() -> list[dict[str, str]]:
    """Make a row for each hostile text, some of them wrong."""
    rows = []
    for number, text in enumerate(TEXTS):
        row = [
            f"=R{number}",
            NAMES[number % len(NAMES)],
            date(2025 + number % 2, 1 + number % 9, 1 + number % 28).isoformat(),
            ("en", "", "cy", "ar")[number % 4],
            ("named", "unnamed", "")[number % 3],
            "maybe" if number % WRONG_EVERY == 0 else ("yes", "no")[number % 2],
            "no yes",
            ("", "0", "12", "-3")[number % 4],
            text.encode("utf-8", "replace").decode(),
        ]
        rows.append(dict(zip(COLUMNS, row, strict=True)))
    return rows


def write_rows(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """By words alone: quick, and the path that a machine without models takes."""
    for module in ("consult.jobs.analysis", "consult.jobs.drafting", "consult.cli.gaps"):
        monkeypatch.setattr(f"{module}.open_models", use_no_models)


def test_table__of_hostile_answers__is_carried_through_every_stage_with_nothing_lost(
    consult: CommandLine,
) -> None:
    def do(*words: str | Path) -> str:
        code, out, err = consult(*words)
        assert code == 0 and "Traceback" not in out + err, err
        return out

    given = make_rows()
    path = consult.write("hostile.csv", write_rows(given))
    kept = take_in(consult, do("responses", "import", path, "--consultation", SLUG), given)
    said = do("analyse", SLUG)
    assert re.match(rf"{len(kept)} responses: ", said)
    assert sum(int(number) for number in re.findall(r"(\d+) [a-z_ ]+[,.]", said.splitlines()[0])) == len(kept)
    consult.look(lambda session: assert_adds_up(session, len(kept)))
    consult.look(accept_suggestions)
    assert_tables(consult, do)
    assert_draft(consult, do, len(kept))
    for name, command in (("gaps", ("gaps", SLUG)), ("trends", ("trends",))):
        do(*command, "--out", f"{name}.csv")
        assert assert_finite(consult.folder / f"{name}.csv")
    do("gaps", SLUG, "--out", "gaps.docx")
    assert docx.Document(str(consult.folder / "gaps.docx")).paragraphs
    do("responses", "export", SLUG, "--out", "returns.json")
    assert_handed_over(consult, kept)


def take_in(consult: CommandLine, said: str, given: list[dict[str, str]]) -> list[dict[str, str]]:
    """Check that every row is taken in or given back whole; returns those taken in."""
    rejected = read(consult.folder / "hostile-rejects.csv")
    back = {int(one["row"]) - 2 for one in rejected}
    assert all(one["code"] and one["reason"] for one in rejected)
    assert back == {n for n, one in enumerate(given) if one["agree"] == "maybe"}
    kept = [row for number, row in enumerate(given) if number not in back]
    assert f"{len(given)} rows: {len(kept)} taken in, 0 already there, {len(back)} rejected" in said
    assert consult.look(lambda session: session.scalar(select(func.count(Response.id)))) == len(kept)
    return kept


def assert_adds_up(session: Session, received: int) -> None:
    """Check that each response and answer stands in one state, and each passage in a theme or in none."""
    run = session.scalars(select(AnalysisRun)).one()
    states = session.scalars(select(ResponseBucket.response_id)).all()
    assert len(states) == len(set(states)) == received == sum(run.manifest["buckets"].values())
    answers = select(func.count(Answer.id)).where(Answer.question_id == "said")
    assert session.scalar(select(func.count(AnsweredItem.id))) == session.scalar(answers)
    placed = session.scalar(select(func.count(func.distinct(ThemePlacement.segment_id)))) or 0
    assert placed + run.manifest["leftover"] == session.scalar(select(func.count(Segment.id)))
    for score in session.scalars(select(ThemePlacement.score)):
        assert 0 <= score <= 1
    for score in session.scalars(select(Coding.score)):
        assert score is None or 0 <= score <= 1


def accept_suggestions(session: Session) -> None:
    """Let a person accept all that was suggested, so that tables of tags, gaps and trends have something."""
    staff = make_staff(session)
    for coding in session.scalars(select(Coding)).all():
        given = {"segment_id": coding.segment_id, "code_id": coding.code_id, "author": staff.id}
        session.add(Coding(**given, staff_id=staff.id, state=CodingState.ACCEPTED, at=NOW))
    session.commit()


def assert_tables(consult: CommandLine, do: Callable[..., str]) -> None:
    """Check tables of every kind of column and unit: each cell is a number, a share or said to be hidden."""
    for number, options in enumerate(
        (
            ("--columns", "sector"),
            ("--columns", "kind", "--rows", "decided"),
            ("--columns", "month", "--unit", "segments"),
        )
    ):
        do("tables", SLUG, "--out", f"table{number}.csv", *options)
        assert assert_finite(consult.folder / f"table{number}.csv")


def assert_draft(consult: CommandLine, do: Callable[..., str], received: int) -> None:
    """Check that the Word file opens and says how many were received."""
    do("draft", SLUG, "--out", "draft.docx")
    document = docx.Document(str(consult.folder / "draft.docx"))
    words = [one.text for one in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(re.search(rf"\b{received}\b", one) for one in words)
    assert not any(NO_NUMBER.fullmatch(one.strip()) for one in words)


def assert_finite(path: Path) -> list[list[str]]:
    """Check that no cell holds what is no number or what a spreadsheet would run; returns the rows."""
    content = path.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    cells = [cell for row in rows for cell in row]
    assert not any(NO_NUMBER.fullmatch(cell) or cell.startswith(("=", "+", "@")) for cell in cells)
    return rows


def assert_handed_over(consult: CommandLine, kept: list[dict[str, str]]) -> None:
    """Check that the file handed over has every return, with its words as they were given.

    A mark before a formula is what our own files put there, and is taken off when such a file comes back.
    """
    found = json.loads((consult.folder / "returns.json").read_text(encoding="utf-8"))
    said = {row["response_id"]: row["said"] or "" for row in found}
    assert said == {row["response_id"]: as_given(row["said"].removeprefix("'")) for row in kept}


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
