"""The same person has the same stand-in, however a mention is written."""

import pytest

from analysis.pseudonyms import Mention, name_mentions

SAME = [
    ("en", "Amina Yusuf", "Mrs Yusuf"),
    ("en", "Amina", "Amina Yusuf"),
    ("en", "Amina Yusuf", "A. Yusuf"),
    ("es", "José", "jose"),
    ("uk", "Андрій", "Андрієм"),
    ("uk", "Оксана Ткаченко", "Оксані"),
    ("pl", "Halina", "Halinie"),
    ("ar", "أمينة", "وأمينة"),
    ("ti", "ዮውሃንስ", "ዮውሃንስን"),
    ("tr", "Elif", "Elif'in"),
    ("en", "ʻAli", "Ali's"),
    ("en", "ʼAhmad", "Ahmad"),
    ("en", "Jo", "Jo’s"),
    ("en", "O'Brien", "O’Brien's"),
    ("uk", "Мар'яна", "Мар’яні"),
]
OTHERS = [
    ("en", "Amina Yusuf", "Amina Ali"),
    ("en", "Maria", "Mariam"),
    ("en", "Paul", "Paula"),
    ("en", "A", "Amina"),
    ("uk", "Іван", "Інна"),
    ("zh", "李明", "王明"),
    ("en", "O'Brien", "O'Connor"),
    ("uk", "Мар'яна", "Марко"),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME)
def test_mentions__of_one_person__have_one_stand_in(language: str, one: str, other: str) -> None:
    mentions = [Mention("person", words, language) for words in (one, "Zebbith", other)]
    assert name_mentions(mentions) == ["Person 1", "Person 2", "Person 1"]


@pytest.mark.parametrize(("language", "one", "other"), OTHERS)
def test_mentions__of_different_people__have_different_stand_ins(language: str, one: str, other: str) -> None:
    assert name_mentions([Mention("person", words, language) for words in (one, other)]) == [
        "Person 1",
        "Person 2",
    ]


def test_mention__that_fits_two_people__is_of_whoever_was_named_last() -> None:
    names = ["Bilal Khan", "Nadia Khan", "Khan", "Bilal", "Khan"]
    assert name_mentions([Mention("person", one, "en") for one in names]) == [
        f"Person {number}" for number in (1, 2, 2, 1, 1)
    ]


def test_stand_ins__settled_before__are_kept_and_not_given_again() -> None:
    mentions = [
        Mention("person", "Omar", "en", "Person 4"),
        Mention("person", "Amina"),
        Mention("person", "Omar"),
    ]
    assert name_mentions(mentions) == ["Person 4", "Person 1", "Person 4"]


def test_stand_ins__of_places_and_other_kinds__are_apart() -> None:
    mentions = [
        Mention("place", "Quay Hotel"), Mention("phone", "07700 900123"), Mention("person", "Omar"),
        Mention("place", "quay hotel"), Mention("detail", "omar"), Mention("detail", "bus"),
        Mention("person", "🙂"),
    ]  # fmt: skip
    assert name_mentions(mentions) == ["Place 1", "", "Person 1", "Place 1", "Person 1", "", ""]


@pytest.mark.parametrize("words", ["ʻ", "ʻʻʻ", "و", "م", "ን", "'", "ʻs", "ŉ", "ʼ Ahmad"])
def test_mention__of_marks_or_one_small_letter__is_read_without_failing(words: str) -> None:
    assert len(name_mentions([Mention("person", words), Mention("detail", words)])) == 2
