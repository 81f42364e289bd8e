"""A table in people that responses speak for: what is hidden of it besides what responses hide."""

from collections.abc import Sequence

import numpy as np

from analysis.tables.crossing import Counted, Shown
from analysis.tables.dominance import Largest, find_one_voice
from analysis.tables.known_weights import hide_solvable


def hide_in_people(
    counted: Counted, responses: Counted, safe: Shown, looked_at: Sequence[tuple[Counted, Largest]]
) -> tuple[bool, Shown]:
    """Hide each row of which something is nearly one respondent's, or can be solved beside the responses.

    looked_at: all who are counted, and those alone whom an earlier table did not count, each with who speaks
    for most. Returns: whether a base is nearly one respondent's, so that there is no table; what is hidden.
    """
    found = [find_one_voice(people, largest, safe) for people, largest in looked_at]
    rows = np.any([flags for _, flags in found], axis=0)
    return any(one for one, _ in found), hide_solvable(counted, responses, _hide_rows(safe, rows))


def _hide_rows(shown: Shown, rows: np.ndarray) -> Shown:
    every, own = (None if one is None else one | rows[:, None] for one in (shown.every, shown.own))
    assert every is not None
    return Shown(shown.groups, every, own)
