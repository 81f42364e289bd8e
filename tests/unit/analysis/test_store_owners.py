"""Who owns what in a store: nothing of it is lost beside another run, and what nobody owns goes."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import store_files
from analysis.store import Shelf, hash_text, make_key
from analysis.store_folder import FolderStore

SHELF = Shelf("words", "1")
TIMES = 60


def start(work: Callable[[], None]) -> int:
    """Do work in another process; returns its id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    finally:
        os._exit(1)


def claim_each(folder: Path, *names: str) -> None:
    for name in names:
        FolderStore(folder).claim({name: [hash_text(name)]})


def test_owners__claimed_by_several_processes_while_another_drops__are_all_there(tmp_path: Path) -> None:
    names = [[f"{run}-{n}" for n in range(TIMES)] for run in "ab"]
    runs = [start(lambda own=own: claim_each(tmp_path, *own)) for own in names]
    for _ in range(TIMES):
        FolderStore(tmp_path).drop_gone(lambda owners: owners)
    assert [os.waitstatus_to_exitcode(os.waitpid(run, 0)[1]) for run in runs] == [0, 0]
    assert FolderStore(tmp_path).list_owners() == sorted(names[0] + names[1])


def test_lock__of_a_folder_deleted_while_waiting_for_it__is_taken_of_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, waits = tmp_path / "derived", iter([True])

    def delete_first(_descriptor: int, _kind: int) -> None:
        if next(waits, False):
            folder.rmdir()

    monkeypatch.setattr(store_files.fcntl, "flock", delete_first)
    with store_files.alone(folder):
        assert folder.is_dir()


def test_owners__when_all_are_gone__are_none(tmp_path: Path) -> None:
    store = make_store_of_two(tmp_path)
    assert store.drop_gone(lambda _: []) == 2
    assert store.list_owners() == []
    assert store.drop_gone(lambda owners: owners) == 0


def test_results__kept_by_a_run_whose_owners_another_dropped__go_at_the_next_look(tmp_path: Path) -> None:
    running, other = FolderStore(tmp_path), FolderStore(tmp_path)
    running.claim({"1": [hash_text("a")]})
    other.claim({"2": [hash_text("b")]})
    other.tidy({"2": [hash_text("b")]}, [SHELF])
    running.keep(SHELF, {make_key("a"): b"result"})
    other.keep(SHELF, {make_key("b"): b"result"})

    assert other.list_owners() == ["2"]
    other.drop_gone(lambda owners: owners)
    assert other.find(SHELF, [make_key("a"), make_key("b")]) == {make_key("b"): b"result"}


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the disk full from now on."""

    def refuse(_folder: Path, _content: bytes) -> Path:
        raise OSError(28, "No space left on device")

    return lambda: monkeypatch.setattr(store_files, "write_file", refuse)


def make_store_of_two(folder: Path) -> FolderStore:
    store = FolderStore(folder)
    store.claim({"1": [hash_text("a")], "2": [hash_text("b")]})
    store.keep(SHELF, {make_key("a"): b"result", make_key("b"): b"result"})
    return store


def test_tidying__on_a_full_disk__fails_no_run_and_drops_all_the_same(
    tmp_path: Path, full_disk: Callable[[], None]
) -> None:
    store = make_store_of_two(tmp_path)
    full_disk()
    store.tidy({"1": [hash_text("a")]}, [SHELF])
    assert make_key("b") not in store.find(SHELF, [make_key("b")])


def test_what_is_gone__on_a_full_disk__is_dropped_and_tried_again(
    tmp_path: Path, full_disk: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store_of_two(tmp_path)
    full_disk()
    with pytest.raises(OSError, match="No space left"):
        store.drop_gone(lambda _: ["1"])
    assert make_key("b") not in store.find(SHELF, [make_key("b")])
    assert store.list_owners() == ["1", "2"], "so that somebody looks again"
    monkeypatch.undo()
    assert store.drop_gone(lambda _: ["1"]) == 1
    assert store.list_owners() == ["1"]
