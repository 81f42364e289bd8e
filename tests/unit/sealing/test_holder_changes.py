"""Who can unlock: several holders, a printed recovery key, and no change without a secret that opens."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.sealing import key_files
from consult.sealing.errors import (
    HolderExists,
    HolderUnknown,
    KeyFileChanged,
    LastHolder,
    PassphraseTooShort,
    WrongPassphrase,
)
from consult.sealing.holder_changes import add_holder, add_recovery_key, change_passphrase, remove_holder
from consult.sealing.key_files import create_key_file, open_private_key, read_key_file
from consult.sealing.key_text import KeyFile
from consult.sealing.passphrases import find_recovery_key, new_recovery_key
from consult.sealing.stretching import MINIMAL

ALMA = "copper kettle north wind"
BODE = "seven quiet lanterns walk"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "partnership-key.json"
    create_key_file(path, "Alma", ALMA, today=date(2026, 3, 2), cost=MINIMAL)
    return path


def test_add_holder__second_person__each_opens_the_same_key_alone(path: Path) -> None:
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    assert open_private_key(path, BODE) == open_private_key(path, ALMA)
    assert read_key_file(path).survives_a_loss
    with pytest.raises(WrongPassphrase):
        open_private_key(path, ALMA, holder="Bode")


def test_add_holder__with_a_secret_that_does_not_open__changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase):
        add_holder(path, BODE, "Bode", BODE, cost=MINIMAL)
    assert path.read_bytes() == before


def test_add_holder__name_taken__is_refused(path: Path) -> None:
    with pytest.raises(HolderExists):
        add_holder(path, ALMA, "Alma", BODE, cost=MINIMAL)


def test_add_recovery_key__typed_as_people_type__opens(path: Path) -> None:
    recovery_key = add_recovery_key(path, ALMA, cost=MINIMAL)
    typed = recovery_key.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert open_private_key(path, typed) == open_private_key(path, ALMA)
    assert recovery_key.replace("-", "") not in path.read_text().replace("-", "")


def test_change_passphrase__of_one_holder__old_stops_and_others_notice_nothing(path: Path) -> None:
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    key = open_private_key(path, ALMA)
    change_passphrase(path, "Alma", ALMA, "an entirely new phrase", cost=MINIMAL)
    assert open_private_key(path, "an entirely new phrase", holder="Alma") == key
    assert open_private_key(path, BODE, holder="Bode") == key
    with pytest.raises(WrongPassphrase):
        open_private_key(path, ALMA)


def test_change_passphrase__with_another_holders_secret__is_refused(path: Path) -> None:
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    with pytest.raises(WrongPassphrase):
        change_passphrase(path, "Alma", BODE, "an entirely new phrase", cost=MINIMAL)


def test_change_passphrase__to_a_short_one__is_refused(path: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        change_passphrase(path, "Alma", ALMA, "short", cost=MINIMAL)
    assert open_private_key(path, ALMA)


def test_remove_holder__of_two__the_other_still_opens(path: Path) -> None:
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)
    remove_holder(path, BODE, "Alma")
    assert open_private_key(path, BODE)
    with pytest.raises(WrongPassphrase):
        open_private_key(path, ALMA)


def test_remove_holder__the_last__is_refused(path: Path) -> None:
    with pytest.raises(LastHolder):
        remove_holder(path, ALMA, "Alma")
    with pytest.raises(HolderUnknown):
        remove_holder(path, ALMA, "Bode")
    assert open_private_key(path, ALMA)


def test_edit_key_file__changed_by_somebody_else_meanwhile__is_refused(path: Path) -> None:
    add_holder(path, ALMA, "Bode", BODE, cost=MINIMAL)

    def change(key_file: KeyFile) -> KeyFile:
        remove_holder(path, ALMA, "Bode")
        return key_file

    with pytest.raises(KeyFileChanged):
        key_files.edit_key_file(path, change)
    assert [holder.name for holder in read_key_file(path).holders] == ["Alma"]


@given(position=st.integers(0, 38), letter=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_find_recovery_key__one_wrong_letter__is_noticed_or_nothing_changed(
    position: int, letter: str
) -> None:
    recovery_key = new_recovery_key()
    changed = recovery_key[:position] + letter + recovery_key[position + 1 :]
    if changed != recovery_key and recovery_key[position] != "-":
        assert find_recovery_key(changed) is None


@pytest.mark.parametrize("text", ["", "copper kettle north wind", "A" * 32, "é" * 32, "\ud800" * 32])
def test_find_recovery_key__a_passphrase__is_none(text: str) -> None:
    assert find_recovery_key(text) is None
