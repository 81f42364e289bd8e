"""Quotations: varied voices, whole sentences, nothing with unsettled personal data."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import columns, errors
from analysis.quotations import choose_quotations
from tests.unit.analysis.item_frames import steady


def make_candidates(*rows: dict[str, Any]) -> pd.DataFrame:
    """Make candidates s1, s2… of different respondents with texts of different words."""
    filled = [
        {
            "segment_id": f"s{n}",
            "item_id": f"i{n}",
            "respondent_id": f"r{n}",
            "group": "council",
            "campaign_id": "",
        }
        | {"text": " ".join(f"a{n}b{word}" for word in range(10)), "score": 0.5, "has_identifiers": False}
        | row
        for n, row in enumerate(rows, start=1)
    ]
    return columns.make_frame(filled, columns.CANDIDATES)


def choose(candidates: pd.DataFrame, limit: int = 10, **settings: Any) -> list[str]:
    return list(choose_quotations(candidates, limit=limit, **settings)["segment_id"])


def test_quotations__of_several_groups__let_each_speak_before_any_speaks_twice() -> None:
    councils = [{"score": 0.9}, {"score": 0.8}, {"score": 0.7}]
    found = choose(make_candidates(*councils, {"group": "health", "score": 0.1}, {"group": "", "score": 0.2}))
    assert found == ["s1", "s5", "s4", "s2", "s3"]


def test_quotations__fewer_than_groups__come_from_the_largest() -> None:
    rows = [{"group": "police"}, {"group": "health"}, {"group": "health"}, {"group": "fire"}]
    assert choose(make_candidates(*rows), limit=1) == ["s2"]


def test_quotations__of_one_respondent__are_one() -> None:
    rows = [{"respondent_id": "r", "score": 0.1}, {"respondent_id": "r", "score": 0.9}]
    assert choose(make_candidates(*rows)) == ["s2"]


def test_quotations__of_one_campaign__are_one() -> None:
    rows = [{"campaign_id": "C01"}, {"campaign_id": "C01"}, {"campaign_id": "C02"}, {}, {}]
    assert choose(make_candidates(*rows)) == ["s1", "s3", "s4", "s5"]


def test_quotations__with_unsettled_identifiers__are_never_chosen() -> None:
    assert choose(make_candidates({"has_identifiers": True, "score": 1.0}, {})) == ["s2"]


def test_quotations__saying_nearly_the_same__are_one() -> None:
    text = "the house is cold and damp and the children are ill"
    assert choose(make_candidates({"text": text}, {"text": f"{text} again"}, {})) == ["s1", "s3"]


def test_quotations__too_short_or_too_long__are_left_out() -> None:
    rows = [
        {"text": "too short"},
        {"text": " ".join(f"w{n}" for n in range(61))},
        {"text": "我們需要更多的房子"},
    ]
    assert choose(make_candidates(*rows)) == ["s3"]
    assert choose(make_candidates(*rows), min_words=2, max_words=4) == ["s1"]


@pytest.mark.parametrize(("characters", "is_chosen"), [(68, True), (110, True), (111, False)])
def test_quotations__in_a_script_without_spaces__may_be_as_long_as_others_in_what_they_say(
    characters: int, is_chosen: bool
) -> None:
    text = "".join(chr(0x4E00 + n) for n in range(characters))
    assert choose(make_candidates({"text": text})) == (["s1"] if is_chosen else [])
    assert choose(make_candidates({"text": " ".join(f"w{n}" for n in range(61))})) == []


def test_quotations__of_equal_score__are_in_order_of_id() -> None:
    candidates = make_candidates({"score": 0.5000001}, {"score": 0.5000002}, {"score": 0.5})
    assert choose(candidates.iloc[::-1]) == ["s1", "s2", "s3"]


@pytest.mark.parametrize(("limit", "min_words", "max_words"), [(0, 1, 2), (1, 0, 2), (1, 3, 2)])
def test_quotations__with_impossible_limits__are_refused(limit: int, min_words: int, max_words: int) -> None:
    with pytest.raises(errors.WrongSetting):
        choose_quotations(make_candidates({}), limit=limit, min_words=min_words, max_words=max_words)


@pytest.mark.parametrize(
    ("limit", "found"),
    [(1, ["s1"]), (2, ["s1", "s4"]), (3, ["s1", "s2", "s4"]), (4, ["s1", "s2", "s3", "s4"])],
)
def test_quotations__with_a_minority_view__keep_the_last_place_for_it(limit: int, found: list[str]) -> None:
    rows = [
        {"score": 0.9},
        {"group": "police", "score": 0.8},
        {"score": 0.75},
        {"group": "health", "score": 0.1},
    ]
    assert choose(make_candidates(*rows), limit=limit, sides=({"s1", "s2", "s3"}, {"s4"})) == found


def test_quotations__with_a_minority_view_that_may_not_be_quoted__give_its_place_to_others() -> None:
    rows = [{}, {}, {"has_identifiers": True}, {"text": "too short"}, {"respondent_id": "r1"}]
    assert choose(make_candidates(*rows), limit=2, sides=({"s1"}, {"s3", "s4"})) == ["s1", "s2"]


def test_quotations__of_no_candidates__are_none() -> None:
    assert choose(make_candidates()) == []


ROWS = st.fixed_dictionaries(
    {
        "respondent_id": st.sampled_from("abc"),
        "group": st.sampled_from(["", "x", "y"]),
        "campaign_id": st.sampled_from(["", "C01"]),
        "score": st.floats(-1, 1),
        "has_identifiers": st.booleans(),
    }
)


@steady
@given(st.lists(ROWS, max_size=8), st.integers(1, 5))
def test_quotations__of_anything__keep_every_rule_whatever_the_order(
    rows: list[dict[str, Any]], limit: int
) -> None:
    candidates, asked = make_candidates(*rows), {"limit": limit, "sides": ({"s1"}, {"s2", "s5"})}
    found = choose_quotations(candidates, **asked)
    pd.testing.assert_frame_equal(found, choose_quotations(candidates.iloc[::-1], **asked))
    spoke = set(candidates.loc[~candidates["has_identifiers"] & (candidates["campaign_id"] == ""), "group"])
    if len(set(candidates["respondent_id"])) == len(candidates) and limit > len(set(candidates["group"])):
        assert spoke <= set(found["group"]), "every group that spoke"
    assert len(found) <= limit
    assert found["respondent_id"].is_unique
    assert (found["campaign_id"] == "C01").sum() <= 1
    assert not found["has_identifiers"].any()
