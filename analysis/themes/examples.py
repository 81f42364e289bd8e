"""Segments that stand for a theme: its most typical ones, and the least typical that is still in it.

Rows here have segment_id, score, place (of the text), length and first (whether the theme is the nearest).
"""

import pandas as pd

_CENTRAL = 3
_MIN_CHARACTERS = 25
"""Shorter segments say too little by themselves to stand for a theme."""


def find_central(part: pd.DataFrame) -> tuple[str, ...]:
    """List the most typical segments of one theme, best first."""
    ranked = _list_different(part).sort_values(["score", "segment_id"], ascending=[False, True])
    return tuple(ranked["segment_id"].head(_CENTRAL))


def find_dissenting(assigned: pd.DataFrame, central: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Find the least typical segment of each theme that has others than its central ones."""
    found = {}
    for theme_id, part in assigned.groupby("theme_id"):
        ranked = _list_different(part).sort_values(["score", "segment_id"])
        others = ranked[~ranked["segment_id"].isin(central[str(theme_id)])]
        if len(others):
            found[str(theme_id)] = str(others["segment_id"].iloc[0])
    return found


def _list_different(part: pd.DataFrame) -> pd.DataFrame:
    """Keep one segment for each text, of those nearest to this theme, long ones if there are any."""
    nearest = part[part["first"]] if part["first"].any() else part
    long = nearest[nearest["length"] >= _MIN_CHARACTERS]
    return (long if len(long) else nearest).drop_duplicates("place")
