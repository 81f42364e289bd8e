"""A store in the memory of one process: nothing on disk, and gone with the process."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.store import TEXT_BYTES, Shelf


@dataclass(frozen=True)
class MemoryStore:
    """Keeps the results of each shelf under their keys."""

    shelves: dict[Shelf, dict[bytes, bytes]] = field(default_factory=dict)

    def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """Find the results of these keys that are there."""
        known = self.shelves.get(shelf, {})
        return {key: known[key] for key in keys if key in known}

    def keep(self, shelf: Shelf, results: Mapping[bytes, bytes]) -> None:
        """Keep the results of one part."""
        self.shelves.setdefault(shelf, {}).update(results)

    def claim(self, _owners: Mapping[str, Iterable[bytes]]) -> None:
        """Note nothing: whoever asks for the whole again says what may stay."""

    def tidy(self, owners: Mapping[str, Iterable[bytes]], shelves: Iterable[Shelf]) -> None:
        """Drop what is of no text of these items, and what is on no shelf of these."""
        texts, kept = {one for hashes in owners.values() for one in hashes}, set(shelves)
        for shelf in list(self.shelves):
            known = self.shelves.pop(shelf)
            if shelf in kept:
                self.shelves[shelf] = {key: known[key] for key in known if key[:TEXT_BYTES] in texts}
