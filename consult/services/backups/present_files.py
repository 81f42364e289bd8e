"""The installation that is there when a backup is restored, and what it knows of withdrawals."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from consult.errors import ConfigurationError, Conflict
from consult.services.backups.held_servers import Held, holding_server
from consult.services.backups.sources import Sources
from consult.services.backups.sqlite_files import find_counted, find_withdrawn, held_alone
from consult.services.keys.key_store_copies import list_changes, list_ledger
from consult.services.keys.unknown_withdrawals import find_unknown_in


@dataclass(frozen=True)
class Present:
    """What the installation says that is there now. key_store: None where there is none.

    changes: how often each experience was changed, as its data or its key store say, whichever says more:
    what the key store could not count, the data alone know of.
    held: its databases on PostgreSQL.
    unknown_since: since when it does not know of withdrawals itself, after a restore that left a gap.
    """

    key_store: bytes | None
    ledger: frozenset[str]
    changes: Mapping[str, int]
    unknown_since: date | None = None
    held: Mapping[Path, Held] = field(default_factory=dict)


def is_installed(targets: Sources) -> bool:
    """Whether anything is there that a restore would replace."""
    return any(
        path.exists() for path in (targets.database, targets.key_store, targets.key_file, targets.salt)
    )


@contextmanager
def holding_present(targets: Sources, *, keeps_keys: bool = False) -> Iterator[Present]:
    """Hold both databases alone; give what they know of withdrawals.

    Raises: Conflict (C048, C050); C055 for one on PostgreSQL that is not empty, unless its keys are kept.
    """
    with (
        _holding_servers(targets) as held,
        held_alone(targets.database) as data,
        held_alone(targets.key_store) as keys,
    ):
        if keys is None and targets.key_store.is_file():
            raise Conflict("C050", name=targets.key_store)
        content = keys.serialize() if keys is not None else None
        for path, server in held.items():
            if path == targets.key_store and keeps_keys:
                content = server.take_content()
            else:
                server.require_empty()
        ledger = frozenset(find_withdrawn(data) | _list_present(content, targets.key_store))
        changes = _list_changes(content, targets.key_store)
        for id, counted in find_counted(data).items():
            changes[id] = max(counted, changes.get(id, 0))
        yield Present(content, ledger, changes, find_unknown_in(data), held)


@contextmanager
def _holding_servers(targets: Sources) -> Iterator[dict[Path, Held]]:
    with ExitStack() as stack:
        yield {path: stack.enter_context(holding_server(one)) for path, one in targets.servers.items()}


def _list_present(content: bytes | None, path: Path) -> set[str]:
    try:
        return set() if content is None else list_ledger(content, path.name)
    except ConfigurationError:
        raise Conflict("C050", name=path) from None


def _list_changes(content: bytes | None, path: Path) -> dict[str, int]:
    return {} if content is None else list_changes(content, path.name)
