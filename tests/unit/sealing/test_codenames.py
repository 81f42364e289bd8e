"""Return numbers: random enough, readable in any script, slips noticed, nothing told about what exists."""

import contextlib
import re
import threading
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import exceptions

from consult.errors import ConfigurationError
from consult.sealing import codenames, stretching
from consult.sealing.codenames import (
    Codename,
    derive_key,
    lookup_id,
    new_account_salt,
    new_codename,
    new_secret_salt,
    parse_codename,
    reopen,
)
from consult.sealing.errors import CodenameMistyped, SaltUnusable, SealingBusy
from consult.sealing.stretching import MINIMAL, StretchCost, stretch

SECRET_SALT = bytes(range(32))
ZEROS = {
    "Latin": "0",
    "Arabic-Indic": "٠",
    "Persian": "۰",
    "Devanagari": "०",
    "Bengali": "০",
    "Gurmukhi": "੦",
    "fullwidth": "０",
}
SEPARATORS = [
    "",
    " ",
    "-",
    "\u00a0",
    "\u200f",
    "\u2066",
    " – ",
    "\u202b",
    "\n",
    "\t",
    ".",
    "\u2212",
    "،",
    "\ufeff",
]


def in_script(text: str, zero: str) -> str:
    return "".join(
        chr(ord(zero) + int(character)) if character.isdigit() else character for character in text
    )


@pytest.mark.parametrize("script", ZEROS)
def test_parse_codename__digits_of_any_script__gives_the_number(script: str) -> None:
    codename = new_codename()
    assert parse_codename(in_script(codename.shown(), ZEROS[script])) == codename


@given(
    separators=st.lists(st.sampled_from(SEPARATORS), min_size=19, max_size=19),
    zeros=st.lists(st.sampled_from(sorted(ZEROS.values())), min_size=18, max_size=18),
)
def test_parse_codename__scripts_and_separators_mixed__gives_the_number(
    separators: list[str], zeros: list[str]
) -> None:
    codename = new_codename()
    digits = "".join(codename.groups())
    written = [in_script(digit, zero) for digit, zero in zip(digits, zeros, strict=True)]
    text = separators[0] + "".join(a + b for a, b in zip(written, separators[1:], strict=True))
    assert parse_codename(text) == codename


def test_shown__any_number__is_six_groups_of_three() -> None:
    assert re.fullmatch(r"\d{3}( \d{3}){5}", new_codename().shown(), re.ASCII)


@given(position=st.integers(0, 17), by=st.integers(1, 9))
def test_parse_codename__one_wrong_digit__is_noticed(position: int, by: int) -> None:
    digits = list("".join(new_codename().groups()))
    digits[position] = str((int(digits[position]) + by) % 10)
    with pytest.raises(CodenameMistyped):
        parse_codename("".join(digits))


@given(first=st.integers(0, 16), apart=st.integers(1, 2))
def test_parse_codename__two_digits_swapped__is_noticed(first: int, apart: int) -> None:
    digits = list("".join(new_codename().groups()))
    second = min(first + apart, 17)
    swapped = digits[:]
    swapped[first], swapped[second] = swapped[second], swapped[first]
    if swapped != digits:
        with pytest.raises(CodenameMistyped):
            parse_codename("".join(swapped))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123",
        "1" * 17,
        "1" * 19,
        "1234 5678 9012 3456 7O",
        "²" * 18,
        "፩" * 18,
        "one two three",
        "1" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_parse_codename__not_a_number__is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(CodenameMistyped) as caught:
        parse_codename(text)
    assert caught.value.code == "S010"
    assert not text or text not in str(caught.value)


@given(text=st.text(max_size=60))
def test_parse_codename__any_text__is_read_or_refused(text: str) -> None:
    with contextlib.suppress(CodenameMistyped):
        assert isinstance(parse_codename(text), Codename)


def test_new_codename__random_part__has_at_least_fifty_bits() -> None:
    assert 10**codenames.RANDOM_DIGITS >= 2**50


