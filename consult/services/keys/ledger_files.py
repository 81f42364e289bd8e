"""The ledger of withdrawals as a file: the random id of each experience whose keys were destroyed.

It opens nothing and tells nothing but how many, and on which day it was written. Keep the newest one apart
from the machine: without it, a disk that is lost takes along what was withdrawn since the last backup.
"""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consult.errors import ConfigurationError
from consult.sealing.private_files import replace_whole

FIRST_LINE = "consult-ledger 2"
ID = re.compile(r"[0-9a-f-]{36}")


@dataclass(frozen=True)
class Ledger:
    """What a list says was withdrawn, up to the day on which it was written."""

    written_on: date
    ids: frozenset[str]


def write_ledger(path: Path, ids: Collection[str], *, today: date) -> None:
    """Write it, over an earlier one too: that one says nothing that this does not."""
    text = "".join(f"{line}\n" for line in (FIRST_LINE, today.isoformat(), *sorted(ids)))
    replace_whole(path, f"{text}{_sum(text)}\n".encode("ascii"))


def read_ledger(path: Path) -> Ledger:
    """What is in it. Raises: ConfigurationError (C051) where the file is not as it was written."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise ConfigurationError("C051", name=path) from error
    *lines, last = text.splitlines() or [""]
    body = text.removesuffix(f"{last}\n")
    if lines[:1] != [FIRST_LINE] or last != _sum(body) or not all(map(ID.fullmatch, lines[2:])):
        raise ConfigurationError("C051", name=path)
    try:
        return Ledger(date.fromisoformat("".join(lines[1:2])), frozenset(lines[2:]))
    except ValueError as error:
        raise ConfigurationError("C051", name=path) from error


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
