"""The key pair and the account keys locked with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.sealing.codenames import CodenameKey
from consult.sealing.errors import SealBroken, WrongKey
from consult.sealing.keys import (
    WRAPPED_BYTES,
    AccountKey,
    PartnershipPublicKey,
    fingerprint_of,
    lock_under,
    new_account_key,
    new_draft_key,
    new_partnership_key,
    unlock_under,
    unwrap_account_key,
    wrap_account_key,
)
from consult.sealing.payloads import Place, seal

PRIVATE = new_partnership_key()
PUBLIC = PRIVATE.public_key
PLACE = Place("account", "0b1c", "return_number_lock", 1)


def test_unwrap_account_key__wrapped_for_us__gives_the_same_key() -> None:
    account_key = new_account_key()
    wrapped = wrap_account_key(account_key, PUBLIC)
    assert len(wrapped) == WRAPPED_BYTES
    assert unwrap_account_key(wrapped, PRIVATE) == account_key


def test_wrap_account_key__twice__looks_unrelated() -> None:
    account_key = new_account_key()
    first, second = (wrap_account_key(account_key, PUBLIC)[9:] for _ in range(2))
    assert first != second
    assert account_key.reveal() not in first


@given(flip=st.integers(1, 255), position=st.integers(9, WRAPPED_BYTES - 1))
def test_unwrap_account_key__any_byte_of_the_box_changed__is_broken(flip: int, position: int) -> None:
    wrapped = bytearray(wrap_account_key(new_account_key(), PUBLIC))
    wrapped[position] ^= flip
    with pytest.raises(SealBroken):
        unwrap_account_key(bytes(wrapped), PRIVATE)


@pytest.mark.parametrize("position", range(1, 9))
def test_unwrap_account_key__fingerprint_changed__is_for_another_key(position: int) -> None:
    wrapped = bytearray(wrap_account_key(new_account_key(), PUBLIC))
    wrapped[position] ^= 1
    with pytest.raises(WrongKey):
        unwrap_account_key(bytes(wrapped), PRIVATE)


@pytest.mark.parametrize("length", [0, 1, 9, WRAPPED_BYTES - 1])
def test_unwrap_account_key__truncated__is_broken(length: int) -> None:
    with pytest.raises(SealBroken):
        unwrap_account_key(wrap_account_key(new_account_key(), PUBLIC)[:length], PRIVATE)


def test_unwrap_account_key__another_partnership_key__says_so() -> None:
    wrapped = wrap_account_key(new_account_key(), new_partnership_key().public_key)
    with pytest.raises(WrongKey):
        unwrap_account_key(wrapped, PRIVATE)


def test_fingerprint__of_a_wrap__names_its_key_without_opening_it() -> None:
    wrapped = wrap_account_key(new_account_key(), PUBLIC)
    assert fingerprint_of(wrapped) == PUBLIC.fingerprint
    assert fingerprint_of(wrapped) != PartnershipPublicKey(bytes(32)).fingerprint


def test_unlock_under__same_place__gives_the_key() -> None:
    account_key, key = new_account_key(), CodenameKey(bytes(32))
    assert unlock_under(key, lock_under(key, account_key, PLACE), PLACE) == account_key


def test_unlock_under__lock_of_another_account__is_broken() -> None:
    key = CodenameKey(bytes(32))
    locked = lock_under(key, new_account_key(), PLACE)
    with pytest.raises(SealBroken):
        unlock_under(key, locked, Place("account", "ffff", "return_number_lock", 1))


def test_unlock_under__something_else_sealed_there__is_broken() -> None:
    key = CodenameKey(bytes(32))
    with pytest.raises(SealBroken):
        unlock_under(key, seal(key, b"not a key", PLACE), PLACE)


def test_new_keys__drawn__never_repeat() -> None:
    drawn = {new_account_key().reveal() for _ in range(50)} | {new_draft_key().reveal() for _ in range(50)}
    assert len(drawn) == 100
    assert all(len(key) == AccountKey.size_bytes for key in drawn)
