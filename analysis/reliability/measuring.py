"""Reliability for each tag and language, in words that say no more than the numbers carry.

For each tag: given or not, by each coder. For all tags together: alpha over the whole sets of tags with MASI
distances rather than the mean of the tags' alphas, because a passage's tags are one decision, a partly equal
answer is partly right, and a mean would hang on rare tags about which nothing can be said one by one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import columns
from analysis.reliability.agreeing import (
    MISSING,
    Patterns,
    find_alphas,
    find_kappas,
    gather_patterns,
    make_nominal,
)
from analysis.reliability.frames import BLIND_CODED
from analysis.reliability.resampling import find_interval
from analysis.reliability.sets import make_distances
from analysis.reliability.standings import (
    MIN_EACH_WAY,
    MIN_RESPONDENTS,
    MIN_SEGMENTS,
    Reason,
    Reliability,
    Standing,
    judge,
)
from analysis.tables.intervals import Interval, find_share

Row = list[frozenset[str] | None]
Rows = list[tuple[str, Row]]
"""Whose each passage is, with the sets of tags."""


@dataclass(frozen=True)
class _Subject:
    """What is measured: a tag or all of them, in a language or all of them, by how many coders."""

    code: str
    language: str
    coders: int


def measure_reliability(coded: pd.DataFrame, codes: Sequence[str]) -> list[Reliability]:
    """Measure each tag and all together, in all languages and in each, in the order of the codes.

    coded: frames.BLIND_CODED. Raises: MissingColumns (A001), UnexpectedColumns (A002), WrongValues (A003).
    """
    coded = columns.check(coded, BLIND_CODED)
    found = list(_measure_language(coded, columns.ALL, codes))
    for language, part in coded.groupby("language", sort=True):
        found.extend(_measure_language(part, str(language), codes))
    return found


def _measure_language(coded: pd.DataFrame, language: str, codes: Sequence[str]) -> Iterator[Reliability]:
    rows = _list_rows(coded)
    coders = coded["coder"].nunique()
    yield _measure_sets(rows, _Subject(columns.ALL, language, coders))
    for code in codes:
        yield _measure_code(rows, _Subject(code, language, coders))


def _list_rows(coded: pd.DataFrame) -> Rows:
    """The sets of tags that each coder gave to each passage; None where a coder did not see it."""
    places = {coder: place for place, coder in enumerate(sorted(set(coded["coder"])))}
    rows: dict[str, tuple[str, Row]] = {}
    for segment_id, respondent, _, coder, codes in coded.itertuples(index=False, name=None):
        _, row = rows.setdefault(segment_id, (respondent, [None] * len(places)))
        row[places[coder]] = frozenset(codes.split(columns.LIST_SEPARATOR) if codes else ())
    return [rows[key] for key in sorted(rows)]


def _measure_sets(rows: Rows, subject: _Subject) -> Reliability:
    sets = sorted({one for _, row in rows for one in row if one is not None}, key=sorted)
    numbers = {one: number for number, one in enumerate(sets)}
    patterns = _gather(rows, numbers.__getitem__)
    used = _count(rows, bool)
    reason = _find_reason(patterns, subject)
    if reason:
        return _say_nothing(subject, patterns, used, reason)
    alpha = find_interval(patterns, find_alphas, make_distances(sets))
    return _say(subject, patterns, used, None, alpha)


def _measure_code(rows: Rows, subject: _Subject) -> Reliability:
    patterns = _gather(rows, lambda codes: int(subject.code in codes))
    used = _count(rows, lambda codes: subject.code in codes)
    unused = _count(rows, lambda codes: subject.code not in codes)
    rare = Reason.TOO_RARE if min(used, unused) < MIN_EACH_WAY else Reason.NONE
    reason = _find_reason(patterns, subject) or rare
    if reason:
        return _say_nothing(subject, patterns, used, reason)
    distances = make_nominal(2)
    kappa = find_interval(patterns, find_kappas, distances) if _tells_kappa(patterns, subject) else None
    return _say(subject, patterns, used, kappa, find_interval(patterns, find_alphas, distances))


def _tells_kappa(patterns: Patterns, subject: _Subject) -> bool:
    """Whether two coders each gave the tag and left it out; else kappa is nought, whatever the other gave."""
    return subject.coders == 2 and all(len(set(given.tolist())) > 1 for given in patterns.values.T)


def _gather(rows: Rows, number: Callable[[frozenset[str]], int]) -> Patterns:
    values = [[MISSING if codes is None else number(codes) for codes in row] for _, row in rows]
    width = len(rows[0][1]) if rows else 0
    respondents = np.array([respondent for respondent, _ in rows], dtype=str)
    return gather_patterns(np.array(values, dtype="int64").reshape(len(rows), width), respondents)


def _count(rows: Rows, holds: Callable[[frozenset[str]], bool]) -> int:
    """Count the passages tagged by two or more of which it holds for anybody."""
    seen = ([codes for codes in row if codes is not None] for _, row in rows)
    return sum(1 for given in seen if len(given) > 1 and any(holds(codes) for codes in given))


def _find_reason(patterns: Patterns, subject: _Subject) -> Reason:
    if subject.coders < 2:
        return Reason.ONE_CODER
    if patterns.units == 0:
        return Reason.NO_OVERLAP
    if patterns.units < MIN_SEGMENTS:
        return Reason.TOO_FEW
    if len(patterns.clusters) < MIN_RESPONDENTS:
        return Reason.FEW_RESPONDENTS
    given = patterns.values[patterns.values != MISSING]
    return Reason.ALL_SAME if len(set(given.tolist())) == 1 else Reason.NONE


def _find_agreement(patterns: Patterns) -> Interval | None:
    """On how many of the passages everybody who saw them gave the same, with Wilson's interval.

    It takes passages as apart from each other, also those of one respondent.
    """
    shown = [set(row.tolist()) - {MISSING} for row in patterns.values]
    same = sum(int(count) for given, count in zip(shown, patterns.counts, strict=True) if len(given) == 1)
    return find_share(same, patterns.units) if patterns.units >= MIN_SEGMENTS else None


def _say_nothing(subject: _Subject, patterns: Patterns, used: int, reason: Reason) -> Reliability:
    """Only the plain agreement, and that on enough passages."""
    return Reliability(
        subject.code,
        subject.language,
        patterns.units,
        used,
        _find_agreement(patterns),
        None,
        None,
        Standing.NOT_SAID,
        reason,
    )


def _say(
    subject: _Subject, patterns: Patterns, used: int, kappa: Interval | None, alpha: Interval | None
) -> Reliability:
    if alpha is None:
        return _say_nothing(subject, patterns, used, Reason.UNSTEADY)
    return Reliability(
        subject.code,
        subject.language,
        patterns.units,
        used,
        _find_agreement(patterns),
        kappa,
        alpha,
        judge(alpha.value),
        Reason.NONE,
    )
