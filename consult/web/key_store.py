"""The key store for requests, and the keys of experiences for those that may open them."""

from pathlib import Path
from typing import cast

from flask import Flask, current_app

from consult.sealing.agent_client import AgentClient
from consult.services.keys.key_keeping import KeyStore, StoredKeys, make_key_store


def init_key_store(app: Flask) -> None:
    """Point at the key store; it is first looked at when a request needs it."""
    app.extensions["key_store"] = make_key_store(str(app.config["KEYSTORE_URL"]))


def get_key_store() -> KeyStore:
    """The store of the locked keys; it opens none of them."""
    return cast(KeyStore, current_app.extensions["key_store"])


def get_agent() -> AgentClient:
    """The key agent, which may be locked or not there."""
    return AgentClient(Path(current_app.config["KEY_SOCKET"]))


def get_account_keys() -> StoredKeys:
    """The keys of experiences, for pages of the staff area: they open while the key agent is unlocked."""
    return StoredKeys(get_key_store(), get_agent())
