"""Segments that stand for a theme: the nearest to its middle, ordinary ones, and the farthest still in it.

Rows here have segment_id, score, place (of the text), length and first (whether the theme is the nearest).
"""

import pandas as pd

from analysis.columns import SCORE_DECIMALS

_CENTRAL = 3
_TYPICAL = 2
_MIN_CHARACTERS = 25
"""Shorter segments say too little by themselves to stand for a theme."""


def find_central(part: pd.DataFrame) -> tuple[str, ...]:
    """List the segments nearest to the middle of one theme, best first."""
    ranked = _list_different(part).sort_values(["score", "segment_id"], ascending=[False, True])
    return tuple(ranked["segment_id"].head(_CENTRAL))


def find_dissenting(assigned: pd.DataFrame, central: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Find the farthest segment of each theme that has others than its central ones."""
    found = {}
    for theme_id, part in assigned.groupby("theme_id"):
        ranked = _list_different(part).sort_values(["score", "segment_id"])
        others = ranked[~ranked["segment_id"].isin(central[str(theme_id)])]
        if len(others):
            found[str(theme_id)] = str(others["segment_id"].iloc[0])
    return found


def find_typical(assigned: pd.DataFrame, central: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """List ordinary segments of each theme: as near to its middle as half of the others are."""
    found = {}
    for theme_id, part in assigned.groupby("theme_id"):
        different = _list_different(part)
        others = different[~different["segment_id"].isin(central[str(theme_id)])]
        off = (others["score"] - different["score"].median()).abs().round(SCORE_DECIMALS)
        ranked = others.assign(off=off).sort_values(["off", "segment_id"])
        found[str(theme_id)] = tuple(ranked["segment_id"].head(_TYPICAL))
    return found


def _list_different(part: pd.DataFrame) -> pd.DataFrame:
    """Keep one segment for each text, of those nearest to this theme, long ones if there are any."""
    nearest = part[part["first"]] if part["first"].any() else part
    long = nearest[nearest["length"] >= _MIN_CHARACTERS]
    return (long if len(long) else nearest).drop_duplicates("place")
