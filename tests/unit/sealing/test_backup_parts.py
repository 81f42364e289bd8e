"""One sealed part of a backup: it opens whole, in its order, with its own key, or not at all."""

from datetime import date
from io import BytesIO

import pytest

from consult.errors import CodedError
from consult.sealing.backup_chunks import CHUNK_BYTES, SEALED_BYTES
from consult.sealing.backup_keys import BackupKey, draw_backup_key, find_backup_key, name_half
from consult.sealing.backup_parts import (
    DATA,
    KEYS,
    PartHeader,
    open_part,
    read_header,
    sealing_part,
)

CONTENT = bytes(range(256)) * (CHUNK_BYTES // 256) * 3 + b"and a rest"
SIZES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES)
NUMBER_OF_CHUNKS = 4


@pytest.fixture(scope="module")
def key() -> BackupKey:
    recovery_key, _ = draw_backup_key()
    found = find_backup_key(recovery_key.lower().replace("-", " "))
    assert found is not None
    return found


def write(key: BackupKey, content: bytes = CONTENT, kind: str = DATA) -> bytes:
    out = BytesIO()
    head = PartHeader(kind, "one", date(2026, 6, 1), date(2026, 6, 8), name_half(key.public_half))
    with sealing_part(out, head, key.public_half) as part:
        for at in range(0, len(content), 1000):
            part.write(content[at : at + 1000])
    return out.getvalue()


def read(sealed: bytes, key: BackupKey | None) -> bytes:
    return open_part(BytesIO(sealed), key, "a part")[1].read()


def find_code(sealed: bytes, key: BackupKey | None) -> str:
    """The code with which a part is refused; empty where it opens."""
    try:
        read(sealed, key)
    except CodedError as problem:
        return problem.code
    return ""


@pytest.mark.parametrize("size", SIZES)
def test_part__of_any_size__comes_back_as_it_was(key: BackupKey, size: int) -> None:
    assert read(write(key, CONTENT[:size]), key) == CONTENT[:size]


def test_part__sealed__holds_nothing_of_its_content_in_clear(key: BackupKey) -> None:
    assert CONTENT[:16] not in write(key)


def test_part__cut_at_any_chunk_or_lengthened__is_refused(key: BackupKey) -> None:
    sealed = write(key)
    start = len(sealed) - 3 * SEALED_BYTES - len(b"and a rest") - (SEALED_BYTES - CHUNK_BYTES)
    cuts = [start + number * SEALED_BYTES for number in range(NUMBER_OF_CHUNKS)]
    assert [find_code(sealed[:cut], key) for cut in cuts] == ["C043"] * NUMBER_OF_CHUNKS
    assert find_code(sealed[:-1], key) == "C043"
    assert find_code(sealed + sealed[start:], key) == "C043"


def test_part__with_chunks_in_another_order__is_refused(key: BackupKey) -> None:
    sealed = write(key)
    start = len(sealed) - 3 * SEALED_BYTES - len(b"and a rest") - (SEALED_BYTES - CHUNK_BYTES)
    first, second = (sealed[start + at * SEALED_BYTES :][:SEALED_BYTES] for at in (0, 1))
    assert find_code(sealed[:start] + second + first + sealed[start + 2 * SEALED_BYTES :], key) == "C043"


def test_part__with_any_byte_changed__is_refused(key: BackupKey) -> None:
    sealed = write(key, b"words")
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        assert find_code(bytes(changed), key) in {"C042", "C043", "C044"}, at


def test_part__relabelled_as_the_other_kind__is_refused(key: BackupKey) -> None:
    sealed = write(key, b"words", KEYS).replace(b'"kind": "keys"', b'"kind": "data"', 1)
    assert read_header(BytesIO(sealed), DATA, "a part").kind == DATA
    assert find_code(sealed, key) == "C043"


def test_part__with_another_recovery_key_or_none__is_refused(key: BackupKey) -> None:
    other = find_backup_key(draw_backup_key()[0])
    sealed = write(key)
    assert [find_code(sealed, one) for one in (other, find_backup_key("no such key"))] == ["C044", "C044"]


def test_header__of_the_other_kind_or_of_any_file__is_refused(key: BackupKey) -> None:
    with pytest.raises(CodedError) as refused:
        read_header(BytesIO(write(key)), KEYS, "a part")
    assert refused.value.code == "C042"
    assert find_code(b"SQLite format 3\0", key) == "C042"
