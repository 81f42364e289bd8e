"""Nothing of an experience, and nothing of who told it, lies anywhere on the disk of a site that works."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.jobs.doorbell import QUEUE_FILE
from tests.factories.searching import find_traces, list_forms
from tests.integration.told_browser import AGENT, FORWARDED, REFERRER, Teller
from tests.integration.told_desk import MARKS, do_everything, was_drawn_on
from tests.integration.told_site import ToldSite, list_sample_words, serve_told_site

FEW, REST_OF_A_HUNDRED = 3, 70
SEARCHED = {
    f"{name}{ending}" for name in ("consult.sqlite", "keys.sqlite", QUEUE_FILE) for ending in ("", "-wal")
} | {"site.log", "partnership-key.json", "salt.hex"}
MARKS_OF_REQUESTS = (AGENT, REFERRER, FORWARDED)


def make_words(number: int) -> str:
    return f"Waited {number} months, marktext{number:04d}zq በጽሒት እንግዳ المطر الغريب in the rain by the river."


def name_kept_away(number: int) -> str:
    return f"Never marknamed{number:04d}zq, nor anybody from Markednamevale."


def make_marks(number: int) -> list[str]:
    names = [f"marknamed{number:04d}zq", "Markednamevale"]
    return [f"marktext{number:04d}zq", "በጽሒት እንግዳ", "المطر الغريب", "by the river", *names]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ToldSite]:
    """A site that was told, at whose desk everything was done with it; analysed and drafted after that."""
    with serve_told_site(tmp_path_factory.mktemp("told")) as told:
        with told.unlocked():
            do_everything(told)
            told.work()
        assert was_drawn_on(told)
        yield told


def search(site: ToldSite, numbers: list[str], count: int) -> None:
    """Look through everything on the disk while the site runs, and through its processes' environments.

    Before that something is queued, and a backup is written among the rest.
    """
    marks = [mark for number in range(count) for mark in make_marks(number)]
    wanted = [*dict.fromkeys(marks), *MARKS, *list_sample_words(), *MARKS_OF_REQUESTS]
    wanted += [form for number in numbers for form in (number, number.replace(" ", ""))]
    site.ring()
    site.back_up(f"backup-{count}")
    searched = {path.name: path.stat().st_size for path in site.folder.rglob("*") if path.is_file()}
    assert {*SEARCHED, f"backup-{count}", f"backup-{count}.keys"} <= searched.keys()
    assert searched["consult.sqlite-wal"] and searched[f"{QUEUE_FILE}-wal"], "nothing was written meanwhile"
    assert find_traces(site.folder, wanted) == []
    environments = site.read_environments()
    assert environments
    assert [mark for mark in wanted if any(form in environments for form in list_forms(mark).values())] == []


def tell_all(site: ToldSite, count: int) -> list[str]:
    numbers = [Teller(site).tell(make_words(number), name_kept_away(number)) for number in range(count)]
    assert all(mark in Teller(site).open(numbers[0]) for mark in ("marktext0000zq", "marknamed0000zq"))
    return numbers


def test_disk_and_processes__of_a_site_that_was_told__hold_no_trace_of_words_or_people(
    site: ToldSite,
) -> None:
    search(site, tell_all(site, FEW), FEW)


@pytest.mark.soak
def test_disk_and_processes__of_a_site_told_a_hundred_times__hold_no_trace(site: ToldSite) -> None:
    search(site, tell_all(site, REST_OF_A_HUNDRED), REST_OF_A_HUNDRED)


def test_search__where_words_were_written_in_clear__would_find_them(site: ToldSite, tmp_path: Path) -> None:
    """The same search on a copy of the database into which somebody put the words."""
    copy = tmp_path / "consult.sqlite"
    copy.write_bytes(next(site.folder.rglob("consult.sqlite")).read_bytes())
    with sqlite3.connect(copy) as database:
        database.execute("CREATE TABLE note (words TEXT)")
        database.execute("INSERT INTO note VALUES (?)", (make_words(0) + name_kept_away(0),))
    database.close()
    assert {trace.mark for trace in find_traces(tmp_path, make_marks(0))} == set(make_marks(0))
