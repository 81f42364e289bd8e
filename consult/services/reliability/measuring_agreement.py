"""Measure how far the two who tagged a sample agree: from where passages are and which tags they got."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis import columns
from analysis.reliability.frames import BLIND_CODED
from analysis.reliability.measuring import measure_reliability
from analysis.reliability.standings import Reliability
from consult.models.blind import BOTH
from consult.queries.blind import BlindPlace


def measure(places: Sequence[BlindPlace], codes: Sequence[str]) -> list[Reliability]:
    """Measure all tags together and each, in all languages and in each."""
    return measure_reliability(_make_frame(places), codes)


def _make_frame(places: Iterable[BlindPlace]) -> pd.DataFrame:
    rows = [
        {
            "segment_id": place.placement.segment_id,
            "respondent_id": place.placement.response_id,
            "language": place.language,
            "coder": role.value,
            "codes": columns.LIST_SEPARATOR.join(place.given[role]),
        }
        for place in places
        for role in BOTH
        if role in place.given
    ]
    return columns.make_frame(rows, BLIND_CODED)
