"""Back an installation up while it runs: data and key store as two files, each sealed by itself.

The data is copied first, then the key store, then key file and salt. Whatever happens in between, each
account in the copy of the data is whole: the key of one that was sent is older than its row, so it is in the
later copy of the keys; of one withdrawn meanwhile the later copy has no key and an entry in the ledger,
which restoring applies. The other way round, an account sent meanwhile would have words and no key. A key
that was rotated meanwhile is in the key file, which is read last and keeps the key before for days. Keys of
accounts that came too late for the data lead to nothing, and reconciling drops them.
"""

import secrets
import tarfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from consult.errors import CodedError, ConfigurationError
from consult.sealing.backup_keys import name_half
from consult.sealing.backup_parts import DATA, KEYS, PartHeader, read_header, sealing_part
from consult.sealing.private_files import publish
from consult.services.backups.servers import copy_server_to_file, copy_server_to_memory
from consult.services.backups.sources import Sources
from consult.services.backups.sqlite_files import copy_to_file
from consult.services.copies.private_folders import private_folder
from consult.services.keys.key_store_copies import copy_to_memory

DATABASE, KEY_STORE, KEY_FILE, SALT = "consult.sqlite", "keys.sqlite", "partnership-key.json", "salt.hex"
KEYS_ENDING = ".keys"
ID_BYTES = 16


def name_keys_part(out: Path) -> Path:
    """Where the part with the locked keys lies beside the data's."""
    return out.with_name(out.name + KEYS_ENDING)


def back_up(sources: Sources, out: Path, public_half: bytes, *, today: date, keys_kept: timedelta) -> None:
    """Write both parts, whole, or neither. Raises: ConfigurationError (C041) where one is there already."""
    for path in (out, name_keys_part(out)):
        if path.exists():
            raise ConfigurationError("C041", path=path)
    head = PartHeader(DATA, secrets.token_hex(ID_BYTES), today, None, name_half(public_half))
    keys_head = replace(head, kind=KEYS, expires_on=today + keys_kept)
    with private_folder(sources.database.parent) as folder:
        copy = folder / DATABASE
        _copy_data(sources, copy)
        key_store = _copy_keys(sources)
        small = {KEY_FILE: sources.key_file, SALT: sources.salt}
        with publish(name_keys_part(out)) as draft, sealing_part(draft, keys_head, public_half) as part:
            _write_members(part, {KEY_STORE: key_store})
        try:
            with publish(out) as draft, sealing_part(draft, head, public_half) as part:
                read = {name: path.read_bytes() for name, path in small.items() if path.is_file()}
                _write_members(part, read, copy)
        except BaseException:
            name_keys_part(out).unlink(missing_ok=True)
            raise


def _copy_data(sources: Sources, target: Path) -> None:
    server = sources.servers.get(sources.database)
    if server is None:
        copy_to_file(sources.database, target)
    else:
        copy_server_to_file(server, target)


def _copy_keys(sources: Sources) -> bytes:
    server = sources.servers.get(sources.key_store)
    return copy_to_memory(sources.key_store) if server is None else copy_server_to_memory(server)


def delete_expired(folder: Path, *, today: date) -> list[Path]:
    """Delete the keys' parts in a folder whose time is over, as people were told; returns which."""
    found = [path for path in sorted(folder.glob(f"*{KEYS_ENDING}")) if _is_expired(path, today)]
    for path in found:
        path.unlink()
    return found


def _is_expired(path: Path, today: date) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as source:
            expires_on = read_header(source, KEYS, path.name).expires_on
    except (CodedError, OSError):
        return False  # not one of ours
    return expires_on is not None and expires_on < today


def _write_members(part: BinaryIO, contents: Mapping[str, bytes], database: Path | None = None) -> None:
    with tarfile.open(fileobj=part, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for name, content in contents.items():
            archive.addfile(_describe(name, len(content)), BytesIO(content))
        if database is not None:
            with database.open("rb") as source:
                archive.addfile(_describe(DATABASE, database.stat().st_size), source)


def _describe(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
