"""Which themes a text is in, by its nearness to each."""

import numpy as np

from analysis.columns import MAX_THEMES_PER_SEGMENT

_FLOOR = 0.25
"""A text less like every theme than this is left over."""
_ALSO = 0.85
"""A further theme is given if it is at least so near as the nearest, in proportion."""


def choose_themes(scores: np.ndarray) -> list[list[int]]:
    """List the themes of each text, nearest first; none for what is left over."""
    chosen = []
    for row in scores:
        order = sorted(range(len(row)), key=lambda theme: (-row[theme], theme))[:MAX_THEMES_PER_SEGMENT]
        limit = max(_FLOOR, _ALSO * row[order[0]])
        chosen.append([theme for theme in order if row[theme] >= limit])
    return chosen
