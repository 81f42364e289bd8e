"""Phrases with a word in them that was taken out of an experience."""

import pytest

from consult.services.identifiers.touched_phrases import list_touched


@pytest.mark.parametrize(
    ("taken_out", "phrase", "is_touched"),
    [
        ("Qorvel Grovin", "landlord qorvel", True),
        ("Qorvel Grovin", "grovin's door", True),
        ("Qorvel Grovin", "landlord", False),
        ("12 Qorvel Road, by the mill", "qorvel road flat", True),
        ("12 Qorvel Road, by the mill", "by the sea", False),
        ("Bo", "bo came", True),
        ("Bo", "boiler", False),
        ("QÖRVEL", "qörvel came", True),
        ("王小明", "小明说", True),
        ("王小明", "小说", False),
        ("Qorvel's", "qorvel", True),
        ("Qorvel’s door", "landlord qorvel", True),
        ("QORVEL'S", "men's ward", False),
        ("Bo’s", "bo came", True),
        ("Bo", "bo's door", True),
        ("", "anything", False),
    ],
)
def test_phrase__beside_words_taken_out__is_touched_by_each_word_that_tells(
    taken_out: str, phrase: str, is_touched: bool
) -> None:
    assert list_touched([phrase], [taken_out]) == ({phrase} if is_touched else set())
