"""Text as given: length and offsets stay, words compare in any script."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import characters, text

from analysis.text import clean_text, count_words, fold_word, has_visible_text, list_words, normalise
from tests.unit.analysis.item_frames import odd_texts, steady


@steady
@given(odd_texts)
def test_clean_text__of_anything__keeps_its_length_and_can_be_written(text: str) -> None:
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean_text(cleaned) == cleaned


def test_clean_text__controls__become_replacements_one_for_one() -> None:
    assert clean_text("a\x00b\ud800c\td\ne\r\nf\u202eg") == "a\ufffdb\ufffdc\td\ne\n\nf\u202eg"


@steady
@given(odd_texts)
def test_words__of_anything__are_in_order_and_lead_back_to_the_text(text: str) -> None:
    words = list_words(text)
    assert all(fold_word(text[word.start : word.end]) == word.form for word in words)
    assert all(first.end <= second.start for first, second in pairwise(words))


@steady
@given(text(characters(max_codepoint=127)))
def test_words__of_ascii_text__are_the_same_beside_another_script(plain: str) -> None:
    assert list_words(plain) == list_words(f"{plain} ☃")
    assert count_words(plain) == count_words(f"{plain} ☃") == len(list_words(plain))


def test_words__that_fold_to_nothing__are_no_words() -> None:
    assert [word[1:] for word in list_words("ـ نص ــ ok")] == [(2, 4), (8, 10)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("More HOMES, please!", "more homes please"),
        ("café", "cafe\u0301"),
        ("ﬁne", "fine"),
        ("مي\u200cخواهم", "می‌خواهم"),
        ("كتاب", "کتاب"),
        ("مُحَمَّد", "محمد"),
        ("١٢٣", "123"),
        ("go’aan", "go'aan"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_normalise__the_same_words_written_differently__are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("🙂 — …", 0),
        ("don't go-ever", 3),
        ("我同意你", 4),
        ("मैं ठीक हूँ", 3),
        ("ሰላም፡ነው። ቤት", 3),
        ("n/a", 2),
        ("می‌خواهم بروم", 2),
    ],
)
def test_count_words__in_any_script__counts_what_a_reader_would(text: str, number: int) -> None:
    assert count_words(text) == number


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u202e\ufeff", "\u2800\u3164", "\ufe0f"])
def test_visible_text__only_spaces_joiners_and_marks__is_none(text: str) -> None:
    assert not has_visible_text(text)


@pytest.mark.parametrize("text", ["a", "\x00", ".", "🙂", "\u200fא"])
def test_visible_text__anything_that_shows__is_some(text: str) -> None:
    assert has_visible_text(text)
