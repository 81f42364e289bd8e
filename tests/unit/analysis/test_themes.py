"""Themes: found, numbered by stability, named, and nothing lost."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.corpus import make_corpus
from analysis.progress import Watch
from analysis.settings import Settings
from analysis.themes.candidates import list_candidates
from analysis.themes.differing import compare_groups
from analysis.themes.finding import find_themes
from analysis.themes.labels import NO_LABEL
from analysis.themes.number import group_stably, list_counts
from analysis.themes.phrases import is_readable, list_phrases, list_runs
from analysis.themes.writing import Themes
from analysis.vectors import make_unit
from tests.unit.analysis.analysis_material import DOCTORS, ENGLISH, HOUSING, WordEmbedder, make_items
from tests.unit.analysis.item_frames import make_segments

QUICK = Settings(subsamples=4)
THREE = [*HOUSING, *ENGLISH, *DOCTORS]


def find(texts: list[str], settings: Settings = QUICK, **given: list[object]) -> tuple[Themes, pd.DataFrame]:
    """Find themes without a model; returns the segments too."""
    items = make_items(texts, **given)
    segments = make_segments(items)
    corpus = make_corpus(items, segments)
    return find_themes(corpus, segments, items, settings), segments


def test_themes__of_three_subjects__keep_them_apart() -> None:
    found, segments = find(THREE, Settings(subsamples=4, theme_count=3))
    first = found.assignments.drop_duplicates("segment_id").set_index("segment_id")["theme_id"]
    groups = [
        first.reindex(segments["segment_id"].iloc[start : start + 6]).mode().iloc[0] for start in (0, 6, 12)
    ]
    assert len(set(groups)) == 3
    assert found.themes["theme_id"].tolist() == ["T01", "T02", "T03"]
    assert found.themes["size_responses"].is_monotonic_decreasing


def test_themes__with_vectors__use_them() -> None:
    items = make_items(THREE)
    segments = make_segments(items)
    corpus = make_corpus(items, segments)
    vectors = np.eye(2)[[0] * 9 + [1] * 9].astype(np.float32)
    found = find_themes(corpus, segments, items, Settings(theme_count=2), vectors=vectors)
    first = found.assignments.drop_duplicates("segment_id")["theme_id"].tolist()
    assert len(set(first[:9])) == len(set(first[9:])) == 1
    assert first[0] != first[-1]


def test_segments__each__are_in_a_theme_or_left_over() -> None:
    found, segments = find([*THREE, "zzzz qqqq xxxx", "Grüße aus Wien"])
    assigned = set(found.assignments["segment_id"])
    assert assigned.isdisjoint(found.leftover)
    assert assigned | set(found.leftover) == set(segments["segment_id"])
    assert found.assignments.groupby("segment_id").size().max() <= 3


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_themes__of_very_few_answers__are_at_most_one(count: int) -> None:
    found, segments = find(THREE[:count])
    assert len(found.themes) <= 1
    assert len(set(found.assignments["segment_id"])) + len(found.leftover) == len(segments) == count


def test_themes__of_identical_answers__are_one_with_all_of_them() -> None:
    found, _ = find([HOUSING[0]] * 30)
    assert found.themes["size_responses"].tolist() == [30]
    assert len(found.central["T01"]) == 1
    assert found.dissenting == {}


def test_theme_sizes__with_several_answers_by_one_person__count_the_person_once() -> None:
    people = [str(number // 2) for number in range(18)]
    found, _ = find(THREE, Settings(subsamples=4, theme_count=3), respondent_id=people)
    for theme_id, size in zip(found.themes["theme_id"], found.themes["size_responses"], strict=True):
        rows = found.assignments[found.assignments["theme_id"] == theme_id]
        assert size == len({people[int(item) - 1] for item in rows["item_id"]})


def test_themes__when_only_some_are_fitted__assign_the_rest() -> None:
    texts = [f"{text} in place {number}" for number in range(6) for text in THREE]
    found, segments = find(texts, Settings(subsamples=3, max_fitted=50, theme_count=3))
    assert len(found.leftover) < len(segments) / 10


def test_themes__run_twice_and_in_another_order__are_the_same() -> None:
    one, _ = find(THREE)
    two, _ = find(THREE)
    turned, _ = find(THREE[::-1])
    pd.testing.assert_frame_equal(one.themes, two.themes)
    pd.testing.assert_frame_equal(one.assignments, two.assignments)
    assert one.themes["label"].tolist() == turned.themes["label"].tolist()


def test_central_and_dissenting_segments__of_each_theme__are_in_it_and_differ() -> None:
    found, _ = find(THREE, Settings(subsamples=4, theme_count=3))
    for theme_id, central in found.central.items():
        members = set(found.assignments.loc[found.assignments["theme_id"] == theme_id, "segment_id"])
        assert 1 <= len(central) <= 3
        assert set(central) <= members
        assert found.dissenting[theme_id] in members - set(central)


def test_counts_of_themes__grow_with_the_texts__within_limits() -> None:
    assert list(list_counts(5, 20)) == [1]
    assert list(list_counts(100, 20)) == list(range(4, 21))
    assert list(list_counts(2000, 20)) == list(range(12, 21))
    assert list(list_counts(2000, 3)) == [3]


def list_shown(items: pd.DataFrame) -> str:
    """Join every phrase that may name a theme, in small letters."""
    segments = make_segments(items)
    corpus = make_corpus(items, segments)
    phrases = list_phrases(corpus.texts, corpus.languages, None, Watch())
    candidates = list_candidates(phrases, corpus, list(range(len(corpus.texts))), 3)
    return "|".join(one.shown for one in candidates).lower()


def test_words_of_locked_accounts__below_three_accounts__name_nothing() -> None:
    secret = ["Captain Zebulon beat me"] * 2
    shown = list_shown(make_items([*HOUSING, *secret], sealed=[False] * 6 + [True] * 2))
    assert "zebulon" not in shown
    assert "landlords" in shown


def test_words_of_locked_accounts__in_three_accounts_or_said_openly__may_name() -> None:
    three = make_items([*HOUSING, *["Zebulon beat me"] * 3], sealed=[False] * 6 + [True] * 3)
    assert "zebulon" in list_shown(three)
    both = make_items([*HOUSING, "Zebulon beat me", "Zebulon was there"], sealed=[False] * 6 + [True, False])
    assert "zebulon" in list_shown(both)


def test_words_of_locked_accounts__three_answers_of_one_person__name_nothing() -> None:
    people = [str(number) for number in range(6)] + ["same"] * 3
    items = make_items(
        [*HOUSING, *["Zebulon beat me"] * 3], sealed=[False] * 6 + [True] * 3, respondent_id=people
    )
    assert "zebulon" not in list_shown(items)


def test_theme__of_accounts_that_share_nothing__has_no_words_in_its_label() -> None:
    found, _ = find(["Zebulon hid papers", "Quartz mountain burned"], sealed=[True, True])
    assert set(found.themes["label"]) <= {NO_LABEL}


def test_runs_of_words__with_stop_words_and_marks__end_there() -> None:
    shown = {phrase.shown for phrase in list_runs("the private landlord, rising rents", "en")}
    assert "private landlord" in shown
    assert not any("landlord, rising" in one or one.startswith("the") for one in shown)


def test_phrases__over_a_line_break__are_shown_on_one_line() -> None:
    shown = {phrase.shown for phrase in list_runs("private\nlandlord \n\n associations", "en")}
    assert {"private landlord", "private landlord associations"} <= shown


@pytest.mark.parametrize("shown", ["waiting | list", "rent|costs", "rents\u202e costs", "rents\ncosts"])
def test_phrase__that_would_be_taken_apart_or_turn_round_what_follows__is_not_shown(shown: str) -> None:
    assert not is_readable(shown)
    assert is_readable("waiting list's end")


def test_vectors_stand_in__given_alike_texts__embeds_them_alike() -> None:
    rows = WordEmbedder().passage([HOUSING[0], HOUSING[3], DOCTORS[0]])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_tree__without_a_fifth_of_the_points__keeps_most_groups() -> None:
    random = np.random.default_rng(3)
    subject = np.arange(120) % 6
    points = make_unit(np.eye(8)[subject] + random.normal(0, 0.12, (120, 8)))
    found = group_stably([str(one) for one in range(120)], points, [4, 5, 6, 7, 8], 4, Watch())
    assert adjusted_rand_score(subject, found.groups) > 0.95
    assert found.stability.min() > 0.8


def test_groups__more_points_than_are_compared__are_found_the_same() -> None:
    random = np.random.default_rng(3)
    subject = np.arange(720) % 12
    points = make_unit(np.eye(14)[subject] + random.normal(0, 0.1, (720, 14)))
    texts = [str(one) for one in range(720)]
    found = group_stably(texts, points, [12], 2, Watch())
    turned = group_stably(texts[::-1], points[::-1], [12], 2, Watch())
    assert adjusted_rand_score(subject, found.groups) > 0.95
    assert found.groups.tolist() == turned.groups[::-1].tolist()


def test_broader_groups__of_groups_that_stand_near__hold_each_whole() -> None:
    near = np.repeat(np.eye(3), 3, axis=0) * 3 + np.tile(np.eye(3)[[0, 1, 2]], (3, 1))
    centres = np.hstack([near, np.eye(9)])
    subject = np.arange(180) % 9
    random = np.random.default_rng(3)
    points = make_unit(centres[subject] + random.normal(0, 0.1, (180, 12)))
    found = group_stably([str(one) for one in range(180)], points, [9], 3, Watch())
    assert adjusted_rand_score(subject // 3, found.broader[found.groups]) == 1
    assert len(found.broader_stability) == 3


def test_themes__in_two_languages__have_phrases_and_people_in_each() -> None:
    somali = ["Kirada waa qaali", "Kirada waa ay kordheysaa", "Kirada iyo guriga"] * 2
    texts = [*HOUSING, *[f"{one} {number}" for number, one in enumerate(somali)]]
    items = make_items(texts).assign(language=["en"] * 6 + ["so"] * 6)
    segments = make_segments(items)
    corpus = make_corpus(items, segments)
    vectors = np.tile([[1.0, 0.0]], (len(corpus.texts), 1)).astype(np.float32)
    found = find_themes(corpus, segments, items, Settings(theme_count=1), vectors=vectors)
    rows = found.spoken.set_index("language")
    assert rows["size_responses"].to_dict() == {"en": 6, "so": 6}
    assert "kirada" in rows.loc["so", "key_phrases"].lower()
    assert "kirada" not in rows.loc["en", "key_phrases"].lower()


def test_typical_segments__of_each_theme__are_neither_central_nor_elsewhere() -> None:
    found, _ = find(THREE, Settings(subsamples=4, theme_count=2))
    for theme_id, typical in found.typical.items():
        members = set(found.assignments.loc[found.assignments["theme_id"] == theme_id, "segment_id"])
        assert set(typical) <= members - set(found.central[theme_id])


def test_differences__of_a_theme_raised_by_one_sector_only__are_large_there() -> None:
    items = make_items(THREE[:12], group=["a"] * 6 + ["b"] * 6, sealed=[False] * 11 + [True])
    rows = [(f"{one}:1", one, "T01", 0.5) for one in items["id"][:6]]
    assignments = pd.DataFrame(rows, columns=["segment_id", "item_id", "theme_id", "score"])
    found = compare_groups(assignments, items).set_index(["by", "group"])
    figures = found.loc[("group", "a"), ["respondents", "base", "share_pct", "elsewhere_pct"]]
    assert figures.tolist() == [6, 6, 100, 0]
    assert found.loc[("group", "a"), "effect"] == -found.loc[("group", "b"), "effect"] > 3
    assert found.loc[("kind", "experiences"), "share_pct"] == 0


@pytest.mark.parametrize("text", ["12 34 56", "\u1c5a\u1c5b\u1c5c \u1c5d", "🙂🙂", "<b>=1+1</b> \u202e"])
def test_themes__of_texts_without_known_words__have_finite_figures(text: str) -> None:
    found, segments = find([f"{text} {number}" for number in range(12)])
    assert found.assignments["score"].map(np.isfinite).all()
    assert found.themes["stability"].between(0, 1).all()
    assert len(set(found.assignments["segment_id"])) + len(found.leftover) == len(segments)
