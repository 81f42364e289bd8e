"""The installation that is there when a backup is restored, and what it knows of withdrawals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from consult.errors import ConfigurationError, Conflict
from consult.services.backing_up import Sources
from consult.services.key_store_copies import list_ledger
from consult.services.sqlite_files import find_withdrawn, held_alone


@dataclass(frozen=True)
class Present:
    """What the installation says that is there now. key_store: None where there is none."""

    key_store: bytes | None
    ledger: frozenset[str]


def is_installed(targets: Sources) -> bool:
    """Whether anything is there that a restore would replace."""
    return any(
        path.exists() for path in (targets.database, targets.key_store, targets.key_file, targets.salt)
    )


@contextmanager
def holding_present(targets: Sources) -> Iterator[Present]:
    """Hold both databases alone; give what they know of withdrawals."""
    with held_alone(targets.database) as data, held_alone(targets.key_store) as keys:
        if keys is None and targets.key_store.is_file():
            raise Conflict("C050", name=targets.key_store)
        content = keys.serialize() if keys is not None else None
        yield Present(content, frozenset(find_withdrawn(data) | _list_present(content, targets.key_store)))


def _list_present(content: bytes | None, path: Path) -> set[str]:
    try:
        return set() if content is None else list_ledger(content, path.name)
    except ConfigurationError:
        raise Conflict("C050", name=path) from None
