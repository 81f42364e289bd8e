"""A questionnaire made of confirmed questions."""

from forms.definitions import from_dict, to_dict
from forms.proposing.composing import Confirmed, compose
from forms.proposing.limits import Limit

CLOSED = Confirmed(
    "2a", "Do you agree?", "select_one", ("Yes", "Don’t know", "Yes!"), "Explain.", Limit(250, "words")
)
OPEN = Confirmed("1.2", "What is missing?", "text", limit=Limit(1500, "characters"))


def test_questionnaire__of_confirmed_questions__asks_each_on_a_page_of_its_own() -> None:
    made = compose("homes", {"en": "Homes"}, "en", [OPEN, CLOSED])
    assert [page.id for page in made.pages] == ["q1_2", "q2a"]
    first, (closed, why) = made.pages[0].questions[0], made.pages[1].questions
    assert first.label == {"en": "What is missing?"} and first.appearance == "multiline"
    assert first.hint == {"en": "No more than 1,500 characters."}
    assert [choice.name for choice in closed.choices] == ["yes", "dont_know", "yes_2"]
    assert (why.kind, why.label, why.hint) == ("text", {"en": "Explain."}, {"en": "No more than 250 words."})
    assert closed.hint == {} and closed.government_questions == why.government_questions == ("2a",)
    assert not any(question.required for question in made.questions())
    assert from_dict(to_dict(made)) == made


def test_numbers__that_give_the_same_name__stay_apart() -> None:
    made = compose(
        "homes", {"en": "Homes"}, "en", [Confirmed("1.2", "A?", "text"), Confirmed("1-2", "B?", "text")]
    )
    assert [page.id for page in made.pages] == ["q1_2", "q1_2_2"]


def test_long_list__to_choose_one_of__is_a_drop_down() -> None:
    many = Confirmed("1", "Which?", "select_one", tuple(f"Area {number}" for number in range(13)))
    assert compose("homes", {"en": "Homes"}, "en", [many]).pages[0].questions[0].appearance == "minimal"
