"""A new key made by one holder: all the others have it, the old one stays until it is dropped."""

from datetime import date
from pathlib import Path

import pytest

from consult.sealing.errors import OldShares, WrongKey, WrongPassphrase
from consult.sealing.holder_changes import (
    add_holder,
    add_recovery_key,
    change_passphrase,
    remove_holder,
    renew_recovery_key,
)
from consult.sealing.key_files import create_key_file, open_keys, open_private_key, read_key_file
from consult.sealing.key_rotation import drop_retired, rotate
from consult.sealing.keys import new_account_key, wrap_account_key
from consult.sealing.stretching import MINIMAL
from tests.factories.key_format_1 import write_format_1

ALMA, BODE, CARA = "copper kettle north wind", "seven quiet lanterns walk", "nine slow rivers turn"
TODAY = date(2026, 5, 4)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "partnership-key.json"
    create_key_file(path, "Alma", ALMA, today=date(2026, 3, 2), cost=MINIMAL)
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    return path


def test_rotate__by_one_holder__gives_every_other_both_keys(path: Path) -> None:
    recovery_key = add_recovery_key(path, ALMA, cost=MINIMAL)
    before = open_private_key(path, ALMA)
    new = rotate(path, BODE, today=TODAY)
    for secret in (ALMA, BODE, recovery_key):
        ring = open_keys(path, secret)
        assert ring.current.public_key == new == read_key_file(path).public_key
        assert ring.retiring == (before,)


def test_rotate__several_times_unseen__is_followed_by_whoever_comes_late(path: Path) -> None:
    add_holder(path, BODE, "Cara", CARA, cost=MINIMAL)
    remove_holder(path, CARA, "Bode")
    rotate(path, CARA, today=TODAY)
    newest = rotate(path, CARA, today=TODAY)
    ring = open_keys(path, ALMA)
    assert ring.current.public_key == newest and len(ring.retiring) == 2
    alma = read_key_file(path).find_holder("Alma")
    assert alma and alma.links == ()


def test_rotate__both_keys__open_what_each_locked_and_nothing_else(path: Path) -> None:
    early, late = new_account_key(), new_account_key()
    wrapped_early = wrap_account_key(early, read_key_file(path).public_key)
    rotate(path, ALMA, today=TODAY)
    wrapped_late = wrap_account_key(late, read_key_file(path).public_key)
    ring = open_keys(path, BODE)
    assert (ring.unwrap(wrapped_early), ring.unwrap(wrapped_late)) == (early, late)
    drop_retired(path, ring, {ring.retiring[0].public_key})
    with pytest.raises(WrongKey):
        open_keys(path, ALMA).unwrap(wrapped_early)
    assert open_keys(path, ALMA).unwrap(wrapped_late) == late


def test_removed_holder__with_the_file_from_before__opens_nothing_of_the_new_key(path: Path) -> None:
    old_file = path.with_name("copy.json")
    old_file.write_bytes(path.read_bytes())
    remove_holder(path, ALMA, "Bode")
    rotate(path, ALMA, today=TODAY)
    wrapped = wrap_account_key(new_account_key(), read_key_file(path).public_key)
    with pytest.raises(WrongPassphrase):
        open_keys(path, BODE)
    with pytest.raises(WrongKey):
        open_keys(old_file, BODE).unwrap(wrapped)


def test_passphrase__changed__makes_a_new_pair_so_that_the_old_opens_no_later_key(path: Path) -> None:
    old = read_key_file(path).find_holder("Bode")
    change_passphrase(path, "Bode", BODE, CARA, cost=MINIMAL)
    new = read_key_file(path).find_holder("Bode")
    assert old and new and old.public_half != new.public_half


def test_rotate__while_shares_of_format_1_stand__is_refused_and_names_whose(path: Path) -> None:
    write_format_1(path, {"Alma": ALMA, "Bode": BODE, "Cara": CARA})
    before = path.read_bytes()
    with pytest.raises(OldShares, match="Bode, Cara"):
        rotate(path, ALMA, today=TODAY)
    assert path.read_bytes() == before


def test_format_1__opened_by_each_in_turn__is_brought_up_to_date_and_can_be_rotated(path: Path) -> None:
    write_format_1(path, {"Alma": ALMA, "Bode": BODE})
    assert read_key_file(path).format == 1
    key = open_private_key(path, ALMA)
    assert [one.format for one in read_key_file(path).holders] == [2, 1]
    assert open_private_key(path, BODE) == key
    assert read_key_file(path).format == 2
    rotate(path, BODE, today=TODAY)
    assert open_keys(path, ALMA).retiring == (key,)


def test_format_1__changed_by_a_holder__brings_only_theirs_up_to_date(path: Path) -> None:
    write_format_1(path, {"Alma": ALMA, "recovery key": "VERY-OLD"})
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    assert [one.format for one in read_key_file(path).holders] == [2, 1, 2]
    renew_recovery_key(path, BODE, cost=MINIMAL)
    assert read_key_file(path).format == 2


def test_format_1__that_cannot_be_written__opens_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    write_format_1(path, {"Alma": ALMA})
    before = path.read_bytes()
    monkeypatch.setattr("consult.sealing.key_files.replace_whole", refuse)
    assert open_private_key(path, ALMA)
    assert path.read_bytes() == before
