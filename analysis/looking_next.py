"""Which segments people should look at next: those in doubt, of many kinds, and some drawn at random."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest


class Why(StrEnum):
    """Why a segment is worth a look."""

    DOUBT = "doubt"
    CHECK = "check"


@dataclass(frozen=True)
class Doubt:
    """A segment with a suggestion that nobody decided about; sure: 0 where it is as likely right as wrong."""

    segment_id: str
    respondent_id: str
    kind: tuple[str, str]
    sure: float


def choose_next(doubts: Sequence[Doubt], held_out: Sequence[str], *, most: int) -> list[tuple[str, Why]]:
    """Choose the segments, each with the reason: a quarter held out, the others in doubt, one a respondent.

    Kinds (theme and language) take turns, each with what is most in doubt, so that one kind does not fill
    the list. held_out: in the order in which they were drawn. Fewer of one sort leave room for the other.
    """
    varied = [one for one in _vary(doubts) if one not in set(held_out)]
    checks = list(held_out[: max(most // 4, most - len(varied))])
    chosen = [(one, Why.CHECK) for one in checks]
    return [*chosen, *((one, Why.DOUBT) for one in varied[: most - len(checks)])]


def _vary(doubts: Sequence[Doubt]) -> list[str]:
    by_kind: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for doubt in _keep_one_each(doubts):
        by_kind[doubt.kind].append(doubt)
    kinds = sorted(by_kind.values(), key=lambda found: (found[0].sure, found[0].segment_id))
    turns = chain.from_iterable(zip_longest(*kinds))
    return [doubt.segment_id for doubt in turns if doubt is not None]


def _keep_one_each(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The most doubtful segment of each respondent, the most doubtful first."""
    found: dict[str, Doubt] = {}
    for doubt in sorted(doubts, key=lambda one: (one.sure, one.segment_id)):
        found.setdefault(doubt.respondent_id, doubt)
    return list(found.values())
