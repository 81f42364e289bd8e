"""Limits of the government's own form, as a busy person types them."""

import re

import pytest

from consult.models.limit_kinds import LimitUnit
from consult.services.versions.government_answers import Limit, read_limit


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("", None),
        ("  ", None),
        ("500 words", Limit(500, LimitUnit.WORDS)),
        ("1 word", Limit(1, LimitUnit.WORDS)),
        (" 3,000  Characters ", Limit(3000, LimitUnit.CHARACTERS)),
    ],
)
def test_limit__typed_in_any_usual_way__is_read(typed: str, limit: Limit | None) -> None:
    assert read_limit(typed) == limit
    assert limit is None or read_limit(str(limit)) == limit


@pytest.mark.parametrize("typed", ["500", "words", "0 words", "-5 words", "500 pages", "٥٠ words", "1" * 30])
def test_limit__that_is_none__is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        read_limit(typed)


def test_length__of_a_text__is_counted_as_its_limit_says() -> None:
    text = "Homes are few.\n\n- Rents rise"
    assert Limit(5, LimitUnit.WORDS).count(text) == 6
    assert Limit(5, LimitUnit.CHARACTERS).count(text) == len(text)
