"""Which words of a changed text a refusal stands for: none that was reworded and moved gets away."""

from datetime import date
from itertools import permutations

import pytest

from consult.models.conversation import QuotationVerdict
from consult.services.experiences import following_refusals
from consult.services.experiences.moving_verdicts import _place
from consult.services.identifiers.finding_phrases import MOST_PLACES
from consult.vocabulary import Verdict

A = "We came to Leeds in the spring with two small children. "
B = "My brother Omar was beaten by the landlord at night. "
C = "The school found places for both of them after a month. "
D = "Now they speak better English than I ever will. "
REWORDED = "At night the landlord beat my brother Omar badly. "
NEW = "There is a park near our house. "
BEFORE = A + B + C + D


def refuse(text: str, words: str) -> QuotationVerdict:
    start = text.index(words)
    return QuotationVerdict(
        start=start, end=start + len(words), verdict=Verdict.REFUSED, said_on=date(2031, 6, 1)
    )


def list_refused(before: str, after: str, *words: str) -> list[str]:
    placed = _place([refuse(before, one) for one in words], before, after)
    return [after[start:end].strip() for start, end in sorted(placed)]


@pytest.mark.parametrize(
    ("after", "refused"),
    [
        (A + REWORDED + C + D, [REWORDED]),
        (A + C + D + REWORDED, [REWORDED]),
        (REWORDED + A + C + D, [REWORDED]),
        (D + C + B + A, [B]),
        (D + C + REWORDED + A, [REWORDED]),
        (A + NEW + C + D + REWORDED, [NEW, REWORDED]),
        (NEW + BEFORE, [B]),
        (A + C + D, []),
        (D + A + C, []),
        ("", []),
    ],
    ids=[
        "in place",
        "last",
        "first",
        "reordered",
        "all",
        "covered",
        "beside",
        "out",
        "out, reordered",
        "empty",
    ],
)
def test_refusal__of_a_sentence_that_is_reworded_or_moved__stands_for_what_it_became(
    after: str, refused: list[str]
) -> None:
    assert list_refused(BEFORE, after, B.strip()) == [one.strip() for one in refused]


@pytest.mark.parametrize("words", [A, B, C, D], ids=["A", "B", "C", "D"])
def test_refusal__where_sentences_are_only_reordered__stands_for_its_own_alone(words: str) -> None:
    for order in permutations([A, B, C, D]):
        assert list_refused(BEFORE, "".join(order), words.strip()) == [words.strip()]


def test_refusal__of_one_of_two_like_sentences_that_is_reworded__stays_there() -> None:
    before, after = B + A + B + C, REWORDED + A + B + C
    assert list_refused(before, after, B.strip()) == [REWORDED.strip(), B.strip()]


@pytest.mark.parametrize(
    "said",
    [
        "Also my brother Omar was beaten by the landlord at night, twice. ",
        "I said that my brother Omar was beaten by the landlord at night! ",
        "MY BROTHER OMAR WAS BEATEN, BY THE LANDLORD, AT NIGHT. ",
        "My brother Omar was beaten by the landlord at night and we went away. ",
    ],
)
@pytest.mark.parametrize("in_place", ["My brother Omar was hurt by the landlord at night. ", B, ""])
def test_refusal__whose_words_stand_in_another_sentence__stands_for_that_too(
    said: str, in_place: str
) -> None:
    for after in (A + in_place + C + D + said, said + A + in_place + C + D):
        refused = list_refused(BEFORE, after, B.strip())
        assert said.strip() in refused and not {A.strip(), C.strip(), D.strip()} & {*refused}


def test_refusal__of_words_of_a_language_without_spaces__is_found_in_another_sentence() -> None:
    before, said = "房子很冷。他打了我儿子。我们走了。", "还有他打了我儿子两次。"
    assert list_refused(before, before + said, "他打了我儿子。") == ["他打了我儿子。", said]


def test_refusal__of_a_part_of_a_sentence__stands_for_its_words_alone() -> None:
    words = "beaten by the landlord"
    assert list_refused(BEFORE, BEFORE + "He was Beaten by the landlord. ", words) == [
        words,
        "Beaten by the landlord",
    ]


def test_refusal__of_a_word_or_two__is_not_looked_for_in_other_sentences() -> None:
    before = "We waited. " + A
    assert list_refused(before, before + "We waited long. ", "We waited.") == ["We waited."]


def test_refusal__of_two_sentences_that_part__goes_with_each() -> None:
    assert list_refused(BEFORE, C + D + A + B, (B + C).strip()) == [C.strip(), B.strip()]


def test_refusal__that_holds_no_word__goes() -> None:
    assert list_refused(BEFORE, NEW + BEFORE, ". ") == []


def test_refusals__of_more_than_can_be_followed__stand_for_the_whole_text() -> None:
    text = " ".join(f"word{n}." for n in range(MOST_PLACES + 1))
    assert list_refused(text, f"{text} More.", *text.split()) == [f"{text} More."]
    often = "We waited. " * (MOST_PLACES + 1)
    assert list_refused("We waited.", often, "We waited.") == [often.strip()]


def test_texts__where_nothing_is_refused__are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_refusals, "list_pieces", None)
    agreed = refuse(BEFORE, B.strip())
    agreed.verdict = Verdict.AGREED
    assert [*_place([], BEFORE, NEW)] == []
    assert [*_place([agreed], BEFORE, NEW + B)] == [(len(NEW), len(NEW + B) - 1)]
