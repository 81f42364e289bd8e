"""Sentences in many scripts, with offsets that never slip."""

import pytest
from hypothesis import given

from analysis import columns
from analysis.long_sentences import MAX_CHARACTERS, MAX_CHARACTERS_UNSPACED, MAX_WORDS
from analysis.sentences import split_text
from analysis.text import clean_text, count_words, has_visible_text
from tests.unit.analysis.item_frames import make_items, make_segments, odd_texts, steady


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_text(text)]


@steady
@given(odd_texts)
def test_segments__of_anything__are_exact_apart_and_leave_nothing_visible_out(text: str) -> None:
    items = make_items(clean_text(text))
    found = make_segments(items)
    position, between = 0, []
    for one in found.itertuples():
        assert one.text == items["text"][0][one.start : one.end]
        assert one.text == one.text.strip()
        assert one.start >= position
        between.append(items["text"][0][position : one.start])
        position = one.end
    assert not any(has_visible_text(gap) for gap in [*between, items["text"][0][position:]])
    assert list(found["segment_id"]) == [f"i1:{n}" for n in range(1, len(found) + 1)]


@steady
@given(odd_texts)
def test_segments__of_uncleaned_text__have_the_offsets_of_the_cleaned_one(text: str) -> None:
    assert split_text(clean_text(text)) == split_text(clean_text(clean_text(text)))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Smith lives here. We pay 3.50 a day!", ["Dr. Smith lives here.", "We pay 3.50 a day!"]),
        (
            "See https://gov.uk/a.b?c=d. Then call us now.",
            ["See https://gov.uk/a.b?c=d.", "Then call us now."],
        ),
        ("Write to a.b@c.org. Do it today please.", ["Write to a.b@c.org.", "Do it today please."]),
        (
            "We waited... and nothing came. Nobody told us.",
            ["We waited... and nothing came.", "Nobody told us."],
        ),
        ("J. K. Rowling wrote this one. It was good.", ["J. K. Rowling wrote this one.", "It was good."]),
        ("The answer is no. People need homes.", ["The answer is no.", "People need homes."]),
        ("Please read no. 5 of it. It is short.", ["Please read no. 5 of it.", "It is short."]),
        ("We need some housing.Please help us now.", ["We need some housing.", "Please help us now."]),
        ("GOV.UK is hard to use. Node.js is not.", ["GOV.UK is hard to use.", "Node.js is not."]),
        ('"I am tired." He went home then.', ['"I am tired."', "He went home then."]),
        ("1. Housing is bad\n2. Schools are full", ["1. Housing is bad", "2. Schools are full"]),
        ("Housing\nSchools", ["Housing", "Schools"]),
        ("Wrapped by the\nmail program here.", ["Wrapped by the\nmail program here."]),
        ("Yes. We agree with that.", ["Yes. We agree with that."]),
        ("We agree with that. Thanks.", ["We agree with that. Thanks."]),
        ("我們需要房子。孩子們需要學校！", ["我們需要房子。", "孩子們需要學校！"]),
        (
            "ሰላም ነው ቤት የለንም። ልጆች ትምህርት ይፈልጋሉ፡፡ እናመሰግናለን ለሁሉ ነገር",
            ["ሰላም ነው ቤት የለንም።", "ልጆች ትምህርት ይፈልጋሉ፡፡", "እናመሰግናለን ለሁሉ ነገር"],
        ),
        ("کیا آپ مدد کریں گے؟ مجھے گھر چاہیے۔", ["کیا آپ مدد کریں گے؟", "مجھے گھر چاہیے۔"]),
        ("ਸਾਨੂੰ ਘਰ ਚਾਹੀਦਾ ਹੈ। ਬੱਚੇ ਸਕੂਲ ਜਾਂਦੇ ਹਨ।", ["ਸਾਨੂੰ ਘਰ ਚਾਹੀਦਾ ਹੈ।", "ਬੱਚੇ ਸਕੂਲ ਜਾਂਦੇ ਹਨ।"]),
        ("", []),
        (" \u200f\n", []),
    ],
)
def test_split_text__in_each_script__finds_the_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize("text", ["word " * 500, "a clause with words, " * 200, "x" * 5000, ", " * 3000])
def test_split_text__endless__cuts_to_a_length_a_model_can_read(text: str) -> None:
    found = split(text)
    assert len(found) > 1
    assert all(count_words(one) <= MAX_WORDS and len(one) <= MAX_CHARACTERS for one in found)


def test_split_text__endless_chinese__is_cut_by_characters_at_the_writers_pauses() -> None:
    found = split("我們需要更多的房子給這個城市的家庭 " * 20)
    assert len(found) > 1
    assert all(one.endswith("家庭") and len(one) <= MAX_CHARACTERS_UNSPACED for one in found)


def test_split_text__long_with_clauses__is_cut_after_a_clause_mark() -> None:
    found = split("we wanted to say that the house was cold, " * 20)
    assert len(found) > 1
    assert all(one.endswith("cold,") for one in found)


def test_split_text__emoji_with_skin_tones_without_end__are_not_taken_apart() -> None:
    assert all(not one.startswith("\U0001f3fd") for one in split("x" + "👍🏽" * 2000))


def test_segments__of_a_repeated_id__come_from_its_first_row() -> None:
    items = make_items("We need more homes.", "Something else entirely.", id="same")
    assert list(make_segments(items)["text"]) == ["We need more homes."]


def test_segments__of_no_items__are_an_empty_frame() -> None:
    assert list(make_segments(make_items()).columns) == list(columns.SEGMENTS.columns)
