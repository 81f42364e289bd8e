"""Key points of a question: whole passages as they were given, one for each theme, and no invented prose.

They are chosen by the rules of quotations (no unsettled personal data, one a respondent, none that shares
half its words with another), among people's own words only: shared wording is nobody's own.
A proposal: a person keeps or removes each, and consent is checked again where it is shown.
"""

import pandas as pd

from analysis import columns
from analysis.missing_points import FEW_VOICES, UNFIT, UNQUOTABLE
from analysis.quotations import choose_quotations

MAX_POINTS = 5
MIN_VOICES = 3
"""A theme gives a key point only where two others are left to be quoted under the theme itself."""


def explain_none(candidates: pd.DataFrame) -> str:
    """Say why there is no key point among these passages. candidates: as below, in which none was chosen."""
    own = candidates[(candidates["campaign_id"] == "")]
    if own.empty:
        return UNQUOTABLE
    clear = own[~own["has_identifiers"]]
    return UNFIT if (_count_voices(clear) >= MIN_VOICES).any() else FEW_VOICES


def choose_key_points(candidates: pd.DataFrame, *, limit: int = MAX_POINTS, min_words: int) -> pd.DataFrame:
    """Choose at most one passage for each theme, of the themes that most respondents raised first.

    candidates: columns.CANDIDATES, with the theme of each passage as its group. Returns: the same columns, in
    the order to show them. Raises: WrongSetting (A004).
    """
    own = candidates[(candidates["campaign_id"] == "") & ~candidates["has_identifiers"]]
    voices = _count_voices(own)
    spoken = own[own["group"].isin(voices[voices >= MIN_VOICES].index)]
    chosen = choose_quotations(
        columns.check(spoken, columns.CANDIDATES),
        limit=min(limit, max(1, spoken["group"].nunique())),
        min_words=min_words,
    )
    return columns.check(chosen.drop_duplicates("group"), columns.CANDIDATES)


def _count_voices(own: pd.DataFrame) -> pd.Series:
    """Count the respondents of each theme."""
    return own.groupby("group")["respondent_id"].nunique()
