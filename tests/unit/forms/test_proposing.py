"""Numbered questions proposed from the lines of a document, however consultations write them."""

import pytest

from consult.services.documents.text_lines import list_text_lines
from forms.proposing.limits import Limit
from forms.proposing.lines import Line
from forms.proposing.proposals import Proposal, propose
from tests.factories.consultation_paper import QUESTIONS, write_pasted

YES_NO = ("Yes", "No")
NUMBERS = [
    ("Question 4: What is missing?", "4"),
    ("Q4. What is missing?", "4"),
    ("Consultation question 4 - What is missing?", "4"),
    ("QUESTION 4a) What is missing?", "4a"),
    ("Question 2.3 What is missing?", "2.3"),
    ("4. What is missing?", "4"),
    ("12) Please describe what is missing.", "12"),
]
NO_QUESTIONS = [
    "Question 3 asks for numbers; an estimate is welcome.",
    "Question 3: What is missing? . . . . . . . . . . . . 12",
    "1.2 The Department spent more last year.",
    "4. The Department spent more last year.",
    "2026 was a long year, was it not?",
    "What is missing?",
]
LIMITS = [
    ("Question 1: Why? (maximum 250 words)", Limit(250, "words")),
    ("Question 1: Why? No more than 1,500 characters.", Limit(1500, "characters")),
    ("Question 1: Why, in 300 words or fewer?", Limit(300, "words")),
    ("Question 1: Why? Your answer should not exceed 2,000 characters", Limit(2000, "characters")),
    ("Question 1: Why did 300 words fail? ", None),
]
KINDS = [
    ("Question 1: How many homes are there?", "integer"),
    ("Question 1: How many homes are there, and why?", "text"),
    ("Question 1: On what date did it begin?", "date"),
    ("Question 1: What is the effect?", "text"),
]
CHOICES = [
    (["Do you agree?", "☐ Yes", "☐ No"], YES_NO),
    (["Do you agree?", "• Yes", "• No"], YES_NO),
    (["Do you agree?", "[ ] Yes", "[ ] No"], YES_NO),
    (["Do you agree?", "a) Yes", "b) No"], YES_NO),
    (["Do you agree?", "☐ Yes ☐ No"], YES_NO),
    (["Do you agree?", "Yes ☐ No ☐"], YES_NO),
    (["Do you agree? ☐ Yes  ☐ No"], YES_NO),
    (["Choose one of these", "☐ Yes", "☐ No"], YES_NO),
    (["Do you agree?", "Yes", "No"], YES_NO),
    (["Do you agree?", "Yes / No"], YES_NO),
    (["Do you agree? (Yes/No)"], YES_NO),
    (["Do you agree?", "Think of last year too.", "☐ Yes", "☐ No"], YES_NO),
    (["Who are you?", "- A council", "- A charity"], ("A council", "A charity")),
    (["How good is it?", "1", "2", "3"], ("1", "2", "3")),
    (["What is your view?", "We ask this of everybody.", "• A bullet of the next part", "• Another"], ()),
    (["Why do you agree?", "Some say yes, others no."], ()),
    (["What is the and/or effect?"], ()),
]  # fmt: skip


def read(*lines: str) -> tuple[Proposal, ...]:
    return propose(list_text_lines("\n".join(lines)))


def test_questions__of_a_document_with_forty__are_all_found_with_kind_choices_reasons_and_limit() -> None:
    found = propose(list_text_lines(write_pasted()))
    assert [one.number for one in found] == [asked.number for asked in QUESTIONS]
    for one, asked in zip(found, QUESTIONS, strict=True):
        assert (one.text, one.kind, one.choices, one.reasons) == (
            asked.printed,
            asked.kind,
            asked.choices,
            asked.reasons,
        )
        assert one.limit == (Limit(asked.limit, "words") if asked.limit else None)


@pytest.mark.parametrize(("line", "number"), NUMBERS)
def test_number__written_in_any_usual_way__is_read(line: str, number: str) -> None:
    (found,) = read(line)
    assert found.number == number and "missing" in found.text


@pytest.mark.parametrize("line", NO_QUESTIONS)
def test_line__that_asks_nothing_under_a_number__is_no_question(line: str) -> None:
    assert read(line) == ()


@pytest.mark.parametrize(("line", "limit"), LIMITS)
def test_limit__stated_beside_a_question__is_read(line: str, limit: Limit | None) -> None:
    assert read(line)[0].limit == limit


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_kind__of_a_question_without_choices__is_guessed_from_its_words(line: str, kind: str) -> None:
    assert read(line)[0].kind == kind


@pytest.mark.parametrize(("lines", "choices"), CHOICES)
def test_choices__printed_in_any_usual_way__are_read(lines: list[str], choices: tuple[str, ...]) -> None:
    (found,) = read(f"Question 1: {lines[0]}", *lines[1:])
    assert found.choices == choices
    assert found.kind == ("select_one" if choices else "text")


def test_words__that_ask_for_all_that_apply__let_several_be_chosen() -> None:
    assert read("Q1 Which? Tick all that apply.", "☐ Yes", "☐ No")[0].kind == "select_multiple"
    assert read("Q1 Which?", "Choose as many as you like", "☐ Yes", "☐ No")[0].kind == "select_multiple"


