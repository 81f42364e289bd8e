"""Lemmas remembered while a run lasts, as many as there is room for."""

from collections import Counter

import pytest
from simplemma.strategies.dictionaries import stream_dictionary_factory

from analysis import features
from analysis.features import TextsRemembered, find_lemma, forget_texts, list_lemmas
from analysis.text import part_words
from tests.unit.analysis.analysis_material import DOCTORS, HOUSING


def test_lemmas__of_more_texts_than_there_is_room_for__are_remembered_of_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts, made = [*HOUSING, *DOCTORS], list[str]()
    plain = [list_lemmas(text, "en") for text in texts]
    monkeypatch.setattr(features, "TEXTS", TextsRemembered(sum(map(len, plain[:6])) + 6))

    def note(text: str) -> tuple[list[str], list[tuple[int, int]]]:
        made.append(text)
        return part_words(text)

    monkeypatch.setattr(features, "part_words", note)
    for _ in range(3):
        assert [list_lemmas(text, "en") for text in texts] == plain
    assert made == texts + texts[6:] * 2


def test_lemmas__of_many_languages_in_turn__read_each_word_list_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Counter[str]()

    def note(language: str) -> dict[str, str]:
        read[language] += 1
        return {}

    monkeypatch.setattr(stream_dictionary_factory, "StreamMap", note)
    lemmatizer = features.make_lemmatizer()
    languages = ["ar", "cy", "en", "es", "fa", "fr", "pl", "pt", "ro", "ru", "sq", "tr", "uk"]
    for _ in range(2):
        for language in languages:
            lemmatizer.lemmatize("housing", language)
    assert read == Counter(languages)


def test_lemmas__when_a_run_has_ended__are_forgotten_and_leave_room_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "TEXTS", TextsRemembered(len(list_lemmas(HOUSING[0], "en")) + 1))
    for text in HOUSING[:2]:
        list_lemmas(text, "en")
        assert features.TEXTS.find(text, "en") is not None
        forget_texts()
        assert features.TEXTS.find(text, "en") is None and find_lemma.cache_info().currsize == 0