def test_new_codename__many_drawn__every_digit_at_every_random_place() -> None:
    drawn = ["".join(new_codename().groups()) for _ in range(2000)]
    assert len(set(drawn)) == len(drawn)
    for place in range(codenames.RANDOM_DIGITS):
        counts = Counter(number[place] for number in drawn)
        # 200 of each expected, standard deviation 13.4: nine of those away is no accident
        assert set(counts) == set("0123456789") and max(abs(count - 200) for count in counts.values()) < 121


def test_lookup_id__same_number__same_id_only_with_the_same_salt() -> None:
    codename = new_codename()
    one = lookup_id(codename, SECRET_SALT, cost=MINIMAL)
    assert one == lookup_id(parse_codename(codename.shown()), SECRET_SALT, cost=MINIMAL)
    assert one != lookup_id(codename, new_secret_salt(), cost=MINIMAL)
    assert one != lookup_id(new_codename(), SECRET_SALT, cost=MINIMAL)
    assert re.fullmatch(r"[0-9a-f]{64}", one)


@pytest.mark.parametrize("size", [0, 16, 31])
def test_lookup_id__salt_missing_or_short__is_refused(size: int) -> None:
    with pytest.raises(SaltUnusable):
        lookup_id(new_codename(), bytes(size), cost=MINIMAL)


def test_derive_key__other_salt__gives_another_key() -> None:
    codename, salt = new_codename(), new_account_salt()
    assert derive_key(codename, salt, cost=MINIMAL) == derive_key(codename, salt, cost=MINIMAL)
    assert derive_key(codename, salt, cost=MINIMAL) != derive_key(codename, new_account_salt(), cost=MINIMAL)


def test_reopen__known_number__finds_it_and_gives_its_key() -> None:
    codename, salt = new_codename(), new_account_salt()
    stored = {lookup_id(codename, SECRET_SALT, cost=MINIMAL): salt}
    reopening = reopen(codename, SECRET_SALT, stored.get, cost=MINIMAL)
    assert reopening.found
    assert reopening.key == derive_key(codename, salt, cost=MINIMAL)


def test_reopen__unknown_number__does_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    work: list[StretchCost] = []

    def counted(secret: bytes, salt: bytes, cost: StretchCost) -> bytes:
        work.append(cost)
        return stretch(secret, salt, cost)

    monkeypatch.setattr(codenames, "stretch", counted)
    assert not reopen(new_codename(), SECRET_SALT, lambda _: None, cost=MINIMAL).found
    unknown, work[:] = work[:], []
    assert reopen(new_codename(), SECRET_SALT, lambda _: bytes(16), cost=MINIMAL).found
    assert unknown == work == [MINIMAL, MINIMAL]


def test_stretch__many_at_once__at_most_two_run(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    pause = threading.Event()

    def slow(*args: object) -> bytes:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        pause.wait(0.02)
        with lock:
            running -= 1
        return bytes(32)

    monkeypatch.setattr(stretching.argon2id, "kdf", slow)
    threads = [threading.Thread(target=stretch, args=(b"x", bytes(16), MINIMAL)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_stretch__no_turn_in_time__is_busy_and_frees_nothing_it_did_not_take() -> None:
    with (
        stretching._turns.take(0),
        stretching._turns.take(0),
        pytest.raises(SealingBusy),
    ):
        stretch(b"x", bytes(16), MINIMAL, wait_seconds=0.01)
    assert len(stretch(b"x", bytes(16), MINIMAL)) == 32


def test_stretch__memory_refused__is_busy_and_gives_the_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> bytes:
        raise exceptions.RuntimeError("Key derivation failed")

    with monkeypatch.context() as patch:
        patch.setattr(stretching.argon2id, "kdf", refuse)
        for _ in range(3):
            with pytest.raises(SealingBusy):
                stretch(b"x", bytes(16), MINIMAL, wait_seconds=0.01)
    assert len(stretch(b"x", bytes(16), MINIMAL)) == 32


def test_get_cost__by_name__is_known_or_refused() -> None:
    assert stretching.get_cost("interactive") == stretching.INTERACTIVE
    with pytest.raises(ConfigurationError, match="STRETCHING"):
        stretching.get_cost("fast")
