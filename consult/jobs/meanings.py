"""Vectors of open answers kept in a worker's memory, so that new suggestions take seconds.

Of one consultation at a time; nothing of an experience is ever in it, and it goes with the process.
"""

from analysis.store_memory import MemoryStore

_stores: dict[str, MemoryStore] = {}


def get_store(consultation_id: str) -> MemoryStore:
    """Return the memory of a consultation; that of any other is dropped."""
    if consultation_id not in _stores:
        _stores.clear()
    return _stores.setdefault(consultation_id, MemoryStore())
