"""Where an installation has what a backup is made of, and what a restore replaces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consult.models.all import METADATA
from consult.models.key_store import KeyStoreBase
from consult.services.backups.servers import Server, is_server
from consult.services.backups.sqlite_files import get_file
from consult.services.backups.upgrading import DATA, KEYS

DATABASES = {
    "DATABASE_URL": (DATA, METADATA),
    "KEYSTORE_URL": (KEYS, KeyStoreBase.metadata),
}
STANDS_FOR_SERVER = ".postgresql"


@dataclass(frozen=True)
class Sources:
    """The files of an installation that a backup has.

    servers: the databases on PostgreSQL, by the path that stands for them here, where no file ever is.
    """

    database: Path
    key_store: Path
    key_file: Path
    salt: Path
    servers: Mapping[Path, Server] = field(default_factory=dict)


def find_sources(settings: Mapping[str, Any]) -> Sources:
    """Where they are. Raises: ConfigurationError (C001, C040) for an address that cannot be used."""
    servers: dict[Path, Server] = {}
    places: list[Path] = []
    for name, (line, metadata) in DATABASES.items():
        url = str(settings[name])
        if is_server(url, name):
            places.append(Path(str(settings["INSTANCE"])) / f"{name.lower()}{STANDS_FOR_SERVER}")
            servers[places[-1]] = Server(name, url, line, metadata)
        else:
            places.append(get_file(url, name))
    database, key_store = places
    return Sources(database, key_store, Path(settings["KEY_FILE"]), Path(settings["SALT_FILE"]), servers)
