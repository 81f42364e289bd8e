"""Where words are after a text was changed: every character is in one piece, at a cost that stays bounded."""

import random

import pytest

from consult.services.experiences import matching_texts
from consult.services.experiences.matching_texts import cut_sentences, cut_words, list_pieces

LONGEST = 100_000
LOOKS = 60
"""How often a token may be looked at; with every pair compared it would be thousands of times."""


class Counted(str):
    """A token that counts how often it is compared or looked up."""

    looked = 0

    def __eq__(self, other: object) -> bool:
        Counted.looked += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.looked += 1
        return str.__hash__(self)


def tell(seed: int, words: int) -> str:
    draw = random.Random(seed)
    text = "".join(" ".join(f"w{draw.randrange(words)}" for _ in range(14)) + ". " for _ in range(2_500))
    return text[:LONGEST]


@pytest.mark.parametrize("alphabet", ["ab .", "a. ", "እ። \n", "ab\n?!"])
def test_pieces__of_any_two_texts__hold_every_character_once_and_say_truly_what_is_the_same(
    alphabet: str,
) -> None:
    draw = random.Random(3)
    for _ in range(300):
        old, new = ("".join(draw.choices(alphabet, k=draw.randrange(40))) for _ in range(2))
        pieces = list_pieces(old, new)
        assert "".join(old[one.old.start : one.old.stop] for one in pieces) == old
        assert "".join(new[one.new.start : one.new.stop] for one in pieces) == new
        for one in pieces:
            is_same = old[one.old.start : one.old.stop] == new[one.new.start : one.new.stop]
            assert is_same or not one.is_same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (tell(1, 800), tell(2, 800)),
        (tell(1, 30_000), tell(2, 30_000)),
        ("a " * 50_000, "b " + "a " * 49_990 + "c "),
        ("a. " * 33_000, "b. " + "a. " * 32_990 + "c. "),
        (" ".join(f"w{n}." for n in range(14_000)), " ".join(f"w{n}." for n in range(14_000, 0, -1))),
    ],
    ids=["few words", "many words", "one word", "one sentence", "reversed"],
)
def test_pieces__of_the_longest_texts_changed_everywhere__cost_no_more_than_their_length(
    old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for cut in (cut_sentences, cut_words):
        monkeypatch.setattr(
            matching_texts, cut.__name__, lambda text, cut=cut: [Counted(one) for one in cut(text)]
        )
    Counted.looked = 0
    list_pieces(old, new)
    tokens = len(cut_words(old)) + len(cut_words(new))
    assert 0 < Counted.looked < LOOKS * tokens
