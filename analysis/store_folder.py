"""A store in a folder: a folder for each step and version, in it a file for each part, named by its content.

Files come whole or not at all (written aside, then renamed). One that is cut short or changed does not match
its own hash: it is deleted and its results are made again. Who owns what is changed by one run at a time. Two
runs at once may drop each other's results, which then are made again.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from analysis.store import NOBODY, Shelf
from analysis.store_files import (
    OWNERS,
    SUFFIX,
    alone,
    drop_others,
    drop_unfinished,
    list_parts,
    read_file,
    read_owners,
    write_file,
    write_owners,
)
from analysis.store_parts import write_part

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
        for path in list_parts(self._place(shelf)):
            part = read_file(path) or {}
            found.update((key, part[key]) for key in part.keys() & wanted)
        return found

    def keep(self, shelf: Shelf, results: Mapping[bytes, bytes]) -> None:
        """Keep the results of one part, all or none of them; none where the disk is full."""
        content = write_part(results)
        with suppress(OSError):
            if results and self._is_claimed and self._measure() + len(content) <= self.max_bytes:
                write_file(self._place(shelf), content)
                self._size = self._measure() + len(content)

    def claim(self, owners: Mapping[str, Iterable[bytes]]) -> None:
        """Say which texts, by hash, belong to each item; before anything derived from them is kept."""
        try:
            with alone(self.folder):
                known = read_owners(self.folder)
                for owner, hashes in owners.items():
                    known[owner] = known.get(owner, frozenset()) | frozenset(hashes)
                write_owners(self.folder, known)
            self._is_claimed = True
        except OSError:  # what nobody claims could not be dropped with its owner, so nothing is kept
            self._is_claimed = False

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Drop what is of no text of these items, and what is on no shelf of these.

        An analysis does not fail because its results cannot be tidied; the next one, or drop_gone, does it.
        """
        if not self.folder.is_dir():
            return
        kept = {self._place(shelf).name for shelf in shelves} | {OWNERS}
        known = {owner: frozenset(hashes) for owner, hashes in owners.items()}
        with suppress(OSError), alone(self.folder):
            for path in self.folder.iterdir():
                if path.is_dir() and path.name not in kept:
                    shutil.rmtree(path, ignore_errors=True)
            self._keep_only(known)

    def drop_gone(self, find_living: Callable[[list[str]], Iterable[str]]) -> int:
        """Drop what is of no text of the items that still live; returns how many items were gone.

        find_living: says which of these items do. Asked while nobody else can add items.
        Raises: OSError where something cannot be dropped; what is gone is still known then, to try again.
        """
        if not self.folder.is_dir():
            return 0
        with alone(self.folder):
            known = read_owners(self.folder)
            still = {NOBODY, *find_living(_list_items(known))}
            self._keep_only({owner: hashes for owner, hashes in known.items() if owner in still})
        return len(known.keys() - still)

    def delete(self) -> None:
        """Delete everything."""
        with alone(self.folder):
            shutil.rmtree(self.folder, ignore_errors=True)

    def list_owners(self) -> list[str]:
        """List the items that something is kept of."""
        return _list_items(read_owners(self.folder))

    def _keep_only(self, owners: Mapping[str, frozenset[bytes]]) -> None:
        """Drop first: were that cut short, who owned it would be forgotten, and nobody would look again."""
        drop_others(self.folder, owners)
        write_owners(self.folder, owners)
        drop_unfinished(self.folder)
        self._size = None

    def _measure(self) -> int:
        if self._size is None:
            self._size = sum(path.stat().st_size for path in self.folder.glob(f"*/*{SUFFIX}"))
        return self._size

    def _place(self, shelf: Shelf) -> Path:
        return self.folder / f"{shelf.name}-{sha256(shelf.version.encode()).hexdigest()[:16]}"


def _list_items(owners: Mapping[str, frozenset[bytes]]) -> list[str]:
    return sorted(owners.keys() - {NOBODY})
