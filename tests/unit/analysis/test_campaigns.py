"""Shared wording: found when edited, not found in short agreement, never chained."""

import random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.campaigns import find_shared_wording, mark_campaigns
from analysis.own_parts import list_own_parts
from analysis.shared_spans import list_own_segments, read_spans
from tests.unit.analysis.item_frames import (
    find_campaigns,
    make_items,
    make_segments,
    sort_into_buckets,
    steady,
)

LETTER = (
    "I am writing to ask the government to lift the ban on work for people who wait for a decision. "
    "Everyone should be able to support a family, pay tax and use the skills they brought to Britain."
)
OTHER_LETTER = (
    "Please keep the local bus that runs between the reception centre and the college: without it some forty "
    "learners cannot reach their classes in time and the centre becomes an island on the edge of our town."
)


def write_own(seed: int, n_words: int) -> str:
    """Write words that nobody else writes."""
    drawn = random.Random(seed)
    return " ".join(f"w{seed}x{drawn.randrange(10_000)}" for _ in range(n_words))


def list_groups(campaigns: pd.DataFrame) -> dict[str, list[str]]:
    return {key: list(rows["item_id"]) for key, rows in campaigns.groupby("campaign_id")}


def test_campaign__copied_with_other_case_and_punctuation__is_found_whole() -> None:
    found = find_campaigns(make_items(LETTER, write_own(1, 40), LETTER.upper(), LETTER.replace(".", " !")))
    assert list_groups(found) == {"C01": ["i1", "i3", "i4"]}
    assert list(found["shared"]) == [1.0, 1.0, 1.0]


def test_campaign__with_own_paragraphs_and_edits__is_found_with_its_share() -> None:
    edited = LETTER.replace("the government", "ministers").replace("a family", "their children")
    found = find_campaigns(make_items(LETTER, f"{write_own(1, 40)} {LETTER}", edited, write_own(2, 60)))
    shared = dict(zip(found["item_id"], found["shared"], strict=True))
    assert list_groups(found) == {"C01": ["i1", "i2", "i3"]}
    assert shared["i1"] > 0.9 and shared["i3"] > 0.6
    assert shared["i2"] == pytest.approx(len(LETTER.split()) / (len(LETTER.split()) + 40), abs=0.01)


def test_two_respondents__with_the_same_words__are_near_duplicates_only() -> None:
    items = make_items(LETTER, LETTER)
    found = find_campaigns(items)
    assert list_groups(found) == {"N01": ["i1", "i2"]}
    results = mark_campaigns(sort_into_buckets(items), found)
    assert list(results["campaign_id"]) == ["", ""]


def test_one_respondent__repeating_a_text__is_no_campaign() -> None:
    assert len(find_campaigns(make_items(LETTER, LETTER, LETTER, respondent_id="r1"))) == 0


@pytest.mark.parametrize(
    ("text", "copies", "is_campaign"),
    [
        ("Yes", 9, False),
        ("More homes are needed", 9, False),
        ("ha ha ha ha ha ha ha ha ha ha", 9, False),
        ("Please lift the ban on work for asylum seekers", 2, False),
        ("Please lift the ban on work for asylum seekers", 3, True),
    ],
)
def test_short_text__shared__counts_from_three_copies_of_eight_words(
    text: str, copies: int, is_campaign: bool
) -> None:
    assert (len(find_campaigns(make_items(*[text] * copies))) > 0) == is_campaign


def test_short_texts__alike_but_not_equal__are_no_campaign() -> None:
    texts = [f"Please lift the ban on work for asylum seekers {end}" for end in ("now", "today", "soon", "")]
    assert len(find_campaigns(make_items(*texts))) == 0


def test_two_letters__pasted_together_by_some__stay_two_campaigns() -> None:
    both = [f"{LETTER} {OTHER_LETTER} {write_own(n, 3)}" for n in range(3)]
    first, second = [LETTER] * 3, [OTHER_LETTER] * 3
    found = find_campaigns(make_items(*both, *first, *second))
    groups = [set(ids) for ids in list_groups(found).values()]
    assert not any(ids & {"i4", "i5", "i6"} and ids & {"i7", "i8", "i9"} for ids in groups)
    assert any(ids >= {"i4", "i5", "i6"} for ids in groups) and any(
        ids >= {"i7", "i8", "i9"} for ids in groups
    )


def test_chain__each_text_overlapping_the_next__does_not_join_its_ends() -> None:
    words = write_own(7, 400).split()
    texts = [" ".join(words[start : start + 60]) for start in range(0, 320, 25)]
    found = find_campaigns(make_items(*texts))
    for ids in list_groups(found).values():
        places = [int(one[1:]) for one in ids]
        assert (max(places) - min(places)) * 25 < 60


def test_campaigns__several__are_numbered_by_size() -> None:
    found = find_campaigns(make_items(*[OTHER_LETTER] * 3, *[LETTER] * 4))
    assert list_groups(found) == {"C01": ["i4", "i5", "i6", "i7"], "C02": ["i1", "i2", "i3"]}


