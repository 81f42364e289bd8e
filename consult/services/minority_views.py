"""Who sees it otherwise than most: told by what they chose, never guessed from their words.

Where nobody chose anything, the passage that is farthest from what the others say gets a place too; nothing
is claimed of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.drafting.views import ANOTHER_SIDE, ONE_SIDE, OTHERWISE
from consult.services.draft_record import Placed, Record
from consult.services.telling_sides import find_sides

Stances = dict[str, dict[str, str]]
"""By open question: the side each response took in the closed one that goes with it (telling_sides)."""


@dataclass(frozen=True)
class Views:
    """Passages by the view of whoever said them. sides: each is to be heard, and those of one side together.

    told: how each passage stands to what most said, where that can be told (views.LEADS).
    """

    sides: tuple[frozenset[str], ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


def find_stances(record: Record) -> Stances:
    """Find the side each return took in the first question beside each open one that asks for a side."""
    found: Stances = {}
    for asked in record.questions:
        asking = ((part.question_id, find_sides(part)) for part in asked.closed)
        question_id, sides = next((pair for pair in asking if pair[1]), ("", {}))
        rows = record.list_answers((question_id,)) if sides else []
        taken = {row.response_id: sides[row.text] for row in rows if row.text in sides}
        found |= dict.fromkeys(asked.open_ids, taken)
    return found


def find_views(
    placed: Sequence[Placed], permitted: Sequence[Placed], stances: Mapping[str, Mapping[str, str]]
) -> Views:
    """Find the views among the passages that may be quoted. placed: all, by which it is told what most chose.

    Of a tie between the commonest, each is a side of its own; the least like the others where nobody chose.
    """
    counts = Counter(filter(None, {one.response_id: _find(one, stances) for one in placed}.values()))
    if not counts:
        return Views((frozenset(), _find_farthest(permitted)))
    chose = {one.segment_id: _find(one, stances) for one in permitted}
    usual = sorted(stance for stance, number in counts.items() if number == max(counts.values()))
    if len(usual) == 1:
        others = frozenset(key for key, stance in chose.items() if stance not in ("", *usual))
        return Views((_select(chose, usual[0]), others), dict.fromkeys(others, OTHERWISE))
    sides = tuple(side for stance in usual if (side := _select(chose, stance)))
    marks = (ONE_SIDE, *(ANOTHER_SIDE for _ in sides))
    return Views(sides, {key: mark for side, mark in zip(sides, marks, strict=False) for key in side})


def _find(one: Placed, stances: Mapping[str, Mapping[str, str]]) -> str:
    return stances.get(one.question_id, {}).get(one.response_id, "")


def _select(chose: Mapping[str, str], stance: str) -> frozenset[str]:
    return frozenset(key for key, found in chose.items() if found == stance)


def _find_farthest(placed: Sequence[Placed]) -> frozenset[str]:
    """One alone has nothing to be far from."""
    own = [one for one in placed if one.rank == 1]
    if len({one.response_id for one in own}) < 3:
        return frozenset()
    return frozenset({min(own, key=lambda one: (one.score, one.segment_id)).segment_id})
