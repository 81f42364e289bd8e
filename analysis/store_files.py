"""The files of a store in a folder: written whole or not at all, read only when whole, and who owns what."""

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from analysis.store import KEY_BYTES, TEXT_BYTES
from analysis.store_parts import read_part, write_part

OWNERS = "owners"
SUFFIX = ".part"
_UNFINISHED = ".new-"
_OLD_SECONDS = 3_600
"""A file that is still unfinished after so long belongs to a run that was killed."""

Owners = Mapping[str, frozenset[bytes]]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Of all that change who owns what in a folder, let one at a time; a process that is killed lets go.

    The folder itself is locked. Whoever waited for one that was deleted meanwhile begins again with another.
    """
    while True:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_still(folder, descriptor):
                yield
                return
        finally:
            os.close(descriptor)


def _is_still(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(folder.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def list_parts(folder: Path) -> list[Path]:
    """List the files of parts, finished ones only."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def read_file(path: Path) -> dict[bytes, bytes] | None:
    """Read a part; one that is not whole is deleted, and one that another run deleted is nothing."""
    try:
        part = read_part(path.read_bytes())
    except FileNotFoundError:
        return None
    if part is None:
        path.unlink(missing_ok=True)
    return part


def write_file(folder: Path, content: bytes) -> Path:
    """Write a part under its content's hash, into a folder that only its owner may read."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{sha256(content).hexdigest()}{SUFFIX}"
    with tempfile.NamedTemporaryFile(dir=folder, prefix=_UNFINISHED, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    return path


def read_owners(folder: Path) -> dict[str, frozenset[bytes]]:
    """Read which texts belong to which item."""
    found: dict[str, frozenset[bytes]] = {}
    for path in list_parts(folder / OWNERS):
        for result in (read_file(path) or {}).values():
            owner, _, hashes = result.partition(b"\0")
            every = range(0, len(hashes), TEXT_BYTES)
            name = owner.decode()
            found[name] = found.get(name, frozenset()) | {hashes[at : at + TEXT_BYTES] for at in every}
    return found


def write_owners(folder: Path, owners: Owners) -> None:
    """Write which texts belong to which item, in place of what was written before."""
    rows = {
        sha256(owner.encode()).digest()[:KEY_BYTES]: owner.encode() + b"\0" + b"".join(sorted(hashes))
        for owner, hashes in owners.items()
    }
    written = write_file(folder / OWNERS, write_part(rows))
    for path in list_parts(folder / OWNERS):
        if path != written:
            path.unlink(missing_ok=True)


def drop_others(folder: Path, owners: Owners) -> None:
    """Drop what is of no text of these owners. Where the rest of a part cannot be written, all of it goes."""
    texts = frozenset[bytes]().union(*owners.values())
    for place in folder.iterdir():
        for path in list_parts(place) if place.name != OWNERS else ():
            part = read_file(path) or {}
            kept = {key: result for key, result in part.items() if key[:TEXT_BYTES] in texts}
            if len(kept) < len(part):
                if kept:
                    with suppress(OSError):  # such as a full disk: what is lost is made again
                        write_file(place, write_part(kept))
                path.unlink(missing_ok=True)


def drop_unfinished(folder: Path) -> None:
    """Drop files that were still unfinished long before the list of owners was written, just now."""
    now = max((path.stat().st_mtime for path in list_parts(folder / OWNERS)), default=0.0)
    for path in folder.glob(f"*/{_UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > _OLD_SECONDS:
                path.unlink()
