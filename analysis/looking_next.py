"""Which segments people should look at next: those in doubt, of many kinds, and some drawn at random."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice, zip_longest


class Why(StrEnum):
    """Why a segment is worth a look."""

    DOUBT = "doubt"
    NOTHING = "nothing"
    CHECK = "check"


@dataclass(frozen=True)
class Doubt:
    """A segment that nobody decided about; sure: 0 where a suggestion is as likely right as wrong.

    has_none: nothing was likely enough to be suggested, so that only people can tell whether nothing fits.
    is_account: told as an account, not written in a return.
    """

    segment_id: str
    respondent_id: str
    kind: tuple[str, str]
    sure: float
    has_none: bool = False
    is_account: bool = False


SUGGESTED_BETWEEN = 2
"""Of those in doubt, so many with a suggestion come between two with none."""


def choose_next(doubts: Sequence[Doubt], held_out: Sequence[str], *, most: int) -> list[tuple[str, Why]]:
    """Choose the segments, each with the reason: a quarter held out, the others in doubt, one a respondent.

    Kinds (theme and language) take turns, each with what is most in doubt, so that one kind does not fill
    the list; so do returns and accounts, as long as there are both. held_out: in the order in which they were
    drawn. Fewer of one sort leave room for the other.
    """
    out = set(held_out)
    varied = [one for one in _take_turns(_mix(doubts)) if one.segment_id not in out]
    checks = list(held_out[: max(most // 4, most - len(varied))])
    chosen = [(one, Why.CHECK) for one in checks]
    asked = varied[: most - len(checks)]
    return [*chosen, *((one.segment_id, Why.NOTHING if one.has_none else Why.DOUBT) for one in asked)]


def _take_turns(doubts: Sequence[Doubt]) -> list[Doubt]:
    """One of a return, one of an account, and so on, each in the order given."""
    of_returns, of_accounts = (
        [one for one in doubts if one.is_account is wanted] for wanted in (False, True)
    )
    turns = chain.from_iterable(zip_longest(of_returns, of_accounts))
    return [one for one in turns if one is not None]


def _mix(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Put those with no suggestion among the others, still one a respondent."""
    some, none = (iter(_vary([one for one in doubts if one.has_none is wanted])) for wanted in (False, True))
    mixed: dict[str, Doubt] = {}
    for one in _alternate(some, none):
        mixed.setdefault(one.respondent_id, one)
    return list(mixed.values())


def _alternate(some: Iterator[Doubt], none: Iterator[Doubt]) -> Iterator[Doubt]:
    while turn := [*islice(some, SUGGESTED_BETWEEN), *islice(none, 1)]:
        yield from turn


def _vary(doubts: Sequence[Doubt]) -> list[Doubt]:
    by_kind: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for doubt in _keep_one_each(doubts):
        by_kind[doubt.kind].append(doubt)
    kinds = sorted(by_kind.values(), key=lambda found: (found[0].sure, found[0].segment_id))
    turns = chain.from_iterable(zip_longest(*kinds))
    return [doubt for doubt in turns if doubt is not None]


def _keep_one_each(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The most doubtful segment of each respondent, the most doubtful first."""
    found: dict[str, Doubt] = {}
    for doubt in sorted(doubts, key=lambda one: (one.sure, one.segment_id)):
        found.setdefault(doubt.respondent_id, doubt)
    return list(found.values())
