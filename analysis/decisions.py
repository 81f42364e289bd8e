"""What people decided about suggestions before, and how it moves the suggestions that follow.

Twenty labels alone are worse than none, so decisions are blended with the codebook and weigh more as they
grow in number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import errors
from analysis.codebook import Code

_WEIGHT = 0.6
_HALFWAY = 5
"""With so many decisions about a code, they have half the weight they can ever have."""


@dataclass(frozen=True)
class Decisions:
    """Pairs (place of text, code) that people accepted or rejected."""

    accepted: frozenset[tuple[int, str]]
    rejected: frozenset[tuple[int, str]]


def make_adjustments(decisions: Decisions, vectors: np.ndarray, codes: Sequence[Code]) -> np.ndarray:
    """Make what is added to the evidence: nearness to accepted texts less nearness to rejected ones.

    vectors: unit rows, one for each text.
    """
    added = np.zeros((len(vectors), len(codes)))
    for place, code in enumerate(codes):
        added[:, place] += _draw_near(vectors, _list_places(decisions.accepted, code.code))
        added[:, place] -= _draw_near(vectors, _list_places(decisions.rejected, code.code))
    return added


def _list_places(pairs: frozenset[tuple[int, str]], code: str) -> list[int]:
    return sorted(place for place, name in pairs if name == code)


def _draw_near(vectors: np.ndarray, places: list[int]) -> np.ndarray:
    """Score each text by its likeness to the decided ones, above what texts share anyway; weaker when few."""
    if not places:
        return np.zeros(len(vectors))
    likeness: np.ndarray = vectors @ vectors[places].mean(axis=0)
    above = np.maximum(likeness - likeness.mean(), 0)
    return np.asarray(_WEIGHT * len(places) / (len(places) + _HALFWAY) * above)


def read_decisions(
    frame: pd.DataFrame | None, segment_ids: Sequence[str], places: Sequence[int]
) -> Decisions | None:
    """Read decisions about segments as decisions about texts; those about unknown segments are not used.

    frame: columns segment_id, code, accepted (true or false). places: the text of each of segment_ids.
    Raises: DecisionsWrong (A032).
    """
    if frame is None:
        return None
    missing = [name for name in ("segment_id", "code", "accepted") if name not in frame.columns]
    if missing:
        raise errors.DecisionsWrong(reason=f"there is no column named {', '.join(missing)}")
    known = dict(zip(segment_ids, places, strict=True))
    rows = zip(frame["segment_id"], frame["code"], frame["accepted"], strict=True)
    decided = [(known[one], code, bool(accepted)) for one, code, accepted in rows if one in known]
    return Decisions(
        frozenset((place, code) for place, code, accepted in decided if accepted),
        frozenset((place, code) for place, code, accepted in decided if not accepted),
    )
