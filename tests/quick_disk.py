"""Databases and files of tests do not wait for the disk: nobody cuts the power in a test.

A commit waits some milliseconds until it lies on the disk for good, and so does a file of keys. What other
connections and processes read is the same without the wait, also after a process was killed. Processes that a
test starts are left as they are, and so is a test that asks for `durable`.
"""

import os
from collections.abc import Iterator

import pytest

from consult.models import engine

FSYNC = os.fsync
UNHURRIED = engine.SQLITE_PRAGMAS
HURRIED = tuple(pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in UNHURRIED)


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """Let every SQLite database and file that these tests' own process writes go without the wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        patch.setattr(engine, "SQLITE_PRAGMAS", HURRIED)
        yield


@pytest.fixture
def durable(quick_disk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connect to SQLite and write files as the product does."""
    monkeypatch.setattr(os, "fsync", FSYNC)
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", UNHURRIED)
