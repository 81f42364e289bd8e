"""Somebody who has everything on a disk: tries every secret that is there on everything that is locked."""

import base64
import binascii
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from nacl.exceptions import CryptoError

from consult.sealing.errors import SealBroken, WrongKey
from consult.sealing.keys import AccountKey, PartnershipKey, unwrap_account_key
from consult.sealing.payloads import Place, open_sealed

KEY_BYTES = 32
TOKEN = re.compile(rb"[A-Za-z0-9+/=_-]{32,}")
LONGEST_BLOB = 4096


def list_blobs(folder: Path) -> set[bytes]:
    """Every binary value, and every text, in every database of the folder."""
    found: set[bytes] = set()
    for path in sorted(folder.rglob("*.sqlite")):
        with closing(sqlite3.connect(path)) as connection:
            tables = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            for table in tables:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    found |= {
                        value.encode() if isinstance(value, str) else value
                        for value in row
                        if _is_long(value)
                    }
    return found


def list_keys(folder: Path, *more: bytes) -> set[bytes]:
    """Whatever in the folder's files and databases, or in these bytes, might be a key."""
    texts = [
        path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".sqlite"
    ]
    blobs = list_blobs(folder)
    tokens = {token for text in (*texts, *more, *blobs) for token in TOKEN.findall(text)}
    raw = {*blobs, *tokens, *(decoded for token in tokens for decoded in _decode(token))}
    return {window for one in raw if len(one) <= LONGEST_BLOB for window in _cut(one)}


def find_private_keys(keys: Iterable[bytes], wraps: Iterable[bytes]) -> list[bytes]:
    """Keys that open an account's key as the partnership's private key does."""
    targets = list(wraps)
    return [key for key in keys if any(_unwraps(key, wrapped) for wrapped in targets)]


def find_opening(keys: Iterable[bytes], locked: Iterable[tuple[bytes, Place]]) -> list[bytes]:
    """Keys that open something that is sealed for a place."""
    targets = list(locked)
    return [key for key in keys if any(_opens(key, sealed, place) for sealed, place in targets)]


def _is_long(value: object) -> bool:
    return isinstance(value, bytes | str) and len(value) >= KEY_BYTES


def _decode(token: bytes) -> Iterator[bytes]:
    for decode in (binascii.unhexlify, base64.b64decode, base64.urlsafe_b64decode):
        try:
            yield decode(token)
        except (binascii.Error, ValueError):
            continue


def _cut(raw: bytes) -> Iterator[bytes]:
    for at in range(max(0, len(raw) - KEY_BYTES) + 1):
        if len(window := raw[at : at + KEY_BYTES]) == KEY_BYTES:
            yield window


def _unwraps(key: bytes, wrapped: bytes) -> bool:
    try:
        return bool(unwrap_account_key(wrapped, PartnershipKey(key)))
    except (WrongKey, SealBroken, CryptoError):
        return False


def _opens(key: bytes, sealed: bytes, place: Place) -> bool:
    try:
        return bool(open_sealed(AccountKey(key), sealed, place))
    except SealBroken:
        return False
