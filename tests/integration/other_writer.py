"""Somebody else who wants to write whenever slow work is done, and who does not wait for it."""

import sqlite3
from contextlib import closing
from functools import wraps
from pkgutil import resolve_name
from typing import Any

import pytest
from sqlalchemy import make_url


class OtherWriter:
    """Writes to a SQLite database of its own accord; `met` says what became of it, try by try."""

    def __init__(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = str(make_url(url).database)
        self.monkeypatch = monkeypatch
        self.met: list[str] = []

    def write_during(self, target: str, statement: str = "PRAGMA user_version = 7") -> None:
        """Try each time before the function of this dotted name does its work."""
        work = resolve_name(target)

        @wraps(work)
        def write_first(*given: Any, **named: Any) -> Any:
            self.met.append(self.write(statement))
            return work(*given, **named)

        self.monkeypatch.setattr(target, write_first)

    def write(self, statement: str = "PRAGMA user_version = 7") -> str:
        """Try now, without waiting; says what became of it."""
        with closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(statement)
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                return str(error)
        return "written"
