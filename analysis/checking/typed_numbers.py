"""Numbers that somebody typed by hand and that the record does not bear out, or does not let be given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.checking.known_figures import Known, Named, is_protected, list_open, part_figures
from analysis.checking.typed_text import TypedCount, TypedShare, list_counts, list_shares
from analysis.drafting.figures import write_number
from analysis.drafting.statements import Figure

NEAR_PCT = 0.5
"""A percentage in whole numbers may be off by this much."""
NOWHERE = "no figure of this draft gives this number"
HIDDEN = "this number is protected: it is not given anywhere in this draft"
HIDDEN_SHARE = "this share gives a protected number away"


@dataclass(frozen=True)
class Doubt:
    """What is wrong with a typed sentence. hides: it gives what has to be protected."""

    reason: str
    hides: bool = False


def find_wrong_numbers(sentence: str, known: Known) -> Iterator[Doubt]:
    """Find the numbers of returns and experiences in a typed sentence that do not hold."""
    named = known.find_named(sentence)
    for typed in list_counts(sentence):
        yield from _check_count(typed, known, named)
    for share in list_shares(sentence):
        yield from _check_share(share, known, named)


def _check_count(typed: TypedCount, known: Known, named: list[Named]) -> Iterator[Doubt]:
    if _gives_hidden(typed, known, named):
        yield Doubt(f"“{typed.words}”: {HIDDEN}", hides=True)
        return
    every = known.list_numbers(of_experiences=typed.of_experiences)
    if named:
        every = known.totals.union(*(list_open(one.figures, known.rules) for one in named))
    wrong = [number for number in (typed.count, typed.base) if number is not None and number not in every]
    if wrong:
        yield Doubt(f"“{typed.words}”: {_say_record(named, known) or NOWHERE}")


def _gives_hidden(typed: TypedCount, known: Known, named: list[Named]) -> bool:
    """Whether it is a protected count of what is named, or one that is protected wherever it stands."""
    hidden, shown = part_figures(named, known.rules, of_experiences=typed.of_experiences)
    of_named = {one.count for one in hidden} - {one.count for one in shown}
    return typed.count in of_named | known.list_hidden(of_experiences=typed.of_experiences)


def _check_share(share: TypedShare, known: Known, named: list[Named]) -> Iterator[Doubt]:
    hidden, shown = part_figures(named, known.rules, of_experiences=share.of_experiences)
    if _fits(share, _list_shares(hidden)) and not _fits(share, _list_shares(shown)):
        yield Doubt(f"“{share.words}”: {HIDDEN_SHARE}", hides=True)
    elif not _fits(share, known.list_shares(of_experiences=share.of_experiences)):
        yield Doubt(f"“{share.words}”: no figure of this draft has this share")


def _fits(share: TypedShare, shares: Iterable[float]) -> bool:
    return any(abs(share.pct - one) <= NEAR_PCT for one in shares)


def _list_shares(figures: Iterable[Figure]) -> list[float]:
    return [100 * one.count / one.base for one in figures if one.base]


def _say_record(named: list[Named], known: Known) -> str:
    """What the record gives for what is named; nothing where it may not be given."""
    shown = [one for one in named if not is_protected(one.every, known.rules)]
    told = [
        f"{write_number(one.every.count)} of {write_number(one.every.base)} for “{one.label}”"
        for one in shown
    ]
    return f"the record gives {', '.join(dict.fromkeys(told))}" if told else ""
