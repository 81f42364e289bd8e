"""Suggested codes: what is proposed, how surely, and because of which words."""

import numpy as np
import pandas as pd
import pytest

from analysis import errors
from analysis.choosing_codes import choose_codes, keep_best
from analysis.codebook import get_builtin_codebook, parse_codebook
from analysis.coding import TextCodings, count_left_out, make_codings, make_probabilities, suggest_codings
from analysis.decisions import Decisions, read_decisions
from analysis.evidence import Texts
from analysis.features import list_lemmas, list_terms
from analysis.phrase_hits import PhraseHits
from analysis.reasons import find_pulling_words, find_shared_words, list_content
from analysis.vectors import Meaning, make_vectors
from tests.unit.analysis.analysis_material import DOCTORS, HOUSING, WordEmbedder

BOOK = parse_codebook(
    b"code,label,description,key_phrases\n"
    b"homes,Homes,Renting a flat from landlords,council flat|guarantor\n"
    b"care,Care,Seeing a doctor or a dentist,doctor|hospital appointment\n"
    b"roads,Roads,Potholes and parking,pothole\n",
    "test",
)


def suggest(texts: list[str], languages: list[str] | None = None, **given: object) -> TextCodings:
    """Suggest with the small codebook and no model."""
    spoken = languages or ["en"] * len(texts)
    return suggest_codings(Texts(texts, spoken), BOOK, min_score=0.3, **given)  # type: ignore[arg-type]


def test_suggestions__without_a_model__come_from_words_and_phrases() -> None:
    found = suggest([*HOUSING, *DOCTORS])
    assert [BOOK.codes[place].code for place in found.scores.argmax(axis=1)] == ["homes"] * 6 + ["care"] * 6
    assert ((found.scores >= 0) & (found.scores <= 1)).all()
    assert (found.scores == np.round(found.scores, 6)).all()


def test_suggestion__that_is_likely__says_which_words_caused_it() -> None:
    found = suggest(["We waited years for Council flats."])
    assert found.because[0, 0] == "Council flats"


def test_text__about_something_else__gets_no_suggestion() -> None:
    found = suggest(["Thank you for the opportunity", *HOUSING])
    assert (found.scores[0] < 0.3).all()
    assert not [pair for pair in found.because if pair[0] == 0]


def test_reason__in_another_language__is_in_the_words_of_the_text() -> None:
    texts = ["лікар і guarantor", *["про лікарню та житло"] * 3, *HOUSING, *DOCTORS]
    languages = ["uk"] * 4 + ["en"] * 12
    meaning = Meaning(WordEmbedder())
    vectors = make_vectors(texts, languages, meaning, max_computed=99)
    found = suggest_codings(Texts(texts, languages, vectors), BOOK, min_score=0.0, meaning=meaning)
    assert found.because[0, 0] == "guarantor"
    assert set(found.because[0, 2].split("|")) <= {"лікар", "guarantor"}
    assert found.because[0, 2]


def test_reason__where_no_word_pulls_towards_the_code__is_the_nearest_word() -> None:
    pulls = {"Muddled": np.array([-0.2]), "confusing": np.array([-0.1])}
    assert (
        find_pulling_words("Muddled, confusing", list_content("Muddled, confusing", "en"), pulls, 0)
        == "confusing"
    )


def test_reason__of_words_that_pull_less_than_a_number__is_a_word() -> None:
    pulls = {"58": np.array([0.9]), "homes": np.array([0.2]), "Number": np.array([0.1])}
    for text, shown in (("Number 58: homes", "Number|homes"), ("58", "")):
        assert find_pulling_words(text, list_content(text, "en"), pulls, 0) == shown


def test_codes_of_one_facet__compete__those_of_another_do_not() -> None:
    codes = parse_codebook(
        b"code,label,description,facet,key_phrases\na,A,x,,\nb,B,x,,\nc,C,x,kind,\n", "t"
    ).codes
    found = make_probabilities(np.array([[0.6, 0.5, 0.6]]), codes)[0]
    assert found[0] == found[2] > 0.9
    assert found[1] < found[0] / 2
    assert make_probabilities(np.array([[0.0, -0.3, 0.0]]), codes).max() < 0.1


def test_code_for_the_rest__however_alike__is_not_suggested() -> None:
    codes = parse_codebook(
        b"code,label,description,key_phrases\na,A,x,\nx,None of the Above,y,\no,Other help,z,\n", "t"
    ).codes
    assert [code.is_rest for code in codes] == [False, True, False]
    assert make_probabilities(np.array([[0.3, 0.9, 0.3]]), codes)[0, 1] < 0.05


