"""Terms of the glossary are found in a text as whole words, and agreed words however they are inflected."""

import pytest

from consult.models.glossary import GlossaryTerm
from consult.services.cells.glossary import find_terms, fold


def make_term(term: str, **words: str) -> GlossaryTerm:
    return GlossaryTerm(key=fold(term), term=term, note="", words=words)


@pytest.mark.parametrize(
    ("term", "source", "is_found"),
    [
        ("asylum seeker", "What do Asylum  seekers need?", True),
        ("council", "the council’s homes", True),
        ("council", "councillors decide", False),
        ("ESOL", "Is esol offered?", True),
        ("C++ (x)", "about C++ (x)?", True),
        ("council", "nothing of the kind", False),
    ],
)
def test_term__looked_for_in_a_text__is_found_as_whole_words(term: str, source: str, is_found: bool) -> None:
    assert bool(find_terms([make_term(term, ar="x")], source, "", "ar")) is is_found


@pytest.mark.parametrize(
    ("words", "text", "is_used"),
    [
        ("طالب لجوء", "كلّ طَالِب لُجُوء", True),
        ("مجلس", "للمجلس", True),
        ("Cyngor", "y cyngor", True),
        ("cyngor", "y sir", False),
    ],
)
def test_agreed_words__looked_for_in_a_translation__are_found_inflected(
    words: str, text: str, is_used: bool
) -> None:
    (found,) = find_terms([make_term("council", ar=words)], "The council", text, "ar")
    assert found.is_used is is_used


def test_term__without_words_in_the_language__says_nothing() -> None:
    assert find_terms([make_term("council", cy="cyngor")], "The council", "x", "ar") == []
