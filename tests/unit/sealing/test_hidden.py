"""Secrets as types: nothing that prints, formats, pickles or compares gives them away."""

import copy
import pickle
import traceback

import pytest

from consult.errors import CodedError
from consult.sealing.codenames import Codename, CodenameKey, new_codename
from consult.sealing.errors import CATALOGUE, Locked, SealingError, make_error
from consult.sealing.hidden import Hidden
from consult.sealing.keys import AccountKey, DraftKey, PartnershipKey

MARK = b"0123456789abcdefSECRETSECRETSECR"
KINDS = [AccountKey, DraftKey, PartnershipKey, CodenameKey]


@pytest.mark.parametrize("kind", KINDS)
def test_hidden__printed_in_every_way__shows_nothing(kind: type[Hidden]) -> None:
    secret = kind(MARK)
    shown = f"{secret} {secret!r} {secret:>40} {secret!s} {[secret]} {{'key': secret}}"
    assert "SECRET" not in shown and MARK.hex() not in shown
    assert kind.__name__ in shown


def test_codename__printed__shows_no_digit() -> None:
    assert not any(character.isdigit() for character in f"{new_codename()!r}")


def test_hidden__in_a_traceback_with_locals__shows_nothing() -> None:
    def fail(secret: AccountKey) -> None:
        raise RuntimeError("failed")

    with pytest.raises(RuntimeError) as caught:
        fail(AccountKey(MARK))
    report = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "SECRETSECRET" not in "".join(report.format())


@pytest.mark.parametrize("write", [pickle.dumps, copy.copy, copy.deepcopy])
def test_hidden__written_down_or_copied__refuses(write: object) -> None:
    with pytest.raises(TypeError):
        write(AccountKey(MARK))  # type: ignore[operator]


def test_hidden__forgotten__is_overwritten_and_locked() -> None:
    secret = AccountKey(MARK)
    held = secret._held
    secret.forget()
    assert not held
    with pytest.raises(Locked):
        secret.reveal()


def test_hidden__compared__by_kind_and_value() -> None:
    assert AccountKey(MARK) == AccountKey(MARK)
    assert AccountKey(MARK) != AccountKey(bytes(32))
    assert AccountKey(MARK) != DraftKey(MARK)
    with pytest.raises(TypeError):
        hash(AccountKey(MARK))


@pytest.mark.parametrize("size", [0, 31, 33])
def test_hidden__wrong_size__is_refused_without_showing_it(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes") as caught:
        AccountKey(b"S" * size)
    assert "SS" not in str(caught.value)


def test_codename__wrong_size__is_refused() -> None:
    with pytest.raises(ValueError, match="18 bytes"):
        Codename(b"123")


def test_errors__each_code__has_exactly_one_class() -> None:
    kinds = SealingError.__subclasses__()
    assert sorted(kind.fixed_code for kind in kinds) == sorted(CATALOGUE)


def test_make_error__known_and_unknown_code__is_always_coded() -> None:
    assert make_error("S013", {}).code == "S013"
    assert isinstance(make_error("X999", {}), CodedError)
