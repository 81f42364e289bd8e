"""The whole analysis: every answer in one state, every segment accounted for, stoppable."""

import gc
from contextlib import nullcontext

import numpy as np
import pandas as pd
import pytest

from analysis import columns, errors
from analysis.codebook import get_builtin_codebook
from analysis.models import LoadedWhenRead
from analysis.pipeline import analyse
from analysis.results import Analysis, count_all
from analysis.settings import Settings
from tests.remembered import list_remembered
from tests.unit.analysis.analysis_material import (
    DOCTORS,
    ENGLISH,
    HOUSING,
    WordEmbedder,
    make_items,
    make_models,
)

LETTER = (
    "We the undersigned ask the government to open safe routes for families, to end long waits for "
    "decisions, and to let people work while they wait for an answer to their claim."
)
TEXTS = [
    *HOUSING,
    *ENGLISH,
    *DOCTORS,
    "",
    "none",
    "???!!!",
    "a\x00b Rents are too high for us \ud800",
    *[LETTER] * 3,
]
QUICK = Settings(subsamples=3)


def run(items: pd.DataFrame, **given: object) -> Analysis:
    """Analyse with the built-in codebook and, unless given, no model."""
    return analyse(
        items,
        get_builtin_codebook(),
        QUICK,
        **({"models": make_models()} | given),  # type: ignore[arg-type]
    )


def test_analysis__of_mixed_answers__puts_each_in_one_state_and_adds_up() -> None:
    items = make_items(TEXTS)
    found = run(items)
    counts = count_all(found)
    assert found.results["id"].tolist() == items["id"].tolist()
    for group in counts.values():
        assert group["all"] == sum(count for name, count in group.items() if name != "all")
    assert counts["rows"]["all"] == len(TEXTS)
    assert (counts["rows"]["empty"], counts["rows"]["no_substance"]) == (1, 2)
    assert counts["analysed_rows"]["in_campaigns"] == 3
    assert set(found.segments["item_id"]) == set(
        found.results.loc[found.results["bucket"] == columns.ANALYSED, "id"]
    )


def test_analysis__with_repeated_ids__analyses_the_first_and_counts_the_others() -> None:
    found = run(make_items([HOUSING[0], ENGLISH[0], DOCTORS[0]], id=["a", "b", "a"]))
    assert found.results["bucket"].tolist() == ["analysed", "analysed", "duplicate_id"]
    assert found.segments["item_id"].tolist() == ["a", "b"]
    assert count_all(found)["rows"]["duplicate_id"] == 1


def test_analysis__of_frames__gives_frames_of_the_agreed_shapes() -> None:
    found = run(make_items(TEXTS))
    for frame, schema in (
        (found.results, columns.ITEM_RESULTS),
        (found.segments, columns.SEGMENTS),
        (found.themes, columns.THEMES),
        (found.assignments, columns.ASSIGNMENTS),
        (found.codings, columns.CODINGS),
        (found.campaigns, columns.CAMPAIGNS),
    ):
        assert len(frame)
        pd.testing.assert_frame_equal(frame, columns.check(frame, schema))
    assert (found.codings["score"] >= QUICK.min_coding_score).all()


@pytest.mark.parametrize("texts", [[], [""], ["none", ""], [HOUSING[0]]])
def test_analysis__of_nothing_or_nearly__is_whole(texts: list[str]) -> None:
    found = run(make_items(texts))
    assert count_all(found)["rows"]["all"] == len(texts)
    assert len(found.themes) <= 1


def test_analysis__with_a_model__reads_each_different_segment_once() -> None:
    embedder = WordEmbedder()
    found = run(make_items([HOUSING[0]] * 5 + [DOCTORS[0]]), models=make_models(embedder))
    assert embedder.read.count(HOUSING[0]) == 1
    assert count_all(found)["texts"] == {"all": 2, "read": 2, "estimated": 0, "by_words_only": 0}


