"""The words of many texts at once are those of each text read by itself."""

import sys
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from analysis.text import part_words
from analysis.words_together import part_all

ALPHABETS = (
    "abZ09 '’‘-_.,\n",
    "abé ñÖßªİŉµ'’x",
    "我得的，。a1 '’々〇かカＡ「」",
    "ab'\u00ad\u200d\u02bc\u0301",
    "سلامسي كا’",
    "สวัสดี",
)
TEXTS = st.lists(
    st.one_of(st.text(max_size=12), *(st.text(alphabet, max_size=12) for alphabet in ALPHABETS)), max_size=12
)


def check(texts: list[str]) -> None:
    """Compare what is found in texts together with what is found in each."""
    found = [(forms, list(map(tuple, places.tolist()))) for forms, places in part_all(texts)]
    assert found == [part_words(text) for text in texts]


@given(TEXTS)
def test_words__of_any_texts_together__are_those_of_each(texts: list[str]) -> None:
    check(texts)


def test_words__of_every_character_beside_letters_and_marks__are_those_of_each() -> None:
    """Each common character between letters, and before an apostrophe; in more texts than one batch holds."""
    chance = Random(1)
    every = [chr(code) for code in range(0x3100) if code not in range(0xD800, 0xE000)]
    chance.shuffle(every)
    check([f"Ab{char}c{char}'d 我{char}’{char}" for char in every[:4_000]])
    check(["\ud800a", "😀b", "\U00020000c", chr(sys.maxunicode), "", "'", "a''b'"])
