"""Text as given: what changes, and that nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.intake import as_given


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\r\r\n\n", "\n\n\n"),
        ("nul\0here", "nul�here"),
        ("bell\x07 escape\x1b", "bell� escape�"),
        ("tab\tstays", "tab\tstays"),
        ("lone \ud800 and \udfff", "lone � and �"),
        ("delete \x7f and C1 \x85 stay", "delete \x7f and C1 \x85 stay"),
        ("  spaces  \u200f marks \u202b e\u0301 😀 ", "  spaces  \u200f marks \u202b e\u0301 😀 "),
        ("", ""),
    ],
)
def test_as_given__each_rule__holds(typed, kept):
    assert as_given(typed) == kept


@given(st.text(st.characters(exclude_characters="\r")))
def test_as_given__without_returns__keeps_every_offset(text):
    kept = as_given(text)
    assert len(kept) == len(text)
    assert all(one == other or other == "�" for one, other in zip(text, kept, strict=True))


@given(st.text())
def test_as_given__again__changes_nothing(text):
    assert as_given(as_given(text)) == as_given(text)
