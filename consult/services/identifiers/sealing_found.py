"""Seal what an analysis found in the words of accounts, under the key of each."""

from typing import Any

from consult.sealing.errors import Locked, WrongKey
from consult.sealing.payloads import Place, SealingKey, seal_json
from consult.services.keys.key_keeping import AccountKeys


class FoundSealer:
    """The keys of the accounts of one run, each unwrapped once, to seal what is derived from their words."""

    def __init__(self, keys: AccountKeys | None) -> None:
        self._keys = keys
        self._opened: dict[str, SealingKey | None] = {}

    def seal(self, response_id: str, found: Any, place: Place) -> bytes | None:
        """Seal what was found; None, and so nothing kept of it, where the key is out of reach again."""
        if response_id not in self._opened:
            self._opened[response_id] = self._open(response_id)
        key = self._opened[response_id]
        return seal_json(key, found, place) if key else None

    def _open(self, response_id: str) -> SealingKey | None:
        try:
            return self._keys.open_key(response_id) if self._keys else None
        except (Locked, WrongKey):
            return None
