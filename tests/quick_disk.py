"""Databases of tests do not wait for the disk: nobody cuts the power in a test.

A commit waits some milliseconds until it lies on the disk for good. What other connections and processes
read is the same without the wait, also after a process was killed. Processes that a test starts are left as
they are, and so is a test that asks for `durable`.
"""

from collections.abc import Iterator

import pytest

from consult.models import engine

UNHURRIED = engine.SQLITE_PRAGMAS
HURRIED = tuple(pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in UNHURRIED)


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """Let every SQLite database that is opened in these tests' own process go without the wait."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "SQLITE_PRAGMAS", HURRIED)
        yield


@pytest.fixture
def durable(quick_disk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connect to SQLite as the product does."""
    monkeypatch.setattr(engine, "SQLITE_PRAGMAS", UNHURRIED)
