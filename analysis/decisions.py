"""What people decided about suggestions before, read as decisions about texts.

Where people differ about the same words, neither is wrong: the share of them who accepted counts. Decisions
about the tenth that is held out teach nothing, nor do those about copies of its texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import errors
from analysis.held_out import is_held_out

_NEEDED = ("segment_id", "code", "accepted")


@dataclass(frozen=True)
class Decisions:
    """For each pair (place of text, code) that people decided about: the share of decisions that accept."""

    shares: dict[tuple[int, str], float]


def read_decisions(
    frame: pd.DataFrame | None, segment_ids: Sequence[str], places: Sequence[int]
) -> Decisions | None:
    """Read decisions about segments as decisions about texts; those about unknown segments are not used.

    frame: columns segment_id, code, accepted (true or false), one row for each decision of a person; a pair
    may be there several times. places: the text of each of segment_ids.
    Raises: DecisionsWrong (A032).
    """
    if frame is None:
        return None
    missing = [name for name in _NEEDED if name not in frame.columns]
    if missing:
        raise errors.DecisionsWrong(reason=f"there is no column named {', '.join(missing)}")
    _check_values(frame)
    known = dict(zip(segment_ids, places, strict=True))
    apart = {known[one] for one in frame["segment_id"] if one in known and is_held_out(one)}
    votes: dict[tuple[int, str], list[bool]] = {}
    for segment_id, code, accepted in zip(*(frame[name] for name in _NEEDED), strict=True):
        if segment_id in known and known[segment_id] not in apart:
            votes.setdefault((known[segment_id], code), []).append(bool(accepted))
    return Decisions({pair: sum(votes[pair]) / len(votes[pair]) for pair in sorted(votes)})


def _check_values(frame: pd.DataFrame) -> None:
    """Refuse what would be taken for a decision and is none: a gap, or the word false, would accept."""
    for name, kinds in (("segment_id", str), ("code", str), ("accepted", (bool, np.bool_))):
        wrong = [row for row, value in enumerate(frame[name]) if not isinstance(value, kinds)]
        if wrong:
            rows = ", ".join(str(row) for row in wrong[:5])
            raise errors.DecisionsWrong(reason=f"column {name} has wrong values (rows {rows})")
