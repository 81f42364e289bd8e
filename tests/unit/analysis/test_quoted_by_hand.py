"""Quotation marks in long texts: how the time grows, and how much may stand between single marks."""

from time import process_time

import pytest

from analysis.checking.quoted_by_hand import list_quoted_by_hand

PAIRS = 300
TIMES = 16


def measure(text: str) -> float:
    """The least of five, so that what else runs on the machine tells less."""
    found = []
    for _ in range(5):
        start = process_time()
        assert list(list_quoted_by_hand(text)) == []
        found.append(process_time() - start)
    return min(found)


@pytest.mark.parametrize("mark", "“„«‹‘'")
def test_marks__that_nothing_closes__take_time_by_their_number_and_not_by_its_square(mark: str) -> None:
    text = f"{mark}a " * PAIRS
    assert measure(text * TIMES) < measure(text) * TIMES * 4


@pytest.mark.parametrize(("opening", "closing"), [("‘", "’"), ("'", "'"), ("„", "“"), ("«", "»")])
def test_passage__of_many_sentences__is_found_whole_in_each_kind_of_marks(opening: str, closing: str) -> None:
    said = f"{opening}{'We waited for a year. ' * 40}{closing}"
    assert list(list_quoted_by_hand(f"She said: {said} And left.")) == [said]
