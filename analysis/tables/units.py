"""Counts by label and group in three units: responses, the people they speak for, and segments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.tables.crossing import Counted
from analysis.tables.since import Layers

RESPONSES, PEOPLE, SEGMENTS = UNITS = ("responses", "people", "segments")
MOST_OF_ONE = 0.9
"""Above this share of a cell, the number of people that one return speaks for could be told from it."""


@dataclass(frozen=True)
class Raised:
    """What was said, by whom. answers: answer, respondent, group; segments: segment, answer, label.

    A respondent is in one group. A segment without a label is a row with an empty one. people: how many each
    respondent speaks for, where that is more than one. shared: answers of shared wording.
    """

    answers: pd.DataFrame
    segments: pd.DataFrame
    people: Mapping[str, int]
    shared: Collection[str]


def count_units(raised: Raised, labels: Sequence[str], groups: Sequence[str]) -> dict[str, Counted]:
    """Count everybody, and everybody without shared wording, in each unit."""
    every = _count(raised, raised.answers, labels, groups)
    own_answers = raised.answers[~raised.answers["answer"].isin(list(raised.shared))]
    own = _count(raised, own_answers, labels, groups)
    return {
        unit: Counted(
            tuple(labels),
            tuple(groups),
            Layers(every[unit][0], own[unit][0]),
            Layers(every[unit][1], own[unit][1]),
        )
        for unit in UNITS
    }


def find_dominated(raised: Raised, labels: Sequence[str], groups: Sequence[str]) -> np.ndarray:
    """Flag the cells of which one respondent speaks for so many that their number could be told."""
    said = _join(raised, raised.answers)
    said = said.drop_duplicates(["respondent", "label"])
    sizes = said.assign(people=said["respondent"].map(raised.people).fillna(1))
    found = sizes.groupby(["label", "group"])["people"].agg(["max", "sum"])
    found = found[(found["max"] > 1) & (found["max"] > MOST_OF_ONE * found["sum"])]
    return _spread(found["max"], labels, groups) > 0


def _join(raised: Raised, answers: pd.DataFrame) -> pd.DataFrame:
    labelled = raised.segments[raised.segments["label"] != ""]
    return labelled.merge(answers, on="answer")


def _count(
    raised: Raised, answers: pd.DataFrame, labels: Sequence[str], groups: Sequence[str]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    who = answers.drop_duplicates("respondent")
    said = _join(raised, answers)
    once = said.drop_duplicates(["respondent", "label"])
    inside = raised.segments.drop_duplicates("segment").merge(answers, on="answer")
    marked = said.drop_duplicates(["segment", "label"])
    weighed = [one.assign(n=one["respondent"].map(raised.people).fillna(1)) for one in (who, once)]
    single = [one.assign(n=1) for one in (who, once, inside, marked)]
    return {
        RESPONSES: (_add(single[0], groups), _add_labels(single[1], labels, groups)),
        PEOPLE: (_add(weighed[0], groups), _add_labels(weighed[1], labels, groups)),
        SEGMENTS: (_add(single[2], groups), _add_labels(single[3], labels, groups)),
    }


def _add(frame: pd.DataFrame, groups: Sequence[str]) -> np.ndarray:
    return frame.groupby("group")["n"].sum().reindex(list(groups), fill_value=0).to_numpy("int64")


def _add_labels(frame: pd.DataFrame, labels: Sequence[str], groups: Sequence[str]) -> np.ndarray:
    return _spread(frame.groupby(["label", "group"])["n"].sum(), labels, groups)


def _spread(counts: pd.Series, labels: Sequence[str], groups: Sequence[str]) -> np.ndarray:
    table = counts.unstack(fill_value=0)
    table = table.reindex(index=list(labels), columns=list(groups), fill_value=0)
    return table.to_numpy("int64")
