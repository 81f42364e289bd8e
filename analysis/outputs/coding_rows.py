"""Suggested codes with the language of their segment and how the language model did in it in tests."""

import pandas as pd

from analysis.language_tests import find_right_of_100
from analysis.models import VECTORS
from analysis.results import Analysis


def tell_reliability(analysis: Analysis) -> pd.DataFrame:
    """The codings with `language` and `language_right_of_100`; empty where unknown or not of this run."""
    segments = analysis.segments
    spoken = dict(zip(segments["segment_id"].tolist(), segments["language"].tolist(), strict=True))
    languages = [spoken[one] for one in analysis.codings["segment_id"].tolist()]
    has_model = VECTORS.distribution in analysis.models.versions
    right = {one: find_right_of_100(one) if has_model else None for one in set(languages)}
    told = ["" if right[one] is None else str(right[one]) for one in languages]
    return analysis.codings.assign(language=languages, language_right_of_100=told)
