"""Lemmas remembered while a run lasts, as many as there is room for."""

import pytest

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


def test_lemmas__when_a_run_has_ended__are_forgotten_and_leave_room_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "TEXTS", TextsRemembered(len(list_lemmas(HOUSING[0], "en")) + 1))
    for text in HOUSING[:2]:
        list_lemmas(text, "en")
        assert features.TEXTS.find(text, "en") is not None
        forget_texts()
        assert features.TEXTS.find(text, "en") is None and find_lemma.cache_info().currsize == 0
