"""The space of themes: languages do not become themes, and labels do not become names of people."""

import numpy as np

from analysis.themes.borrowing import Lenders, find_main_language, find_most_spoken
from analysis.themes.candidates import Candidate
from analysis.themes.centring import find_centres_of_languages
from analysis.themes.phrases import list_runs
from analysis.themes.picking import pick
from analysis.themes.space import Described, fit_space
from analysis.vectors import make_unit

SUBJECTS = (["home", "rent", "hotel"], ["school", "teacher", "class"])
OTHER_WORDS = (["budynek", "czynsz"], ["szkola", "klasa"])


def make_two_languages() -> tuple[Described, np.ndarray]:
    """Forty English and twenty Polish texts on two subjects; the meaning of Polish ones is shifted aside."""
    random = np.random.default_rng(7)
    subject = np.array([n % 2 for n in range(60)])
    languages = ["en"] * 40 + ["pl"] * 20
    meaning = np.where(subject[:, None] == 0, [[1.0, 0, 0]], [[0, 1.0, 0]]) + random.normal(0, 0.05, (60, 3))
    meaning[40:, 2] += 3.0
    terms = [
        list((SUBJECTS if language == "en" else OTHER_WORDS)[kind])
        for kind, language in zip(subject.tolist(), languages, strict=True)
    ]
    return Described(terms, languages, make_unit(meaning)), subject


def test_space__of_two_languages__puts_the_same_subject_together() -> None:
    texts, subject = make_two_languages()

    points = fit_space(texts).place(texts)

    likeness = points[40:] @ points[:40].T
    same = subject[40:, None] == subject[None, :40]
    assert likeness[same].min() > likeness[~same].max()


def test_space__without_a_model__uses_every_language_s_own_words() -> None:
    texts, subject = make_two_languages()
    worded = Described(texts.terms, texts.languages, None)

    points = fit_space(worded).place(worded)

    polish = points[40:] @ points[40:].T
    same = subject[40:, None] == subject[None, 40:]
    assert polish[same].min() > polish[~same].max()


def test_centres__of_a_language_with_one_text__take_little_of_it() -> None:
    vectors = make_unit(np.array([[1.0, 0.0]] * 9 + [[0.0, 1.0]]))

    centres = find_centres_of_languages(vectors, ["en"] * 9 + ["so"])

    assert np.linalg.norm(centres.of_language["so"]) < 0.15


def test_lenders__text_in_another_language__gets_the_words_of_its_nearest() -> None:
    meant = make_unit(np.array([[1.0, 0.0]] * 10 + [[0.0, 1.0]] * 10))
    worded = make_unit(np.array([[1.0, 0.0]] * 10 + [[0.0, 1.0]] * 10))
    lenders = Lenders("en", meant, worded)

    lent = lenders.lend(np.zeros((2, 2)), make_unit(np.array([[0.9, 0.1], [0.1, 0.9]])), ["ar", "en"])

    assert np.allclose(lent, [[1.0, 0.0], [0.0, 0.0]])


def test_lenders__alike_ones_beyond_those_that_lend__lend_in_order() -> None:
    chance = np.random.default_rng(3)
    meant = np.repeat(make_unit(chance.normal(size=(9, 4))), 5, axis=0)
    worded, asked = make_unit(chance.normal(size=(45, 6))), make_unit(chance.normal(size=(30, 4)))

    lent = Lenders("en", meant, worded).lend(np.zeros((30, 6)), asked, ["ar"] * 30)

    nearest = np.argsort(-np.round(asked @ meant.T, 6), axis=1, kind="stable")[:, :8]
    assert np.array_equal(lent, make_unit(worded[nearest].mean(axis=1)))


def test_main_language__too_few_or_all_texts__has_nothing_to_lend() -> None:
    assert find_main_language(["en"] * 30) is None
    assert find_main_language(["en"] * 10 + ["ar"] * 5) is None
    assert find_main_language(["en"] * 25 + ["ar"] * 5) == "en"
    assert find_most_spoken(["uk", "ar", "uk", "ar"]) == "ar"


def test_label__said_in_the_main_language__comes_before_a_better_phrase_elsewhere() -> None:
    phrases = [
        (9.0, Candidate("житло", "житло", 1, frozenset({5, 6, 7}))),
        (5.0, Candidate("home", "homes", 1, frozenset({0, 1}))),
        (7.0, Candidate("odd word", "odd word", 2, frozenset({2}))),
    ]

    name = pick(phrases, 8, in_main=frozenset({0, 1, 2, 3}))

    assert name.in_label == ("homes", "odd word", "житло")
    assert name.phrases == ("житло", "odd word", "homes")


def test_runs__two_capitals_in_a_row__are_taken_for_a_name_and_left_out() -> None:
    shown = {phrase.shown for phrase in list_runs("zapytaj Anna Nowak o czynsz", "pl")}

    assert "Anna Nowak" not in shown and "czynsz" in shown
