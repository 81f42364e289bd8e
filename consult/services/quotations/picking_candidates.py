"""Which passages are looked at for quoting, of those that may be quoted: few enough to search each."""

from collections import Counter
from collections.abc import Callable, Sequence

from consult.services.drafts.draft_record import Placed
from consult.services.quotations.minority_views import Views

MOST_CANDIDATES = 40
FEW_APART = 8


def pick_candidates(
    permitted: Sequence[Placed], views: Views, find_sector: Callable[[Placed], str]
) -> list[Placed]:
    """Pick the best, every sector's in turn, and of each side the best few. permitted: the best first."""
    turns: Counter[str] = Counter()
    order = {}
    for place, one in enumerate(permitted):
        sector = find_sector(one)
        turns[sector] += 1
        order[one.segment_id] = (turns[sector], place)
    picked = sorted(permitted, key=lambda one: order[one.segment_id])[:MOST_CANDIDATES]
    others = [
        one
        for side in views.sides
        for one in [one for one in permitted if one.segment_id in side][:FEW_APART]
    ]
    return list({one.segment_id: one for one in (*picked, *others)}.values())
