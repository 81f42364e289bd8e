"""Words that may speak of danger: found in several languages, without case or endings in the way."""

import pytest

from analysis.danger import find_danger


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("He said he would KILL me.", ("life",)),
        ("My boss took my\npassport and never paid me.", ("trafficking",)),
        ("He hits my daughter; I want to die.", ("life", "child")),
        ("صاحب العمل أخذ جواز سفري", ("trafficking",)),
        ("شوهرم دخترم را می‌زند", ("child",)),
        ("Він б’є мене щодня.", ("life",)),
        ("Он угрожает убить нас", ("life",)),
        ("Beni dövüyor, intihar etmek istedim", ("life",)),
        ("ራሴን ማጥፋት አስቤ ነበር", ("life",)),
        ("The bus was late and rents are too high.", ()),
        ("", ()),
    ],
)
def test_danger__spoken_of_or_not__is_suggested_by_kind(text: str, kinds: tuple[str, ...]) -> None:
    assert find_danger(text) == kinds
