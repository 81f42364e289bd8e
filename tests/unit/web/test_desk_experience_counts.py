"""Experiences counted by language and channel."""

from consult.vocabulary import Channel
from consult.web.desk_experience_counts import tabulate


def test_table__of_two_languages__has_a_column_for_each_channel_used_and_adds_up() -> None:
    counts = [("ar", Channel.OPEN, 2), ("ar", Channel.VOUCHED, 3), ("uk", Channel.VOUCHED, 4)]

    table = tabulate(counts)

    assert len(table["columns"]) == 2
    assert table["rows"] == [["Arabic", 3, 2, 5], ["Ukrainian", 4, 0, 4]]
    assert table["total"] == ["All", 7, 2, 9]


def test_table__of_nothing__has_no_rows() -> None:
    assert tabulate([])["rows"] == []
