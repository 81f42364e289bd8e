"""What was derived from texts before: kept under the hash of each text, so that it is not done again.

The caller hands a store in. Nothing of a locked account is ever looked up in one or put into one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

TEXT_BYTES = 16
KEY_BYTES = 24
NOBODY = ""
"""Stands for the owner of texts that nobody said, such as those of the codebook."""


@dataclass(frozen=True)
class Shelf:
    """Where the results of one step lie. version: of the code, settings and models that they rest on."""

    name: str
    version: str


class Store(Protocol):
    """Anything that keeps results under keys."""

    def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find the results of these keys that are there and whole."""

    def keep(self, shelf: Shelf, results: Mapping[bytes, bytes]) -> None:
        """Keep the results of one part, all or none of them."""

    def claim(self, owners: Mapping[str, Iterable[bytes]]) -> None:
        """Say which texts, by hash, belong to each item; before anything derived from them is kept."""

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Drop what is of no text of these items, and what is on no shelf of these."""


class NoStore:
    """Keeps nothing."""

    def find(self, _shelf: Shelf, _keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find nothing."""
        return {}

    def keep(self, _shelf: Shelf, _results: Mapping[bytes, bytes]) -> None:
        """Keep nothing."""

    def claim(self, _owners: Mapping[str, Iterable[bytes]]) -> None:
        """Note nothing."""

    def tidy(self, _owners: Mapping[str, Iterable[bytes]], _shelves: Iterable[Shelf]) -> None:
        """Drop nothing."""


NO_STORE = NoStore()


@dataclass(frozen=True)
class ReadOnly(NoStore):
    """A store in which what was kept before is found, and nothing more is kept."""

    store: Store

    def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find the results of these keys that are there and whole."""
        return self.store.find(shelf, keys)


@dataclass(frozen=True)
class Wrapping:
    """A store around another one, to which it hands on what it does not do itself."""

    store: Store

    def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find the results of these keys that are there and whole."""
        return self.store.find(shelf, keys)

    def keep(self, shelf: Shelf, results: Mapping[bytes, bytes]) -> None:
        """Keep the results of one part, all or none of them."""
        self.store.keep(shelf, results)

    def claim(self, owners: Mapping[str, Iterable[bytes]]) -> None:
        """Say which texts, by hash, belong to each item; before anything derived from them is kept."""
        self.store.claim(owners)

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Drop what is of no text of these items, and what is on no shelf of these."""
        self.store.tidy(owners, shelves)


@dataclass(frozen=True)
class TidiedLater(Wrapping):
    """A store that is tidied only when told so: one more step follows what asks for it."""

    _asked: list[tuple[Mapping[str, Iterable[bytes]], list[Shelf]]] = field(default_factory=list)

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Note what is to be dropped."""
        self._asked.append((owners, list(shelves)))

    def tidy_now(self, *also: Shelf) -> None:
        """Drop it, but for what is on these shelves too."""
        for owners, shelves in self._asked:
            self.store.tidy(owners, [*shelves, *also])


@dataclass(frozen=True)
class Remembering(Wrapping):
    """A store that remembers the texts it was asked about, so that the rest can be dropped after a run."""

    asked: set[bytes] = field(default_factory=set)

    def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find the results of these keys that are there and whole."""
        self.asked.update(key[:TEXT_BYTES] for key in keys)
        return self.store.find(shelf, keys)

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Drop what was not asked about. What no item owns is nobody's words, such as the codebook's."""
        owned = {one for hashes in owners.values() for one in hashes}
        self.store.tidy({**owners, NOBODY: self.asked - owned}, shelves)


def hash_text(text: str) -> bytes:
    """Hash a text; the first bytes of every key of what is derived from it."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:TEXT_BYTES]


def make_key(text: str, *also: str) -> bytes:
    """Make the key of what is derived from a text and what else it depends on, such as its language."""
    rest = sha256("\0".join(also).encode("utf-8", "surrogatepass")).digest()
    return hash_text(text) + rest[: KEY_BYTES - TEXT_BYTES]
