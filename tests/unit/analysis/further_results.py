"""What is made of an analysis beyond its frames: themes divided, stand-ins, what is next, releases."""

import numpy as np
import pandas as pd

from analysis.danger import KINDS, find_danger
from analysis.held_out import is_held_out
from analysis.looking_next import Doubt, choose_next
from analysis.pseudonyms import Mention, name_mentions
from analysis.results import Analysis
from analysis.tables.crossing import protect_crossing
from analysis.tables.units import SEGMENTS, Raised, count_units
from analysis.text import clean_text
from analysis.themes.halves import Spoken
from analysis.themes.halving import halve

LEAST = 5


def make_further(found: Analysis, kept: pd.DataFrame, identifiers: pd.DataFrame) -> None:
    """Make all of it, and assert what must hold."""
    _divide_themes(found)
    _name(found, identifiers)
    _look_next(found, kept)
    _release(found, kept)
    assert all(set(find_danger(text)) <= set(KINDS) for text in found.items["text"])


def _divide_themes(found: Analysis) -> None:
    segments = found.segments.set_index("segment_id")
    for _, part in found.assignments.groupby("theme_id"):
        rows = segments.loc[part["segment_id"]]
        passages = [Spoken(str(row.Index), row.language, row.text, True) for row in rows.itertuples()]
        halves = halve(passages)
        if halves is not None:
            ids = [one for half in halves for one in half.ids]
            assert sorted(ids) == sorted(part["segment_id"])
            assert all(half.label and half.ids for half in halves)


def _name(found: Analysis, identifiers: pd.DataFrame) -> None:
    first = found.items.drop_duplicates("id")
    texts = dict(zip(first["id"], map(clean_text, first["text"]), strict=True))
    mentions = [
        Mention(row.kind, texts[row.item_id][row.start : row.end]) for row in identifiers.itertuples()
    ]
    names = name_mentions(mentions)
    assert len(names) == len(mentions) and names == name_mentions(mentions)


def _look_next(found: Analysis, kept: pd.DataFrame) -> None:
    who = dict(zip(kept["id"], kept["respondent_id"], strict=True))
    doubts = [
        Doubt(row.segment_id, who[row.item_id], (row.code, ""), abs(row.score - 0.5))
        for row in found.codings.itertuples()
    ]
    held_out = [one for one in found.segments["segment_id"] if is_held_out(one)]
    chosen = [one for one, _ in choose_next(doubts, held_out, most=8)]
    assert len(chosen) == len(set(chosen)) <= 8 and set(chosen) <= set(found.segments["segment_id"])


def _release(found: Analysis, kept: pd.DataFrame) -> None:
    """Count themes by group in every unit, and hide what is small; totals are of what was analysed."""
    people = kept.drop_duplicates("respondent_id")
    groups = dict(zip(people["respondent_id"], people["group"], strict=True))
    answers = {row.id: (row.respondent_id, groups[row.respondent_id]) for row in kept.itertuples(index=False)}
    themes = found.assignments.groupby("segment_id")["theme_id"].first()
    said = [
        (one, item, themes.get(one, ""))
        for one, item in zip(found.segments["segment_id"], found.segments["item_id"], strict=True)
    ]
    shared = found.results.loc[found.results["campaign_id"] != "", "id"].tolist()
    labels = found.themes["theme_id"].tolist()
    counted = count_units(Raised(answers, said, {}, shared), labels, sorted(set(groups.values())))
    assert counted[SEGMENTS].bases.every.sum() == len(found.segments)
    for one in counted.values():
        assert np.isfinite(one.counts.every).all() and (one.counts.every <= one.bases.every).all()
        shown = protect_crossing(one, LEAST)
        totals = one.counts.every.sum(axis=1)
        small = (totals > 0) & (totals < LEAST)
        assert shown.every[small, -1].all()
