"""From which texts each code is learnt: those that people decided about, and some that they left undecided.

Of a text that people decided about, what they left undecided counts as what the descriptions said: learnt
from what they accepted alone, every tag would seem to fit everywhere. Where they accepted a code far more
often than they rejected it, as when a theme becomes a tag, texts that nobody decided about are added too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

MAX_LEARNT = 1_000
"""Texts learnt from for one code; of more, those evenly spread over the corpus."""
_MAX_PAIRS = 32_000_000
"""Pairs of texts learnt from in all groups: where many codes have each their own, each learns from fewer."""
_UNDECIDED = 4
"""Undecided texts for each that was accepted and not made up for by one that was rejected."""


@dataclass(frozen=True)
class CodesTogether:
    """Codes (places) that are learnt from the same texts (places in the corpus, ascending)."""

    texts: list[int]
    codes: list[int]


def choose_texts(decided: dict[int, dict[int, float]], texts: int) -> list[CodesTogether]:
    """Choose for each code the texts to learn from, codes with the same texts together.

    decided: for each code, the share of people who accepted it in each text decided about. texts: how many
    there are in all.
    """
    everywhere = sorted({text for shares in decided.values() for text in shares})
    crowded = len(everywhere) > MAX_LEARNT
    together: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = defaultdict(list)
    for code in sorted(decided):
        own = tuple(sorted(decided[code])) if crowded else tuple(everywhere)
        together[own, _draw_undecided(decided[code].values(), everywhere, texts)].append(code)
    sizes = [min(len(everywhere) + len(added), len(own) * (1 + _UNDECIDED)) for own, added in together]
    most = _find_most(sizes)
    return [
        CodesTogether(_choose(own, everywhere, added, most), codes)
        for (own, added), codes in together.items()
    ]


def draw(texts: Sequence[int], most: int) -> list[int]:
    """Draw at most so many, evenly spread."""
    if len(texts) <= most:
        return list(texts)
    return [texts[place] for place in np.linspace(0, len(texts) - 1, most).astype(int)]


def _draw_undecided(shares: Iterable[float], everywhere: Sequence[int], texts: int) -> tuple[int, ...]:
    """Draw texts that nobody decided about, for a code with such decisions."""
    given = list(shares)
    accepted = sum(given)
    lacking = round(_UNDECIDED * (2 * accepted - len(given))) - (len(everywhere) - len(given))
    if lacking <= 0:
        return ()
    known = set(everywhere)
    return tuple(draw([text for text in range(texts) if text not in known], lacking))


def _choose(own: Sequence[int], everywhere: Sequence[int], added: Sequence[int], most: int) -> list[int]:
    """Choose a code's own texts first, and others only as far as there is room."""
    chosen = draw(own, most)
    others = sorted({*everywhere, *added} - set(own))
    return sorted([*chosen, *draw(others, min(most - len(chosen), _UNDECIDED * len(own)))])


def _find_most(sizes: Sequence[int]) -> int:
    """Find from how many texts a group may learn so that all groups (by their sizes) stay within bounds."""
    allowed = np.arange(1, MAX_LEARNT + 1)
    pairs = (np.minimum.outer(np.array(sizes, dtype=np.int64), allowed) ** 2).sum(axis=0)
    return max(int(np.searchsorted(pairs, _MAX_PAIRS, side="right")), 1)
