"""The key file: made once, opened by each holder alone, never half written, never silently replaced."""

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consult.sealing import private_files
from consult.sealing.errors import (
    HolderUnknown,
    KeyFileBroken,
    KeyFileExists,
    KeyFileNotWritten,
    KeyFileTampered,
    NoKey,
    PassphraseTooShort,
    WrongPassphrase,
)
from consult.sealing.holders import HolderKind
from consult.sealing.key_files import (
    create_key_file,
    open_private_key,
    read_key_file,
    read_public_key,
)
from consult.sealing.key_opening import opened
from consult.sealing.keys import new_account_key, new_partnership_key, unwrap_account_key, wrap_account_key
from consult.sealing.stretching import MINIMAL

TODAY = date(2026, 3, 2)
PASSPHRASE = "copper kettle north wind"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "private" / "partnership-key.json"
    create_key_file(path, "Alma", PASSPHRASE, today=TODAY, cost=MINIMAL)
    return path


def change_json(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_open_private_key__right_passphrase__unwraps_what_the_public_key_wrapped(path: Path) -> None:
    account_key = new_account_key()
    wrapped = wrap_account_key(account_key, read_public_key(path))
    assert unwrap_account_key(wrapped, open_private_key(path, PASSPHRASE)) == account_key
    assert unwrap_account_key(wrapped, open_private_key(path, PASSPHRASE, holder="Alma")) == account_key


@pytest.mark.parametrize("wrong", ["", PASSPHRASE.upper(), PASSPHRASE[:-1], "x" * 5000])
def test_open_private_key__wrong_passphrase__says_so_without_repeating_it(path: Path, wrong: str) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        open_private_key(path, wrong)
    assert not wrong or wrong not in str(caught.value)


def test_open_private_key__typed_on_another_keyboard__still_opens(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    create_key_file(path, "Alma", "tŷ bach ŵyneb 平和", today=TODAY, cost=MINIMAL)
    assert open_private_key(path, " ty\u0302 bach w\u0302yneb 平和\n")


def test_open_private_key__unknown_holder__says_so(path: Path) -> None:
    with pytest.raises(HolderUnknown):
        open_private_key(path, PASSPHRASE, holder="Bode")


def test_create_key_file__written__is_private_and_has_no_secret_in_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    raw = open_private_key(path, PASSPHRASE).reveal()
    text = path.read_bytes()
    assert raw not in text and raw.hex().encode() not in text and PASSPHRASE.encode() not in text


def test_create_key_file__over_another__is_refused_and_keeps_it(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(KeyFileExists):
        create_key_file(path, "Bode", PASSPHRASE, today=TODAY, cost=MINIMAL)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_create_key_file__short_passphrase__is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        create_key_file(tmp_path / "key.json", "Alma", "   short   ", today=TODAY, cost=MINIMAL)
    assert not list(tmp_path.iterdir())


def test_create_key_file__disk_full__is_coded_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private_files.os, "fsync", refuse)
    with pytest.raises(KeyFileNotWritten, match="No space left"):
        create_key_file(tmp_path / "key.json", "Alma", PASSPHRASE, today=TODAY, cost=MINIMAL)
    assert not list(tmp_path.iterdir())


def test_create_key_file__file_system_without_links__is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(private_files.os, "link", refuse)
    path = tmp_path / "key.json"
    create_key_file(path, "Alma", PASSPHRASE, today=TODAY, cost=MINIMAL)
    assert open_private_key(path, PASSPHRASE)
    with pytest.raises(KeyFileExists):
        create_key_file(path, "Alma", PASSPHRASE, today=TODAY, cost=MINIMAL)


def test_read_key_file__not_there__is_no_key(tmp_path: Path) -> None:
    with pytest.raises(NoKey) as caught:
        read_public_key(tmp_path / "none.json")
    assert caught.value.code == "C301"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"format": "other"}', b"null", b"[" * 100_000],
    ids=lambda content: repr(content[:8]),
)
def test_read_key_file__not_a_key_file__is_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(content)
    with pytest.raises(KeyFileBroken):
        read_key_file(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 3},
        {"public_key": "AAAA"},
        {"public_key": None},
        {"created_on": "yesterday"},
        {"holders": [{"name": "Alma"}]},
        {"holders": None},
    ],
    ids=str,
)
def test_read_key_file__a_part_damaged__is_broken(path: Path, changes: dict[str, Any]) -> None:
    change_json(path, **changes)
    with pytest.raises(KeyFileBroken):
        read_key_file(path)


@pytest.mark.parametrize("cost", [{"memory_bytes": 2**42}, {"passes": 10**9}, {"passes": 0}], ids=str)
def test_read_key_file__asking_for_absurd_work__is_broken(path: Path, cost: dict[str, int]) -> None:
    holder = json.loads(path.read_text())["holders"][0]
    change_json(path, holders=[{**holder, **cost}])
    with pytest.raises(KeyFileBroken, match="unreasonable"):
        read_key_file(path)


def test_open_private_key__public_key_exchanged__does_not_open(path: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    create_key_file(theirs, "Eve", PASSPHRASE, today=TODAY, cost=MINIMAL)
    change_json(path, public_key=json.loads(theirs.read_text())["public_key"])
    with pytest.raises(KeyFileTampered):
        open_private_key(path, PASSPHRASE)


def test_open_private_key__share_renamed_to_another_holder__does_not_open(path: Path) -> None:
    holder = json.loads(path.read_text())["holders"][0]
    change_json(path, holders=[{**holder, "name": "Bode"}])
    with pytest.raises(WrongPassphrase):
        open_private_key(path, PASSPHRASE)


def test_read_key_file__what_was_created__comes_back(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    made = create_key_file(path, "Alma", PASSPHRASE, today=TODAY, cost=MINIMAL, is_demo=True)
    assert read_key_file(path) == made
    assert made.is_demo and made.created_on == TODAY and not made.survives_a_loss


def test_opened__after_the_block__the_private_key_is_forgotten(path: Path) -> None:
    with opened(read_key_file(path), PASSPHRASE) as found:
        assert found.holder.name == "Alma" and found.ring.current != new_partnership_key()
    assert repr(found.ring.current._held) == "bytearray(b'')"


@pytest.mark.parametrize(
    ("opens", "is_enough"),
    [("p", False), ("pp", True), ("pr", True), ("rr", False), ("r", False), ("", False), ("ppr", True)],
)
def test_ways_to_unlock__two_people_or_one_and_a_recovery_key__are_enough(
    path: Path, opens: str, is_enough: bool
) -> None:
    kinds = {"p": HolderKind.PASSPHRASE, "r": HolderKind.RECOVERY}
    key_file = replace(read_key_file(path), holders=(), opens=tuple(kinds[one] for one in opens))
    assert key_file.survives_a_loss is is_enough
