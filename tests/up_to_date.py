"""SQLite files with every table and no row of anybody's, made once in each process of the tests and copied.

All revisions one after another take the better part of a second, and many tests begin with such files.
"""

import tempfile
from functools import cache
from pathlib import Path

from consult.services.backups.upgrading import DATA, KEYS, Line, upgrade_database


def put_up_to_date(folder: Path) -> tuple[str, str]:
    """Lay an installation's database and its key store in a folder; returns their addresses."""
    addresses = []
    for name, line in (("consult.sqlite", DATA), ("keys.sqlite", KEYS)):
        (folder / name).write_bytes(read_up_to_date(line))
        addresses.append(f"sqlite:///{folder / name}")
    return addresses[0], addresses[1]


@cache
def read_up_to_date(line: Line) -> bytes:
    """What a SQLite file of this line holds once it was brought up to date."""
    with tempfile.TemporaryDirectory(prefix="consult-") as folder:
        path = Path(folder) / "up_to_date.sqlite"
        upgrade_database(f"sqlite:///{path}", line=line)
        return path.read_bytes()
