"""Experiences counted: a row for each language, a column for each channel that was used."""

from collections.abc import Sequence
from typing import Any

from consult.vocabulary import Channel
from consult.web.desk_words import CHANNELS, name_language


def tabulate(counts: Sequence[tuple[str, Channel, int]]) -> dict[str, Any]:
    """The columns, rows and totals of the table; `counts` as the query gives them, in order of language."""
    channels = [channel for channel in Channel if any(used == channel for _, used, _ in counts)]
    numbers = {(language, channel): number for language, channel, number in counts}
    languages = list(dict.fromkeys(language for language, _, _ in counts))
    rows = [_count(numbers, channels, [language]) for language in languages]
    return {
        "columns": [{"label": CHANNELS[channel], "numeric": True} for channel in channels],
        "rows": [[name_language(language), *row] for language, row in zip(languages, rows, strict=True)],
        "total": ["All", *_count(numbers, channels, languages)],
    }


def _count(
    numbers: dict[tuple[str, Channel], int], channels: Sequence[Channel], languages: Sequence[str]
) -> list[int]:
    """The number that came through each channel in these languages, then their sum."""
    row = [sum(numbers.get((language, channel), 0) for language in languages) for channel in channels]
    return [*row, sum(row)]
