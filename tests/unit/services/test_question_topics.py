"""Which tags a question of government is about: those of which a phrase stands in its words."""

import pytest

from consult.services.outlines.question_topics import find_topics

PHRASES = {
    "housing": ("Housing", "homes", "private renting"),
    "health": ("Health", "GP"),
    "moon": ("", " ", "?"),
}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("What home would HOUSING give?", ("housing",)),
        ("Is private  renting, or a G.P., enough?", ("housing",)),
        ("Does health suffer without homes?", ("housing", "health")),
        ("Is the greenhouse warm, and who rents privately?", ()),
        ("", ()),
    ],
)
def test_topics__of_a_question__are_tags_with_a_whole_phrase_in_it(
    text: str, topics: tuple[str, ...]
) -> None:
    assert find_topics(text, PHRASES) == topics
