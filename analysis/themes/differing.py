"""How much more or less a theme is raised in one group than elsewhere, each respondent counted once.

A plain effect, not a test: Cohen's h, the distance of two shares on the scale of arcsines, from -3.1 to 3.1;
about .2 is small, .5 medium, .8 large. Whether it could be chance is for analysis.tables to say.
"""

import numpy as np
import pandas as pd

from analysis import columns

ACCOUNTS, RESPONSES = "experiences", "returns"


def compare_groups(assignments: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Compare sectors with each other, and experiences with returns: columns.DIFFERENCES.

    items: columns.ITEMS of the answers analysed; those without a group take no part in its comparison.
    """
    kinds = items["sealed"].map({True: ACCOUNTS, False: RESPONSES})
    parts = [
        _compare(assignments, items.assign(part=part), by)
        for by, part in (("group", items["group"]), ("kind", kinds))
    ]
    found = [row for rows in parts for row in rows]
    return columns.make_frame(found, columns.DIFFERENCES)


def _compare(assignments: pd.DataFrame, items: pd.DataFrame, by: str) -> list[dict[str, object]]:
    people = items[items["part"] != ""].drop_duplicates("respondent_id")
    part_of = dict(zip(people["respondent_id"], people["part"], strict=True))
    bases = people["part"].value_counts()
    if len(bases) < 2:
        return []
    who = assignments["item_id"].map(dict(zip(items["id"], items["respondent_id"], strict=True)))
    raised = assignments[["theme_id"]].assign(who=who, part=who.map(part_of)).dropna().drop_duplicates()
    counts = {key: len(rows) for key, rows in raised.groupby(["theme_id", "part"])}
    rows = []
    for theme_id in sorted(set(assignments["theme_id"])):
        all_inside = sum(counts.get((theme_id, part), 0) for part in bases.index)
        for part in sorted(bases.index):
            inside, base = counts.get((theme_id, part), 0), int(bases[part])
            share, elsewhere = inside / base, (all_inside - inside) / (len(people) - base)
            effect = columns.round_scores(_scale(share) - _scale(elsewhere))
            rows.append(
                {
                    "theme_id": theme_id,
                    "by": by,
                    "group": part,
                    "respondents": inside,
                    "base": base,
                    "share_pct": round(100 * share, 1),
                    "elsewhere_pct": round(100 * elsewhere, 1),
                    "effect": float(effect),
                }
            )
    return rows


def _scale(share: float) -> float:
    return 2 * float(np.arcsin(np.sqrt(share)))