def test_codes__suggested_together__follow_their_probabilities() -> None:
    scores = np.array([[0.9, 0.8, 0.1], [0.9, 0.1, 0.1], [0.2, 0.2, 0.2]])
    assert choose_codes(scores).tolist() == [[True, True, False], [True, False, False], [True, True, True]]
    assert choose_codes(np.zeros((2, 0))).shape == (2, 0)


def test_codes__kept_of_too_many__are_the_likeliest_and_of_equal_ones_the_first() -> None:
    scores = np.array([[0.5, 0.9, 0.5, 0.7], [0.1, 0.9, 0.2, 0.3], [0.0, 0.0, 0.0, 0.0]])
    chosen = np.array([[True, True, True, True], [False, True, False, False], [False, True, False, True]])
    kept = keep_best(chosen, scores, 2)
    assert kept.tolist() == [
        [False, True, False, True],
        [False, True, False, False],
        [False, True, False, True],
    ]
    assert keep_best(chosen, scores, 3)[0].tolist() == [True, True, False, True]


def test_suggestions__of_a_long_codebook__are_ten_of_each_facet_and_say_how_many_more() -> None:
    rows = [f"c{n},Homes {n},{('domain', 'kind')[n % 2]},homes and rents,homes" for n in range(60)]
    head = "code,label,facet,description,key_phrases"
    book = parse_codebook("\n".join([head, *rows]).encode(), "t")
    found = suggest_codings(Texts(["There are no homes", "The bus is late"], ["en"] * 2), book, min_score=0.3)
    assert found.suggested.sum(axis=1).tolist() == [20, 0]
    assert found.left_out.tolist() == [40, 0]
    segments = pd.DataFrame({"segment_id": ["a:1", "b:1"], "item_id": ["a", "b"]})
    assert count_left_out(segments, [0, 1], found) == {"a:1": 40}


def test_key_phrase__inflected_and_in_capitals__is_found_with_its_place() -> None:
    text = "Both HOSPITAL Appointments were lost."
    (hit,) = PhraseHits(BOOK.codes).find(list_lemmas(text, "en"))
    assert (hit.code_place, text[hit.start : hit.end]) == (1, "HOSPITAL Appointments")


def test_key_phrase__inside_a_longer_one_of_its_code__counts_once() -> None:
    codes = parse_codebook(b"code,label,description,key_phrases\na,A,x,bank|food bank\n", "t").codes
    assert len(PhraseHits(codes).find(list_lemmas("the food bank is shut", "en"))) == 1


def test_reasons__with_the_list_mark_in_the_text__stay_one_list() -> None:
    text = "rent|rents | RENT"
    assert find_shared_words(text, list_lemmas(text, "en"), [], {"rent"}) == "rent|rents"


def test_decisions__about_segments__are_read_as_shares_about_their_texts() -> None:
    rows = [("a:1", True), ("b:1", False), ("b:1", True), ("c:1", False), ("gone:1", True)]
    frame = pd.DataFrame(rows, columns=["segment_id", "accepted"]).assign(code="x")
    found = read_decisions(frame, ["a:1", "b:1", "c:1"], [0, 5, 5])
    assert found == Decisions({(0, "x"): 1.0, (5, "x"): 1 / 3})
    with pytest.raises(errors.DecisionsWrong, match="accepted"):
        read_decisions(frame[["segment_id", "code"]], [], [])


def test_codings__for_segments_with_one_text__are_written_for_each_best_first() -> None:
    found = suggest(["Landlords want a guarantor and the doctor wants one too"])
    segments = pd.DataFrame({"segment_id": ["a:1", "b:1"], "item_id": ["a", "b"]})
    rows = make_codings(segments, [0, 0], found, BOOK.codes)
    assert rows["segment_id"].tolist() == sorted(rows["segment_id"])
    assert rows.groupby("segment_id")["score"].apply(lambda one: one.is_monotonic_decreasing).all()
    assert set(rows["item_id"]) == {"a", "b"}


def test_builtin_codebook__without_a_model__finds_plain_cases() -> None:
    texts = ["There are no ESOL classes here", "The asylum hotel food is bad", "Staff training is needed"]
    book = get_builtin_codebook()
    found = suggest_codings(Texts(texts, ["en"] * 3), book, min_score=0.3)
    best = {
        (place, book.codes[code].code) for place, code in zip(*np.nonzero(found.scores >= 0.3), strict=True)
    }
    assert {(0, "language"), (1, "accommodation"), (2, "training_need")} <= best


def test_terms__of_chinese__are_neighbouring_pairs() -> None:
    assert "房_租" in list_terms("房租，高", "zh-Hans")
    assert "租_高" not in list_terms("房租，高", "zh-Hans")
