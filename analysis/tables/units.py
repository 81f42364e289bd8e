"""Counts by label and group in three units: responses, the people they speak for, and segments."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.tables.crossing import Counted
from analysis.tables.dominance import Largest, find_largest
from analysis.tables.since import Layers

RESPONSES, PEOPLE, SEGMENTS = UNITS = ("responses", "people", "segments")
Weighed = dict[tuple[str, str], int]
Pair = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Raised:
    """What was said, by whom. answers: respondent and group by answer; segments: segment, answer, label.

    A respondent is in one group. A segment without a label has an empty one. people: how many each respondent
    speaks for, where that is more than one. shared: answers of shared wording; own: segments of them that are
    their authors' own words, which count without shared wording too.
    """

    answers: Mapping[str, tuple[str, str]]
    segments: Sequence[tuple[str, str, str]]
    people: Mapping[str, int]
    shared: Collection[str]
    own: Collection[str] = ()


def count_units(raised: Raised, labels: Sequence[str], groups: Sequence[str]) -> dict[str, Counted]:
    """Count everybody, and everybody without shared wording, in each unit."""
    every, own = (_count(one, labels, groups) for one in (raised, _leave_out_shared(raised)))
    return {
        unit: Counted(
            tuple(labels),
            tuple(groups),
            Layers(every[unit][0], own[unit][0]),
            Layers(every[unit][1], own[unit][1]),
        )
        for unit in UNITS
    }


def weigh_units(raised: Raised, labels: Sequence[str], groups: Sequence[str]) -> Largest:
    """Find the respondents who speak for most, in the same layers."""
    (every, said), (own, own_said) = (
        (set(one.answers.values()), set(_list_raised(one))) for one in (raised, _leave_out_shared(raised))
    )
    layers = [(every, said), (own, own_said), (every - own, said - own_said)]
    return find_largest(layers, raised.people, labels, groups)


def _leave_out_shared(raised: Raised) -> Raised:
    """Keep of shared wording what its authors added to it; an answer to which nothing was added goes."""
    shared, own = set(raised.shared), set(raised.own)
    kept = [one for one in raised.segments if one[1] not in shared or one[0] in own]
    wholly = shared - {answer for _, answer, _ in kept}
    answers = {key: one for key, one in raised.answers.items() if key not in wholly}
    return replace(raised, answers=answers, segments=kept)


def _list_raised(raised: Raised) -> list[tuple[str, str, str]]:
    """List each label of each respondent once, with the group."""
    answers = raised.answers
    found = ((*answers[answer], label) for _, answer, label in raised.segments if label and answer in answers)
    return list(dict.fromkeys(found))


def _count(raised: Raised, labels: Sequence[str], groups: Sequence[str]) -> dict[str, Pair]:
    answers = raised.answers
    who = list(dict.fromkeys(answers.values()))
    said = _list_raised(raised)
    passages = dict.fromkeys((key, answers[a][1]) for key, a, _ in raised.segments if a in answers)
    marked = dict.fromkeys((key, answers[a][1], label) for key, a, label in raised.segments if a in answers)

    def spread(bases: Iterable[tuple[str, int]], counts: Iterable[tuple[str, str, int]]) -> Pair:
        whole = _add_up((("", group), number) for group, number in bases)
        parts = _add_up(((label, group), number) for label, group, number in counts)
        return _spread(whole, [""], groups)[0], _spread(parts, labels, groups)

    weigh = raised.people.get
    return {
        RESPONSES: spread(((group, 1) for _, group in who), ((label, group, 1) for _, group, label in said)),
        PEOPLE: spread(
            ((group, weigh(one, 1)) for one, group in who),
            ((label, group, weigh(one, 1)) for one, group, label in said),
        ),
        SEGMENTS: spread(
            ((group, 1) for _, group in passages), ((label, group, 1) for _, group, label in marked)
        ),
    }


def _add_up(found: Iterable[tuple[tuple[str, str], int]]) -> Weighed:
    summed: Weighed = {}
    for key, number in found:
        summed[key] = summed.get(key, 0) + number
    return summed


def _spread(counts: Weighed, labels: Sequence[str], groups: Sequence[str]) -> np.ndarray:
    rows = [[counts.get((label, group), 0) for group in groups] for label in labels]
    return np.array(rows, dtype=np.int64).reshape(len(labels), len(groups))