@pytest.mark.parametrize("texts_first", [0, 40])
def test_analysis__with_a_model_that_does_not_load__goes_on_without_and_says_so(texts_first: int) -> None:
    def break_down() -> WordEmbedder:
        raise OSError("no such engine")

    class Late(WordEmbedder):
        """As if the first texts were stored, and only the codebook's had to be read."""

        def passage(self, texts: list[str]) -> np.ndarray:
            if len(self.read) >= texts_first:
                return LoadedWhenRead(break_down).passage(texts)
            return super().passage(texts)

    found, without = (run(make_items(TEXTS), models=make_models(one)) for one in (Late(), None))
    assert [one.why for one in found.models.missing if one.name == "vectors"] == [
        "it cannot be loaded here (OSError)"
    ]
    assert found.texts_read == 0
    pd.testing.assert_frame_equal(found.codings, without.codings)
    pd.testing.assert_frame_equal(found.themes, without.themes)


def test_analysis__run_twice__finds_the_same() -> None:
    one, two = (run(make_items(TEXTS), models=make_models(WordEmbedder())) for _ in range(2))
    for name in ("results", "segments", "themes", "assignments", "codings", "campaigns"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


def test_analysis__asked_to_stop__raises_a_coded_error_wherever_it_is() -> None:
    steps: list[str] = []
    run(make_items(TEXTS), progress=lambda *told: steps.append(str(told[0])))
    assert len(set(steps)) >= 7
    for number in range(0, len(steps), 3):
        asked = iter([False] * number + [True])
        with pytest.raises(errors.Stopped, match=f"A027.*{steps[number]}"):
            run(make_items(TEXTS), should_stop=lambda asked=asked: next(asked))


def test_progress__of_each_step__never_passes_its_total() -> None:
    told: list[tuple[str, int, int]] = []
    run(make_items(TEXTS), progress=lambda *step: told.append(step), models=make_models(WordEmbedder()))
    assert all(0 <= done <= total for _, done, total in told)


@pytest.mark.parametrize(("usual", "least"), [((700, 10, 10), 50_000), ((0, 10, 10), 0)])
@pytest.mark.parametrize("ends", ["whole", "stopped"])
def test_analysis__while_it_runs__looks_for_dead_objects_seldom(
    ends: str, usual: tuple[int, int, int], least: int
) -> None:
    met, before = set[int](), gc.get_threshold()

    def stop() -> bool:
        met.add(gc.get_threshold()[0])
        return ends == "stopped"

    gc.set_threshold(*usual)
    try:
        with nullcontext() if ends == "whole" else pytest.raises(errors.Stopped):
            run(make_items(TEXTS[:4]), should_stop=stop)
        assert met == {least} and gc.get_threshold() == usual
    finally:
        gc.set_threshold(*before)


def test_items__without_a_column__are_refused_by_name() -> None:
    with pytest.raises(errors.MissingColumns, match="language"):
        run(make_items([HOUSING[0]]).drop(columns="language"))


def test_earlier_decisions__that_reject__lower_the_suggestion_for_alike_answers() -> None:
    items = make_items([*HOUSING, *DOCTORS])
    before = run(items, models=make_models(WordEmbedder()))
    decided = before.codings[before.codings["code"] == "housing"].assign(accepted=False)
    after = run(items, models=make_models(WordEmbedder()), decisions=decided)
    totals = [
        frame.loc[frame["code"] == "housing", "score"].sum() for frame in (before.codings, after.codings)
    ]
    assert totals[1] < totals[0]


@pytest.mark.parametrize(
    "setting", [{"min_coding_score": 2}, {"min_accounts_per_phrase": 1}, {"max_fitted": 3}]
)
def test_settings__outside_their_limits__are_refused(setting: dict[str, int]) -> None:
    with pytest.raises(errors.WrongSetting, match=next(iter(setting))):
        Settings(**setting)  # type: ignore[arg-type]


def test_analysis__ended__leaves_no_word_in_any_cache() -> None:
    words = [
        word[::-1] for word in ("larhtibbez", "srednalröq")
    ]  # as no test that reads files remembers them
    text = f"The {words[0]} of {words[1]} was too long for us."
    found = run(make_items([*TEXTS, text]))
    kept = "\n".join(list_remembered()).casefold()
    assert text in set(found.segments["text"])
    assert not any(word in kept for word in words)
