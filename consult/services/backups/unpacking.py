"""Take a backup's parts apart: every chunk and every file is checked before anything is used."""

import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from consult.errors import ConfigurationError, Conflict
from consult.sealing.backup_keys import BackupKey
from consult.sealing.backup_parts import CHUNK_BYTES, DATA, KEYS, PartHeader, open_part, read_header
from consult.services.backups.backing_up import DATABASE, KEY_STORE


@dataclass(frozen=True)
class Parts:
    """The two files of a backup. keys: None where the key store that is there is to be kept."""

    data: Path
    keys: Path | None


def check_parts(parts: Parts) -> PartHeader:
    """The header of the data, which nobody vouches for yet. Raises: C042, C043, C045 (not of one backup)."""
    with parts.data.open("rb") as source:
        header = read_header(source, DATA, parts.data.name)
    if parts.keys is not None:
        with parts.keys.open("rb") as source:
            keys_header = read_header(source, KEYS, parts.keys.name)
        if keys_header.backup != header.backup:
            raise ConfigurationError("C045", name=parts.keys.name)
    return header


def refuse_expired(parts: Parts, *, today: date, keys_kept: timedelta) -> None:
    """Raises: Conflict (C047) for locked keys that by their word or the setting were to be deleted."""
    if parts.keys is None:
        return
    with parts.keys.open("rb") as source:
        header = read_header(source, KEYS, parts.keys.name)
    expires_on = min(header.expires_on or header.made_on, header.made_on + keys_kept)
    if expires_on < today:
        raise Conflict("C047", name=parts.keys.name, expires_on=expires_on.isoformat())


def unpack_data(path: Path, key: BackupKey | None, places: Mapping[str, Path]) -> PartHeader:
    """Write the members of the data part to new files, by name."""
    with path.open("rb") as source:
        header, content = open_part(source, key, path.name)
        with _reading(content, path.name) as members:
            for name, file in members:
                if name not in places:
                    raise ConfigurationError("C043", name=path.name)
                _write(file, places[name])
    if not places[DATABASE].exists():
        raise ConfigurationError("C043", name=path.name)
    return header


def unpack_keys(path: Path, key: BackupKey | None) -> bytes:
    """The key store, in memory: what was withdrawn since must not reach the disk again."""
    with path.open("rb") as source:
        _, content = open_part(source, key, path.name)
        with _reading(content, path.name) as members:
            found = {name: file.read() for name, file in members}
    if set(found) != {KEY_STORE}:
        raise ConfigurationError("C043", name=path.name)
    return found[KEY_STORE]


@contextmanager
def _reading(content: BinaryIO, name: str) -> Iterator[Iterator[tuple[str, BinaryIO]]]:
    """The files in a part; when the block ends, all of the part was read, so that nothing is missing."""
    try:
        with tarfile.open(fileobj=content, mode="r|") as archive:
            yield _list_members(archive)
    except tarfile.TarError:
        raise ConfigurationError("C043", name=name) from None
    while content.read(CHUNK_BYTES):
        pass


def _list_members(archive: tarfile.TarFile) -> Iterator[tuple[str, BinaryIO]]:
    for member in archive:
        file = archive.extractfile(member)
        if file is None:
            raise tarfile.TarError("not a file")
        yield member.name, file  # type: ignore[misc]  # a buffered reader of bytes is one


def _write(file: BinaryIO, path: Path) -> None:
    with path.open("xb") as out:
        while chunk := file.read(CHUNK_BYTES):
            out.write(chunk)
