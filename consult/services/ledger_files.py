"""The ledger of withdrawals as a file: the random id of each experience whose keys were destroyed.

It opens nothing and tells nothing but how many. Keep the newest one apart from the machine: without it, a
disk that is lost takes along what was withdrawn since the last backup of the keys.
"""

import hashlib
import re
from collections.abc import Collection
from pathlib import Path

from consult.errors import ConfigurationError
from consult.sealing.private_files import replace_whole

FIRST_LINE = "consult-ledger 1"
ID = re.compile(r"[0-9a-f-]{36}")


def write_ledger(path: Path, ids: Collection[str]) -> None:
    """Write it, over an earlier one too: that one says nothing that this does not."""
    text = "".join(f"{line}\n" for line in (FIRST_LINE, *sorted(ids)))
    replace_whole(path, f"{text}{_sum(text)}\n".encode("ascii"))


def read_ledger(path: Path) -> set[str]:
    """The ids in it. Raises: ConfigurationError (C051) where the file is not as it was written."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise ConfigurationError("C051", name=path) from error
    *lines, last = text.splitlines() or [""]
    body = text.removesuffix(f"{last}\n")
    if lines[:1] != [FIRST_LINE] or last != _sum(body) or not all(map(ID.fullmatch, lines[1:])):
        raise ConfigurationError("C051", name=path)
    return set(lines[1:])


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
