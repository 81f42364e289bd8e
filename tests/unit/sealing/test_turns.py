"""Turns: shared by every process of an installation, given back however a process ends."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from consult.sealing import turns
from consult.sealing.errors import SealingBusy
from consult.sealing.stretching import MINIMAL, stretch
from consult.sealing.turns import Turns, share_turns

HOLDER = """
import sys
from contextlib import ExitStack
from pathlib import Path
from consult.sealing import stretching
from consult.sealing.turns import share_turns

share_turns(Path(sys.argv[1]))
with ExitStack() as held:
    for _ in range(int(sys.argv[2])):
        held.enter_context(stretching._turns.take(5))
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_folder", None)


@contextmanager
def held_elsewhere(folder: Path, places: int) -> Iterator[Callable[[], None]]:
    """Another process holds places; gives what kills it."""
    command = [sys.executable, "-c", HOLDER, str(folder), str(places)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"

        def kill() -> None:
            process.kill()
            process.wait()

        yield kill
        kill()


def try_once() -> None:
    stretch(b"x", bytes(16), MINIMAL, wait_seconds=0.05)


def test_stretch__both_turns_taken_by_another_process__waits_until_that_ends(tmp_path: Path) -> None:
    share_turns(tmp_path)
    with held_elsewhere(tmp_path, 2) as kill:
        with pytest.raises(SealingBusy):
            try_once()
        kill()
        try_once()


def test_stretch__one_turn_taken_by_another_process__leaves_one(tmp_path: Path) -> None:
    share_turns(tmp_path)
    two = Turns("stretching", 2)
    with held_elsewhere(tmp_path, 1):
        try_once()
        with two.take(0), pytest.raises(SealingBusy):
            try_once()
        try_once()


def test_stretch__of_another_installation__is_not_waited_for(tmp_path: Path) -> None:
    share_turns(tmp_path / "mine")
    (tmp_path / "mine").mkdir()
    with held_elsewhere(tmp_path, 2):
        try_once()


@pytest.mark.parametrize("folder", [None, Path("gone")])
def test_turns__without_a_folder__are_those_of_the_process(tmp_path: Path, folder: Path | None) -> None:
    if folder is not None:
        share_turns(tmp_path / folder)
    two = Turns("stretching", 2)
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(two.take(0))
        with pytest.raises(SealingBusy), two.take(0.02):
            pass
    with two.take(0):
        assert not list(tmp_path.iterdir())


def test_turns__in_a_folder_that_allows_no_file__are_those_of_the_process_and_the_log_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "folder"
    folder.write_text("not a folder", encoding="utf-8")
    share_turns(folder)
    for _ in range(3):
        try_once()
    assert [one.getMessage() for one in caplog.records] == [
        f"slow work takes turns in each process by itself: no lock file in {folder} (Not a directory)"
    ]


def test_turns__in_a_folder_that_is_not_there_yet__are_not_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    share_turns(tmp_path / "gone")
    try_once()
    assert not caplog.records
