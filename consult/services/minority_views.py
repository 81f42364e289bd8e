"""Who sees it otherwise than most: told by what they chose, never guessed from their words.

Where nobody chose anything, the passage that is farthest from what the others say stands in for it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from consult.services.draft_record import Placed, Record

Stances = dict[str, dict[str, str]]
"""By open question: what each response chose in the closed one that goes with it."""


def find_stances(record: Record) -> Stances:
    """Find what each return chose in the first closed question with one answer beside each open question."""
    found: Stances = {}
    for asked in record.questions:
        closed = next((part for part in asked.closed if part.kind == "select_one"), None)
        rows = record.list_answers((closed.question_id,)) if closed else []
        chosen = {row.response_id: row.text for row in rows}
        found |= dict.fromkeys(asked.open_ids, chosen)
    return found


def find_minority(placed: Sequence[Placed], stances: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Find the passages of those who chose otherwise than most here; else the one least like the others."""
    chose = {one.response_id: stances.get(one.question_id, {}).get(one.response_id, "") for one in placed}
    counts = Counter(stance for stance in chose.values() if stance)
    if not counts:
        return _find_farthest(placed)
    most = max(counts.values())
    if list(counts.values()).count(most) > 1:
        return set()
    (usual,) = [stance for stance, number in counts.items() if number == most]
    return {one.segment_id for one in placed if chose[one.response_id] not in ("", usual)}


def _find_farthest(placed: Sequence[Placed]) -> set[str]:
    """One alone has nothing to be far from."""
    own = [one for one in placed if one.rank == 1]
    if len({one.response_id for one in own}) < 3:
        return set()
    return {min(own, key=lambda one: (one.score, one.segment_id)).segment_id}
