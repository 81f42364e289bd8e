"""Who sees it otherwise than most: told by what they chose, never guessed from their words.

Where nobody chose anything, the passage that is farthest from what the others say gets a place too; nothing
is claimed of it. What few chose is not told beside their words either, though they are quoted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.drafting.figures import is_small
from analysis.drafting.views import ANOTHER_SIDE, ONE_SIDE, OTHERWISE
from consult.services.drafts.draft_record import Placed, Record
from consult.services.quotations.telling_sides import find_sides

Taken = Mapping[str, str]
"""The side that each response took in one closed question (telling_sides)."""


@dataclass(frozen=True)
class Stances:
    """By open question: the side each response took in the closed one that goes with it.

    few: by open question, the sides that fewer took than the least number that is shown, with or without
    those who wrote nothing but shared wording. named: responses whose organisation agreed to be named.
    """

    taken: Mapping[str, Taken] = field(default_factory=dict)
    few: Mapping[str, frozenset[str]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()

    def find(self, one: Placed) -> str:
        """The side that whoever said a passage took; "" where none is known."""
        return self.taken.get(one.question_id, {}).get(one.response_id, "")

    def is_of_few(self, one: Placed) -> bool:
        """Whether few took the side of whoever said a passage."""
        return self.find(one) in self.few.get(one.question_id, ())

    def is_named(self, one: Placed) -> bool:
        """Whether whoever said a passage agreed to be named."""
        return one.response_id in self.named


@dataclass(frozen=True)
class Views:
    """Passages by the view of whoever said them. sides: each is to be heard, and those of one side together.

    told: how each passage stands to what most said, where that can be told (views.LEADS). usual: what the
    most chose, several where as many chose each.
    """

    sides: tuple[frozenset[str], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    usual: tuple[str, ...] = ()


def find_stances(record: Record) -> Stances:
    """Find the side each return took in the first question beside each open one that asks for a side."""
    found: dict[str, Taken] = {}
    few: dict[str, frozenset[str]] = {}
    for asked in record.questions:
        asking = ((part.question_id, find_sides(part)) for part in asked.closed)
        question_id, sides = next((pair for pair in asking if pair[1]), ("", {}))
        rows = record.list_answers((question_id,)) if sides else []
        taken = {row.response_id: sides[row.text] for row in rows if row.text in sides}
        found |= dict.fromkeys(asked.open_ids, taken)
        few |= dict.fromkeys(asked.open_ids, _find_few(record, taken))
    return Stances(found, few, _find_named(record))


def _find_few(record: Record, taken: Taken) -> frozenset[str]:
    """The sides that few took, counted as tables count: all who did, and those with words of their own."""
    rules, wholly = record.rules, record.found.wholly_shared
    every = Counter(taken.values())
    own = Counter(side for response_id, side in taken.items() if response_id not in wholly)
    return frozenset(side for side in every if is_small(every[side], rules) or is_small(own[side], rules))


def _find_named(record: Record) -> frozenset[str]:
    everybody = record.returns.respondents
    return frozenset(one.response_id for one in everybody if one.may_attribute and one.organisation)


def find_views(placed: Sequence[Placed], permitted: Sequence[Placed], stances: Stances) -> Views:
    """Find the views among the passages that may be quoted. placed: all, by which it is told what most chose.

    Of a tie between the commonest, each is a side of its own; the least like the others where nobody chose.
    A side that few took is quoted like any, but nothing is told of it; nor of others beside it, where it is
    what most or as many chose. Whoever agreed to be named is told by name, and no number of anybody.
    """
    views = _divide(placed, permitted, stances)
    if any(stances.is_of_few(one) for one in placed if stances.find(one) in views.usual):
        return replace(views, told={})
    untold = {one.segment_id for one in permitted if stances.is_of_few(one) and not stances.is_named(one)}
    return replace(views, told={key: mark for key, mark in views.told.items() if key not in untold})


def _divide(placed: Sequence[Placed], permitted: Sequence[Placed], stances: Stances) -> Views:
    counts = Counter(filter(None, {one.response_id: stances.find(one) for one in placed}.values()))
    if not counts:
        return Views((frozenset(), _find_farthest(permitted)))
    chose = {one.segment_id: stances.find(one) for one in permitted}
    usual = tuple(sorted(side for side, number in counts.items() if number == max(counts.values())))
    if len(usual) == 1:
        others = frozenset(key for key, stance in chose.items() if stance not in ("", *usual))
        return Views((_select(chose, usual[0]), others), dict.fromkeys(others, OTHERWISE), usual)
    sides = tuple(side for stance in usual if (side := _select(chose, stance)))
    marks = (ONE_SIDE, *(ANOTHER_SIDE for _ in sides))
    return Views(sides, {key: mark for side, mark in zip(sides, marks, strict=False) for key in side}, usual)


def _select(chose: Mapping[str, str], stance: str) -> frozenset[str]:
    return frozenset(key for key, found in chose.items() if found == stance)


def _find_farthest(placed: Sequence[Placed]) -> frozenset[str]:
    """One alone has nothing to be far from."""
    own = [one for one in placed if one.rank == 1]
    if len({one.response_id for one in own}) < 3:
        return frozenset()
    return frozenset({min(own, key=lambda one: (one.score, one.segment_id)).segment_id})
