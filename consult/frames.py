"""The one bridge from rows to the frames of the analysis room."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis import columns
from consult.models.readings import AnswerText

NOTHING_SETTLED: Mapping[str, str] = MappingProxyType({})


def items_frame(rows: Iterable[AnswerText], settled: Mapping[str, str] = NOTHING_SETTLED) -> pd.DataFrame:
    """Make columns.ITEMS of answers that services.reading gave, in their order; group is the sector.

    settled: by answer, the language that a person settled after reading it.
    """
    return columns.make_frame([_describe_item(row, settled) for row in rows], columns.ITEMS)


def _describe_item(row: AnswerText, settled: Mapping[str, str]) -> dict[str, object]:
    sector = row.respondent.sector
    return {
        "id": row.answer_id,
        "respondent_id": row.response_id,
        "question_id": row.question_id,
        "text": row.text,
        "language": settled.get(row.answer_id, row.language),
        "group": sector.value if sector else "",
        "sealed": row.respondent.is_account,
        "settled": row.answer_id in settled,
    }


def iterate_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a frame as named tuples, in order."""
    return iter(frame.itertuples(index=False))
