"""No phrase of a theme is the name of a person, in any language served."""

import pytest

from analysis.progress import QUIET
from analysis.themes.phrases import list_phrases

NAMED = [
    (
        "en",
        "At the school Halima waited with rents and Dr Abdi for housing.",
        {"halima", "dr", "abdi"},
        "housing",
    ),
    ("ar", "تأخر هاشم في السكن", {"هاشم"}, "السكن"),
    ("prs", "فریدون خانه ندارد", {"فریدون"}, "خانه"),
    ("uk", "Оксана чекала на житло", {"оксана"}, "житло"),
    ("cy", "Roedd Siân yn aros am dai fforddiadwy", {"siân"}, "fforddiadwy"),
    ("ti", "ተስፋይ ገዛ ኣይረኸበን", {"ተስፋይ"}, "ገዛ"),
]


@pytest.mark.parametrize(("language", "text", "names", "kept"), NAMED)
def test_phrases__of_a_text_that_names_somebody__hold_no_name(
    language: str, text: str, names: set[str], kept: str
) -> None:
    [phrases] = list_phrases([text], [language], None, QUIET)
    words = {word for phrase in phrases for word in phrase.shown.casefold().split()}
    assert not words & names
    assert kept in words