def test_sentence__that_asks_for_reasons_with_a_choice__is_told_apart() -> None:
    (found,) = read("Q1 Do you agree? Please explain why.", "☐ Yes", "☐ No")
    assert (found.text, found.reasons) == ("Do you agree?", "Please explain why.")
    assert read("Q1 What is wrong? Please explain why.")[0].reasons == ""


def test_parts__that_each_ask__are_questions_of_their_own() -> None:
    found = read("Question 3: Thinking of last year:", "a) What went well?", "b) How many came?")
    assert [(one.number, one.text) for one in found] == [
        ("3a", "Thinking of last year: What went well?"),
        ("3b", "Thinking of last year: How many came?"),
    ]


def test_question__named_in_contents_and_again_at_the_end__is_proposed_once_with_its_choices() -> None:
    found = read(
        "Question 1: Do you agree? .......... 4",
        "Question 1: Do you agree?",
        "☐ Yes",
        "☐ No",
        "",
        "List of questions",
        "Question 1: Do you agree?",
    )
    assert [(one.number, one.choices, one.place) for one in found] == [("1", YES_NO, "line 2")]


def test_question__over_several_lines__is_joined_and_a_cut_word_made_whole() -> None:
    lines = (
        "Question 7: What would help your coun\u00ad",
        "cil to offer more homes in the long-",
        "run?",
        "Next part",
    )
    (found,) = propose(tuple(Line(one, "page 1") for one in lines))
    assert found.text == "What would help your council to offer more homes in the long-run?"


def test_number_alone__on_its_line__takes_the_text_below() -> None:
    assert read("Question 9", "What is missing?")[0].text == "What is missing?"


@pytest.mark.parametrize(("number", "most"), [(2, 3), (4, 5), (9, 10)])
@pytest.mark.parametrize("label", ["{}.", "Question {}:"])
def test_scale__that_ends_with_the_number_of_the_next_question__keeps_its_last_choice(
    number: int, most: int, label: str
) -> None:
    before = [f"{label.format(one)} What is missing?" for one in range(1, number)]
    scale = [str(one) for one in range(1, most + 1)]
    after = [*scale, "Why do you say so?", f"{label.format(number + 1)} What else?"]
    found = read(*before, f"{label.format(number)} How good is it?", *after)
    assert [one.number for one in found] == [str(one) for one in range(1, number + 2)]
    assert found[number].text == "What else?" and list(found[number - 1].choices) == scale


@pytest.mark.parametrize("form", ["{}", "{}."])
def test_number_alone__below_a_scale__is_one_of_a_question_where_the_document_writes_it_so(form: str) -> None:
    first = [text for one in (1, 2, 3) for text in (form.format(one), "What is missing?")]
    rated = [form.format(4), "How good is it?", "1", "2", "3", "4"]
    found = read(*first, *rated, form.format(5), "What else would help?", form.format(6), "Why?")
    assert [one.number for one in found] == ["1", "2", "3", "4", "5", "6"]
    assert found[3].choices == ("1", "2", "3", "4") and found[4].text == "What else would help?"


def test_number_alone__of_no_scale_above_it__is_one_of_a_question() -> None:
    scale = ["1", "2", "3", "4", "5"]
    found = read("1.", "How good is it?", *scale, "2.", "What else would help?", "3.", "Why?")
    assert [(one.number, list(one.choices)) for one in found] == [("1", scale), ("2", []), ("3", [])]
    found = read("1.", "What is good?", "7", "2.", "What is missing?")
    assert [one.number for one in found] == ["1", "2"], "below the number of a page"


def test_number_alone__that_the_document_gives_to_another_line__is_of_a_scale() -> None:
    before = [f"{one}. What is missing?" for one in (1, 2, 3)]
    rated = ["4. How good is it?", "Very poor", "1", "2", "3", "4", "Very good", "5"]
    found = read(*before, *rated, "Please explain your answer.", "5. What else?")
    assert [one.number for one in found] == ["1", "2", "3", "4", "5"]
    assert found[3].choices[-1] == "5" and found[4].text == "What else?"


@pytest.mark.parametrize(
    "line",
    [
        "Q1 Yes" + " " * 40 + "/" + " " * 40 + "No" + " " * 40 + "/ Other (say)",
        "." * 200_000,
        "Question 1: " + "/ a" * 60_000,
        "☐ " * 60_000,
        "1. " * 60_000,
    ],
)
def test_line__of_hostile_length__costs_no_more_than_its_length(line: str) -> None:
    assert len(read(line, "Question 2: What is missing?")) <= 2


def test_questions__of_two_chapters_with_the_same_numbers__are_all_there() -> None:
    found = read(
        "Question 1: What of homes in towns?",
        "Question 2: Why?",
        "Question 1: What of schools?",
        "Question 2: When?",
    )
    assert [(one.number, one.text[-7:]) for one in found] == [
        ("1", " towns?"),
        ("2", "Why?"),
        ("1", "chools?"),
        ("2", "When?"),
    ]


def test_text__that_never_ends_a_line__is_no_question_of_that_length() -> None:
    (found,) = read("Question 1: What", *["goes on and on"] * 30_000)
    assert len(found.text) <= 5_000


def test_list_of_choices__longer_than_a_page__is_whole() -> None:
    (found,) = read("Question 1: Which?", *(f"☐ Area {number}" for number in range(120)))
    assert len(found.choices) == 120
