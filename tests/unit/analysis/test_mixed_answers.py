"""Answers that change their language: each segment is read in its own."""

import pytest

from analysis.columns import UNKNOWN_LANGUAGE
from analysis.mixed_answers import judge_part
from analysis.progress import QUIET
from analysis.reading_answers import read_answers
from analysis.store import NO_STORE
from tests.unit.analysis.item_frames import make_items
from tests.unit.analysis.test_languages import SENTENCES

ENGLISH = "My son waited for nine weeks before the school had a place for him."
WELSH = "Arhosodd fy mab am naw wythnos cyn i'r ysgol gael lle iddo yn y dosbarth."
POLISH = "Mój syn czekał dziewięć tygodni, zanim w szkole znalazło się dla niego miejsce."
ARABIC_IN_LATIN = "ebni stanna tes3 asabee3 abl ma yla2o makan fil madrase w ken kteer za3lan"


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        (ENGLISH, "en", "en"),
        (ENGLISH, "cy", "en"),
        (WELSH, "en", "cy"),
        (POLISH, "en", "pl"),
        (SENTENCES["ar"], "en", "ar"),
        (SENTENCES["ti"], "en", "ti"),
        (SENTENCES["fa"], "prs", "prs"),
        (SENTENCES["zh-Hant"], "zh-Hans", "zh-Hans"),
        (POLISH, UNKNOWN_LANGUAGE, "pl"),
        (ARABIC_IN_LATIN, "ar", "ar"),
        ("Diolch yn fawr", "en", "en"),
        ("12 34 56", "en", "en"),
        ("🙂", "ar", "ar"),
    ],
)
def test_part__in_an_answer__has_another_language_only_where_it_shows(
    text: str, language: str, own: str
) -> None:
    shown = judge_part(text, language)
    assert (shown[0] if shown else language) == own


def test_segments__of_an_answer_in_three_languages__have_their_own() -> None:
    items = make_items(f"{ENGLISH} {WELSH} {SENTENCES['ar']}", ENGLISH, WELSH, language=["en", "en", "cy"])
    read = read_answers(items, NO_STORE, QUIET)
    assert read.segments["language"].tolist() == ["en", "cy", "ar", "en", "cy"]
    assert read.languages["language"].tolist() == ["en", "en", "cy"]
    assert read.segments["basis"].tolist() == ["declared", "detected", "detected", "declared", "declared"]
    assert read.segments["language_confident"].tolist() == [False, True, True, True, True]


def test_segments__of_a_repeated_id__have_the_language_of_its_first_row() -> None:
    items = make_items(ENGLISH, WELSH, id=["a", "a"], language=["en", "cy"])
    assert read_answers(items, NO_STORE, QUIET).segments["language"].tolist() == ["en"]
