"""Only agreeing or not with what is asked is a side; everything else that can be chosen is none."""

import pytest

from consult.services.counting.gathering_questions import ClosedPart
from consult.services.quotations.telling_sides import AGAINST, FOR, find_sides

AGREEMENT = (
    ("strongly_agree", "Strongly agree"),
    ("agree", "Agree"),
    ("neither", "Neither agree nor disagree"),
    ("disagree", "Disagree"),
    ("strongly_disagree", "Strongly disagree"),
    ("dont_know", "Do not know"),
)
YES_NO = (("yes", "Yes, we do"), ("no", "No"), ("no_view", "No view"), ("unsure", "Not sure"))


def make(text: str, choices: tuple[tuple[str, str], ...], kind: str = "select_one") -> ClosedPart:
    return ClosedPart("q", kind, text, choices)


def test_sides__of_a_scale_of_agreement__are_those_who_agree_and_those_who_do_not() -> None:
    found = find_sides(make("What do you think of the plan?", AGREEMENT))

    assert found == {"strongly_agree": FOR, "agree": FOR, "disagree": AGAINST, "strongly_disagree": AGAINST}


def test_sides__of_yes_and_no__are_told_only_where_it_is_asked_who_agrees() -> None:
    assert find_sides(make("Do you agree with the plan?", YES_NO)) == {"yes": FOR, "no": AGAINST}
    assert find_sides(make("Have you had training?", YES_NO)) == {}


@pytest.mark.parametrize(
    ("text", "choices", "kind"),
    [
        ("What kind of body are you?", (("council", "A council"), ("charity", "A charity")), "select_one"),
        ("Where do you work?", (("north", "North"), ("against_coast", "Against the coast")), "select_one"),
        ("Do you agree with these?", AGREEMENT, "select_multiple"),
        (
            "Which of these do you agree with?",
            (("agree", "Agree"), ("other", "Something else")),
            "select_one",
        ),
    ],
)
def test_sides__of_a_question_that_asks_for_none__are_none(
    text: str, choices: tuple[tuple[str, str], ...], kind: str
) -> None:
    assert find_sides(make(text, choices, kind)) == {}


def test_sides__of_choices_in_another_language__are_told_by_their_names() -> None:
    found = find_sides(make("Ydych chi'n cytuno?", (("agree", "Cytuno"), ("disagree", "Anghytuno"))))

    assert found == {"agree": FOR, "disagree": AGAINST}