def test_campaigns__and_near_duplicates__are_listed_in_input_order() -> None:
    pair = write_own(1, 30)
    found = find_campaigns(make_items(OTHER_LETTER, LETTER, pair, *[LETTER, OTHER_LETTER] * 2, LETTER, pair))
    assert found["item_id"].tolist() == [f"i{place}" for place in range(1, 10)]
    assert found["campaign_id"].tolist() == ["C02", "C01", "N01", *["C01", "C02"] * 2, "C01", "N01"]


def test_ignored_wording__that_everyone_has__makes_no_campaign() -> None:
    form = "Reference of this form: the programme for people who wait, needs and services, second part, as "
    form += "it was published by the department of examples in May"
    items = make_items(*[f"{write_own(n, 10)} {form}" for n in range(5)])
    assert len(find_campaigns(items)) == 5
    assert len(find_campaigns(items, ignore=[form])) == 0


def test_campaigns__in_another_script__are_found_too() -> None:
    letter = "نطلب من الحكومة أن تسمح بالعمل لكل من ينتظر قرارا بشأن طلبه لأن كل إنسان يريد أن"
    letter += " يعيل أسرته ويدفع الضرائب ويستخدم مهاراته"
    found = find_campaigns(make_items(letter, f"{letter} شكرا", f"سلام {letter}", language="ar"))
    assert list_groups(found) == {"C01": ["i1", "i2", "i3"]}


def test_campaigns__among_many_unrelated_texts__are_the_only_ones() -> None:
    drawn = random.Random(3)
    common = [f"c{n}" for n in range(400)]
    noise = [" ".join(drawn.choices(common, k=50)) for _ in range(300)]
    edited = [LETTER.replace("people", f"people{n}") + " " + write_own(n, 15) for n in range(40)]
    found = find_campaigns(make_items(*noise, *edited))
    assert list_groups(found) == {"C01": [f"i{n}" for n in range(301, 341)]}


@steady
@given(
    st.lists(
        st.sampled_from([LETTER, OTHER_LETTER, "", "🙂", "Yes", f"{LETTER} and more", "1 2 3"]), max_size=9
    )
)
def test_campaigns__of_any_mix__are_the_same_every_time(texts: list[str]) -> None:
    items = make_items(*texts)
    first = find_campaigns(items)
    pd.testing.assert_frame_equal(first, find_campaigns(items))
    assert first["item_id"].is_unique


def test_campaign__with_words_put_in__keeps_them_apart_by_place() -> None:
    first, second = LETTER.split(". ")
    own = "My own brother has waited four years and he is a trained nurse"
    texts = [LETTER, LETTER.replace("people who wait", "those waiting"), f"{first}. {own}. {second}"]
    found = find_campaigns(make_items(*texts))
    spans = dict(zip(found["item_id"], map(read_spans, found["spans"]), strict=True))
    parts = [texts[2][start:end] for start, end in list_own_parts(texts[2], spans["i3"])]
    assert [part.strip(". ") for part in parts if part.strip(". ")] == [own]
    assert "those waiting" in texts[1][slice(*spans["i2"][0])]
    segments = make_segments(make_items(*texts))
    is_own = segments["segment_id"].isin(list_own_segments(segments, found))
    assert list(segments["text"][is_own]) == [f"{own}."]


def test_letter__a_fifth_of_its_words_changed_in_each_copy_and_own_words_added__is_found() -> None:
    drawn = random.Random(5)
    letter = write_own(0, 70).split()

    def copy(n: int) -> str:
        changed = set(drawn.sample(range(70), 14))
        words = [f"c{n}x{place}" if place in changed else word for place, word in enumerate(letter)]
        return f"{' '.join(words)} {write_own(n, 90)}"

    found = find_campaigns(
        make_items(*[copy(n) for n in range(1, 13)], *[write_own(n, 60) for n in range(20, 40)])
    )
    assert list_groups(found) == {"C01": [f"i{n}" for n in range(1, 13)]}
    assert found["shared"].between(0.25, 0.5).all()


def test_short_texts__nearly_alike__wait_for_a_person() -> None:
    texts = [
        f"Please lift the ban on work for people who seek asylum {end}" for end in ("now", "today", "soon")
    ]
    held = f"{write_own(1, 30)}. {texts[0]}"
    found = find_shared_wording(make_items(*texts, held, write_own(2, 12)))
    assert len(found.campaigns) == 0
    assert list_groups(found.pending) == {"S01": ["i1", "i2", "i3", "i4"]}
    assert dict(zip(found.pending["item_id"], found.pending["shared"], strict=True))["i4"] < 0.4


def test_question__repeated_before_own_words__makes_no_campaign() -> None:
    question = "Do you agree that the rules on who may use local services should change, and if so why?"
    assert len(find_campaigns(make_items(*[f"{question} {write_own(n, 40)}" for n in range(6)]))) == 0


def test_text__of_fifty_thousand_words__is_laid_beside_a_letter() -> None:
    long = f"{write_own(1, 25_000)} {LETTER} {write_own(2, 25_000)}"
    found = find_campaigns(make_items(long, LETTER, LETTER))
    shared = dict(zip(found["item_id"], found["spans"], strict=True))
    ((start, end),) = read_spans(shared["i1"])
    assert long[start:end] == LETTER
