"""A disk that fills while a result is written: a coded message, the old file unchanged, nothing in halves."""

import random
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from analysis import models as analysis_models
from analysis import theming
from consult.cli import draft as draft_command
from consult.cli import responses as responses_command
from consult.jobs import analysis as analysis_job
from consult.models.consent import Use
from consult.models.engine import make_engine
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.integration.command_line import SLUG, CommandLine
from tests.integration.small_disk import KINDS, limit_files, mount_small_disk

TOLD = "told"
BOOK = "code,label,description,key_phrases\nhousing,Housing,Homes and rents.,rent\n"


@pytest.fixture(params=KINDS)
def full(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Callable[[Any], Any]]]:
    """A folder where little fits, and what has to be put round the function that writes there."""
    if request.param == "disk":
        with mount_small_disk(tmp_path / "small") as folder:
            yield folder, lambda write: write
        return
    (tmp_path / "small").mkdir()
    yield tmp_path / "small", _limit


def _limit(write: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(write)
    def write_within(*given: Any, **named: Any) -> Any:
        with limit_files():
            return write(*given, **named)

    return write_within


def fill_returns(consult: CommandLine) -> None:
    """Returns whose words do not shrink much when packed."""
    chance = random.Random(11)
    words = [" ".join("".join(chance.choices("abcdefghij", k=7)) for _ in range(400)) for _ in range(30)]
    rows = "".join(f"R{n},yes,{said}\n" for n, said in enumerate(words))
    path = consult.write("many.csv", f"response_id,agree,said\n{rows}")
    assert consult("responses", "import", path, "--consultation", SLUG)[0] == 0


def assert_nothing_written(folder: Path, old: Path, ended: tuple[int, str, str]) -> None:
    code, out, err = ended
    assert (code, out) == (1, ""), ended
    assert any(known in err for known in ("C801", "C802", "A029")) and str(old.name) in err
    assert "Traceback" not in err and "C107" not in err
    assert [one.name for one in folder.iterdir()] == [old.name]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_export__onto_a_full_disk__leaves_the_old_file_and_no_record_of_a_use(
    consult: CommandLine,
    full: tuple[Path, Callable[[Any], Any]],
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    folder, guard = full
    fill_returns(consult)
    monkeypatch.setattr(responses_command, "write_table", guard(responses_command.write_table))
    old = folder / f"returns.{ending}"
    old.write_bytes(b"what was there before")
    ended = consult("responses", "export", SLUG, "--out", old)
    assert_nothing_written(folder, old, ended)
    assert old.read_bytes() == b"what was there before"
    assert consult.look(lambda session: session.scalar(select(func.count(Use.id)))) == 0


def test_draft__onto_a_full_disk__leaves_the_old_file(
    consult: CommandLine, full: tuple[Path, Callable[[Any], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, guard = full
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
    engine = make_engine(consult.url)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        told_id = make_told_consultation(session, returns=6, slug=TOLD).id
    settings = {"KEY_SOCKET": str(consult.folder / "keys.sock")}
    assert run_analysis(sessions, settings, told_id) is not None
    engine.dispose()
    monkeypatch.setattr(draft_command, "write_file", guard(draft_command.write_file))
    old = folder / "response.docx"
    old.write_bytes(b"what was there before")
    ended = consult("draft", TOLD, "--out", old)
    assert_nothing_written(folder, old, ended)
    assert old.read_bytes() == b"what was there before"


def test_theme__onto_a_full_disk__leaves_the_old_folder(
    consult: CommandLine, full: tuple[Path, Callable[[Any], Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, guard = full
    monkeypatch.setattr(theming, "write_folder", guard(theming.write_folder))
    monkeypatch.setattr(theming, "open_models", analysis_models.use_no_models)
    path = consult.write("a.csv", "said\n" + "The last bus goes at six and homes are far away.\n" * 400)
    book = consult.write("tags.csv", BOOK)
    (folder / "found").mkdir()
    (folder / "found" / "manifest.json").write_bytes(b"before")
    ended = consult(
        "theme", path, "--text", "said", "--codebook", book, "--out", folder / "found", "--replace"
    )
    assert_nothing_written(folder, folder / "found", ended)
    assert (folder / "found" / "manifest.json").read_bytes() == b"before"
    assert [one.name for one in (folder / "found").iterdir()] == ["manifest.json"]
