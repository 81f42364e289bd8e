"""A store in a folder: a folder for each step and version, in it a file for each part, named by its content.

Files come whole or not at all (written aside, then renamed). One that is cut short or changed does not match
its own hash: it is deleted and its results are made again. Two runs at once lose nothing but time.
"""

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from analysis.store import KEY_BYTES, NOBODY, TEXT_BYTES, Shelf
from analysis.store_parts import read_part, write_part

OWNERS = "owners"
_SUFFIX = ".part"
_UNFINISHED = ".new-"
_OLD_SECONDS = 3_600
"""A file that is still unfinished after so long belongs to a run that was killed."""
MAX_BYTES = 2_000_000_000


@dataclass
class FolderStore:
    """Keeps results in a folder that only its owner may read; when max_bytes are reached nothing is added."""

    folder: Path
    max_bytes: int = MAX_BYTES
    _size: int | None = field(default=None, init=False)
    _is_claimed: bool = field(default=False, init=False)

    def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find the results of these keys that are there and whole."""
        wanted, found = set(keys), dict[bytes, bytes]()
        for path in _list_parts(self._place(shelf)):
            part = _read(path) or {}
            found.update((key, part[key]) for key in part.keys() & wanted)
        return found

    def keep(self, shelf: Shelf, results: Mapping[bytes, bytes]) -> None:
        """Keep the results of one part, all or none of them; none where the disk is full."""
        content = write_part(results)
        if results and self._is_claimed and self._measure() + len(content) <= self.max_bytes:
            with suppress(OSError):
                self._write(self._place(shelf), content)

    def claim(self, owners: Mapping[str, Iterable[bytes]]) -> None:
        """Say which texts, by hash, belong to each item; before anything derived from them is kept."""
        known = self._read_owners()
        for owner, hashes in owners.items():
            known[owner] = known.get(owner, frozenset()) | frozenset(hashes)
        try:
            self._write_owners(known)
            self._is_claimed = True
        except OSError:  # what nobody claims could not be dropped with its owner, so nothing is kept
            self._is_claimed = False

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Drop what is of no text of these items, and what is on no shelf of these."""
        if not self.folder.is_dir():
            return
        kept = {self._place(shelf).name for shelf in shelves} | {OWNERS}
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        known = {owner: frozenset(hashes) for owner, hashes in owners.items()}
        with suppress(OSError):
            self._write_owners(known)
        self._drop_others(known)

    def drop_gone(self, living: Iterable[str]) -> int:
        """Drop what is of no text of the items that still live; returns how many items were gone."""
        known, still = self._read_owners(), {NOBODY, *living}
        gone = known.keys() - still
        if gone:
            kept = {owner: hashes for owner, hashes in known.items() if owner in still}
            self._write_owners(kept)
            self._drop_others(kept)
        return len(gone)

    def list_owners(self) -> list[str]:
        """List the items that something is kept of."""
        return sorted(self._read_owners().keys() - {NOBODY})

    def _drop_others(self, owners: Mapping[str, frozenset[bytes]]) -> None:
        texts = frozenset[bytes]().union(*owners.values())
        _drop_unfinished(self.folder)
        for folder in self.folder.iterdir():
            for path in _list_parts(folder) if folder.name != OWNERS else ():
                part = _read(path) or {}
                kept = {key: result for key, result in part.items() if key[:TEXT_BYTES] in texts}
                if len(kept) < len(part):
                    if kept:
                        self._write(folder, write_part(kept))
                    path.unlink(missing_ok=True)
        self._size = None

    def _read_owners(self) -> dict[str, frozenset[bytes]]:
        found: dict[str, frozenset[bytes]] = {}
        for path in _list_parts(self.folder / OWNERS):
            for result in (_read(path) or {}).values():
                owner, _, hashes = result.partition(b"\0")
                every = range(0, len(hashes), TEXT_BYTES)
                name = owner.decode()
                found[name] = found.get(name, frozenset()) | {hashes[at : at + TEXT_BYTES] for at in every}
        return found

    def _write_owners(self, owners: Mapping[str, frozenset[bytes]]) -> None:
        rows = {
            sha256(owner.encode()).digest()[:KEY_BYTES]: owner.encode() + b"\0" + b"".join(sorted(hashes))
            for owner, hashes in owners.items()
        }
        written = self._write(self.folder / OWNERS, write_part(rows))
        for path in _list_parts(self.folder / OWNERS):
            if path != written:
                path.unlink(missing_ok=True)

    def _write(self, folder: Path, content: bytes) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{sha256(content).hexdigest()}{_SUFFIX}"
        with tempfile.NamedTemporaryFile(dir=folder, prefix=_UNFINISHED, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
        self._size = None if self._size is None else self._size + len(content)
        return path

    def _measure(self) -> int:
        if self._size is None:
            self._size = sum(path.stat().st_size for path in self.folder.glob(f"*/*{_SUFFIX}"))
        return self._size

    def _place(self, shelf: Shelf) -> Path:
        return self.folder / f"{shelf.name}-{sha256(shelf.version.encode()).hexdigest()[:16]}"


def _list_parts(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _read(path: Path) -> dict[bytes, bytes] | None:
    """Read a part; one that is not whole is deleted, and one that another run deleted is nothing."""
    try:
        part = read_part(path.read_bytes())
    except FileNotFoundError:
        return None
    if part is None:
        path.unlink(missing_ok=True)
    return part


def _drop_unfinished(folder: Path) -> None:
    """Drop files that were still unfinished long before the list of owners was written, just now."""
    now = max((path.stat().st_mtime for path in _list_parts(folder / OWNERS)), default=0.0)
    for path in folder.glob(f"*/{_UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if now - path.stat().st_mtime > _OLD_SECONDS:
                path.unlink()
