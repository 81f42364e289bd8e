"""Themes as people decided them, gone through again and again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from consult.models.theme_kinds import ThemeStep
from consult.services.themes.replaying_themes import replay
from consult.services.themes.taking_steps import list_beside
from consult.services.themes.theme_shapes import Member, Shapes, Step, ThemeShape
from consult.services.themes.withholding_phrases import WITHOUT_WORDS, list_phrases, withhold
from tests.factories.numbering import NOW

FIRST = {"T01": "abc", "T02": "de", "T03": "f"}


def make_shapes(found: Mapping[str, str]) -> Shapes:
    return {
        key: ThemeShape(
            key,
            f"theme {key}",
            f"theme {key}",
            (f"phrase {key}",),
            int(key[1:]) / 10,
            {id: Member(0.5, key) for id in ids},
            {"broader_key": "B01"},
        )
        for key, ids in found.items()
    }


def decide(kind: ThemeStep, **content: Any) -> Step:
    return Step(kind, content, "ada", NOW)


def show(shapes: Shapes) -> dict[str, str]:
    return {key: "".join(sorted(shape.members)) for key, shape in sorted(shapes.items())}


MERGE = decide(ThemeStep.MERGED, into="T01", keys=["T02"], label="")
PARTS = [{"key": "T09", "label": "schools", "segments": ["a", "c", "gone"], "named": True}]
SPLIT = decide(ThemeStep.SPLIT, key="T01", parts=PARTS)
MOVE = decide(ThemeStep.MOVED, segments=["a"], **{"from": "T01", "to": "T03"})


START = decide(ThemeStep.ADDED, found="", key="T09", label="schools", segments=["a", "x", "y"])
PLACE = decide(ThemeStep.MOVED, segments=["z"], **{"from": "", "to": "T09"})


def group(broader: str, label: str, *keys: str) -> Step:
    return decide(ThemeStep.GROUPED, keys=list(keys), broader=broader, label=label)


@pytest.mark.parametrize(
    ("steps", "stands"),
    [
        ([group("B02", "Homes", "T01", "T03")], {"T01": "Homes", "T02": "the machine's", "T03": "Homes"}),
        ([group("B02", "Homes", "T01"), group("B02", "", "T02")], {"T01": "Homes", "T02": "Homes"}),
        ([group("", "", "T01", "gone")], {"T01": None, "T02": "the machine's"}),
        ([group("B01", "", "T01")], {"T01": "the machine's", "T02": "the machine's"}),
    ],
)
def test_replay__of_broader_themes__gives_each_theme_its_place_and_name(
    steps: list[Step], stands: dict[str, str | None]
) -> None:
    found = {
        key: replace(one, words={"broader_key": "B01", "broader_label": "the machine's"})
        for key, one in make_shapes(FIRST).items()
    }

    shapes = replay([(found, steps)])

    assert {key: shapes[key].words["broader_label"] for key in stands} == stands
    assert "the machine's" in list_phrases(found) and "homes" not in list_phrases(shapes)
    kept = withhold(shapes, set()).values()
    assert {one.words["broader_label"] for one in kept} <= {"Homes", WITHOUT_WORDS, None}


@pytest.mark.parametrize(
    ("steps", "stands"),
    [
        ([], FIRST),
        ([decide(ThemeStep.FROZEN)], FIRST),
        ([MERGE], {"T01": "abcde", "T03": "f"}),
        ([SPLIT], {"T01": "b", "T02": "de", "T03": "f", "T09": "ac"}),
        ([MOVE], {"T01": "bc", "T02": "de", "T03": "af"}),
        ([MERGE, SPLIT, MOVE], {"T01": "bde", "T03": "f", "T09": "ac"}),
        ([START, PLACE], {**FIRST, "T09": "xyz"}),
    ],
)
def test_replay__of_decisions__gives_each_passage_its_theme(
    steps: list[Step], stands: dict[str, str]
) -> None:
    found = make_shapes(FIRST)
    assert show(replay([(found, steps)])) == stands
    assert show(found) == FIRST, "what was found is never changed"


def test_replay__of_a_merge__joins_phrases_and_takes_the_least_stability() -> None:
    named = decide(ThemeStep.MERGED, into="T02", keys=["T03"], label="homes")
    whole = replay([(make_shapes(FIRST), [named])])["T02"]
    assert whole.phrases == ("phrase T02", "phrase T03") and whole.stability == 0.2
    assert (whole.label, whole.proposed_label, whole.named_by) == ("homes", "theme T02", "ada")
    assert {one.origin for one in whole.members.values()} == {"T02", "T03"}


def test_replay__of_a_moved_passage__puts_it_first_in_its_new_theme() -> None:
    moved = replay([(make_shapes(FIRST), [MOVE])])["T03"].members["a"]
    assert moved == Member(1.0, "T01")


def test_replay__over_a_later_run__gives_new_passages_to_the_themes_that_stand() -> None:
    later = make_shapes({"T05": "abx", "T06": "dcy", "T07": "z", "T02": "efw"})
    passes = [(make_shapes(FIRST), [MERGE]), (later, [])]
    stands = replay(passes)
    assert show(stands) == {"T01": "abcdexy", "T03": "f"}
    assert stands["T01"].members["x"] == Member(0.5, "T01")
    assert list_beside(stands, later) == {"T07": {"z"}, "T02": {"w"}}


def test_replay__without_the_last_step__is_as_if_it_had_never_been_taken() -> None:
    later = make_shapes({"T05": "abx", "T06": "dey"})
    undone = replay([(make_shapes(FIRST), [decide(ThemeStep.FROZEN)]), (later, [])])
    assert show(undone) == {"T01": "abcx", "T02": "dey", "T03": "f"}


def test_replay__of_a_new_theme_taken_in__takes_only_what_stands_nowhere() -> None:
    later = make_shapes({"T07": "az", "T02": "efw"})
    taken = decide(ThemeStep.ADDED, found="T02", key="T08")
    stands = replay([(make_shapes(FIRST), [decide(ThemeStep.FROZEN)]), (later, [taken])])
    assert show(stands) == {"T01": "abc", "T02": "de", "T03": "f", "T08": "w"}


def test_withhold__of_words_that_too_few_share_now__leaves_them_out_but_not_a_persons_own() -> None:
    shapes = make_shapes({"T01": "a", "T02": "b"})
    spoken = [{"language": "en", "phrases": ["homes", "Almaz"]}]
    shapes["T01"] = replace(
        shapes["T01"],
        label="Homes, almaz",
        phrases=("homes", "Almaz"),
        words={"broader_label": "Almaz", "spoken": spoken},
    )
    shapes["T02"] = replace(shapes["T02"], label="Almaz", named_at=NOW)
    assert {"homes", "almaz"} <= list_phrases(shapes)
    left = withhold(shapes, ["homes"])
    assert (left["T01"].label, left["T01"].phrases) == ("Homes", ("homes",))
    assert left["T01"].words == {
        "broader_label": WITHOUT_WORDS,
        "spoken": [{"language": "en", "phrases": ["homes"]}],
    }
    assert left["T02"].label == "Almaz" and withhold(shapes, None) == shapes
