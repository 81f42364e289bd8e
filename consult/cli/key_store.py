"""The key store for commands: refused where it is not the one that this database needs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from consult.errors import ConfigurationError
from consult.models.engine import make_engine
from consult.sealing.agent_client import AgentClient
from consult.services.backups.upgrading import KEYS, find_current_revision, is_current
from consult.services.keys.key_keeping import KeyStore, StoredKeys, opened_key_store
from consult.services.keys.moving_keys import count_without_keys


@contextmanager
def open_key_store(settings: Mapping[str, Any]) -> Iterator[KeyStore]:
    """Give the key store for as long as the block lasts."""
    with opened_key_store(str(settings["KEYSTORE_URL"])) as store:
        yield store


@contextmanager
def open_account_keys(settings: Mapping[str, Any]) -> Iterator[StoredKeys]:
    """Give the keys of experiences, which open while the key agent is unlocked."""
    with open_key_store(settings) as store:
        yield StoredKeys(store, AgentClient(Path(settings["KEY_SOCKET"])))


@contextmanager
def connect_key_store(settings: Mapping[str, Any]) -> Iterator[Engine]:
    """Give its engine. Raises: ConfigurationError (C001) for an address that cannot be the key store's."""
    if settings["KEYSTORE_URL"] == settings["DATABASE_URL"]:
        reason = "it is the database itself, and keys must lie apart from it"
        raise ConfigurationError("C001", name="KEYSTORE_URL", reason=reason)
    try:
        engine = make_engine(str(settings["KEYSTORE_URL"]))
    except ArgumentError as error:
        reason = "it is no address of a database"
        raise ConfigurationError("C001", name="KEYSTORE_URL", reason=reason) from error
    try:
        yield engine
    finally:
        engine.dispose()


def require_key_store(settings: Mapping[str, Any], data: Engine) -> None:
    """Raises: ConfigurationError where it is not up to date (C017), or held keys and is gone (C018)."""
    with connect_key_store(settings) as keys:
        if is_missing(keys):
            refuse_loss(data)
            raise ConfigurationError("C017")
        if not is_current(keys, line=KEYS):
            raise ConfigurationError("C017")


def is_missing(keys: Engine) -> bool:
    """Whether nothing is there; a file is not made by asking."""
    url = make_url(keys.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return True
    return find_current_revision(keys, line=KEYS) is None


def refuse_loss(data: Engine) -> None:
    """Raise ConfigurationError (C018) where accounts would have no key without the key store of before."""
    count = count_without_keys(data)
    if count:
        raise ConfigurationError("C018", count=count)
