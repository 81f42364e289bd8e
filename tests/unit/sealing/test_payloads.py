"""Sealed payloads: what was sealed comes back from its own place, and from nowhere else."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.sealing.errors import SealBroken
from consult.sealing.keys import AccountKey, new_account_key
from consult.sealing.payloads import Place, open_json, open_sealed, seal, seal_json

KEY = AccountKey(bytes(range(32)))
PLACE = Place("answer", "0b1c", "words", 1)
PART = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLACES = st.builds(Place, PART, PART, PART, st.integers(0, 10**6))


@given(plaintext=st.binary(max_size=3000), place=PLACES)
def test_open_sealed__same_key_and_place__gives_the_plaintext_back(plaintext: bytes, place: Place) -> None:
    assert open_sealed(KEY, seal(KEY, plaintext, place), place) == plaintext


@pytest.mark.parametrize("position", range(len(seal(KEY, b"we were moved four times", PLACE))))
def test_open_sealed__any_one_byte_changed__is_broken(position: int) -> None:
    sealed = bytearray(seal(KEY, b"we were moved four times", PLACE))
    sealed[position] ^= 0x01
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(sealed), PLACE)


@given(flip=st.integers(1, 255), data=st.data())
def test_open_sealed__any_byte_changed_in_any_way__is_broken(flip: int, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, b"x" * 500, PLACE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= flip
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(sealed), PLACE)


def test_open_sealed__truncated_at_any_length__is_broken() -> None:
    sealed = seal(KEY, b"we were moved four times", PLACE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_sealed(KEY, sealed[:length], PLACE)


def test_open_sealed__something_appended__is_broken() -> None:
    with pytest.raises(SealBroken):
        open_sealed(KEY, seal(KEY, b"words", PLACE) + b"\0", PLACE)


@pytest.mark.parametrize(
    "changed", [{"table": "draft"}, {"row": "0b1d"}, {"field": "permission"}, {"version": 2}], ids=str
)
def test_open_sealed__moved_to_another_place__is_broken(changed: dict[str, str | int]) -> None:
    sealed = seal(KEY, b"words", PLACE)
    with pytest.raises(SealBroken):
        open_sealed(KEY, sealed, dataclasses.replace(PLACE, **changed))  # type: ignore[arg-type]


@given(one=PLACES, other=PLACES)
def test_place__two_different_places__never_encode_alike(one: Place, other: Place) -> None:
    assert (one == other) == (one.as_associated_data() == other.as_associated_data())


def test_place__text_moved_across_a_part__encodes_differently() -> None:
    assert Place("ab", "c", "", 1).as_associated_data() != Place("a", "bc", "", 1).as_associated_data()
    assert Place("a", "b", "c1", 2).as_associated_data() != Place("a", "b", "c", 12).as_associated_data()


def test_open_sealed__another_account_key__is_broken() -> None:
    with pytest.raises(SealBroken):
        open_sealed(new_account_key(), seal(KEY, b"words", PLACE), PLACE)


def test_seal_broken__raised__carries_neither_words_nor_cause() -> None:
    sealed = bytearray(seal(KEY, b"my name is Samira", PLACE))
    sealed[-1] ^= 1
    with pytest.raises(SealBroken) as caught:
        open_sealed(KEY, bytes(sealed), PLACE)
    assert caught.value.code == "S001"
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    assert "Samira" not in str(caught.value)


def test_seal__short_answers__have_the_same_size() -> None:
    assert len({len(seal(KEY, word.encode(), PLACE)) for word in ("yes", "no", "female", "prefer not")}) == 1


@given(size=st.integers(0, 20_000))
def test_seal__any_size__grows_by_at_most_an_eighth_and_one_step(size: int) -> None:
    assert len(seal(KEY, bytes(size), PLACE)) <= (size + 8) * 1.125 + 64 + 1 + 24 + 16


def test_seal__same_words_twice__differ() -> None:
    assert seal(KEY, b"words", PLACE) != seal(KEY, b"words", PLACE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(value=JSON)
def test_open_json__any_value__comes_back(value: object) -> None:
    assert open_json(KEY, seal_json(KEY, value, PLACE), PLACE) == value


def test_open_json__bytes_that_are_not_json__are_broken() -> None:
    with pytest.raises(SealBroken):
        open_json(KEY, seal(KEY, b"\xff not json", PLACE), PLACE)
