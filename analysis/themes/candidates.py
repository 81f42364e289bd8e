"""Phrases that may name a theme, each in its best spelling.

Words of locked accounts may be shown only if someone also said them openly, or if enough accounts share them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.corpus import Corpus
from analysis.scripts import is_unspaced
from analysis.themes.phrases import Phrase

_INSIDE = 0.7
"""A phrase is a fragment if so much of its use is inside one longer phrase."""


@dataclass(frozen=True)
class Candidate:
    """A phrase that may be shown, in its best spelling, and the texts it occurs in."""

    key: str
    shown: str
    words: int
    texts: frozenset[int]


def list_candidates(
    phrases: Sequence[Sequence[Phrase]], corpus: Corpus, drawn: Sequence[int], min_accounts: int
) -> list[Candidate]:
    """List the phrases that may be shown. phrases: of each drawn text; drawn: their places in the corpus."""
    spellings: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    words: dict[str, int] = {}
    for row, found in enumerate(phrases):
        for phrase in found:
            spellings[phrase.key][phrase.shown].add(row)
            words[phrase.key] = phrase.words
    found_candidates = []
    for key in sorted(spellings):
        shown = _choose_spelling(spellings[key], corpus, drawn, min_accounts)
        if shown is not None:
            texts = frozenset().union(*spellings[key].values())
            found_candidates.append(Candidate(key, shown, words[key], texts))
    return _drop_fragments(found_candidates)


def _drop_fragments(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Drop phrases that hardly occur but inside one longer phrase, such as half a word of Chinese."""
    sizes = {candidate.key: len(candidate.texts) for candidate in candidates}
    fragments = set()
    for candidate in candidates:
        for part in _list_shorter(candidate.key):
            if len(candidate.texts) > 1 and len(candidate.texts) >= _INSIDE * sizes.get(part, 0):
                fragments.add(part)
    return [candidate for candidate in candidates if candidate.key not in fragments]


def _list_shorter(key: str) -> tuple[str, str]:
    words = key.split()
    if len(words) > 1:
        return " ".join(words[1:]), " ".join(words[:-1])
    return (key[1:], key[:-1]) if is_unspaced(key[0]) else ("", "")


def _choose_spelling(
    spellings: Mapping[str, set[int]], corpus: Corpus, drawn: Sequence[int], min_accounts: int
) -> str | None:
    """Choose the commonest spelling that may be shown, small letters before capitals."""
    allowed = [
        shown
        for shown, rows in spellings.items()
        if _may_be_shown([drawn[row] for row in rows], corpus, min_accounts)
    ]
    return min(allowed, key=lambda shown: (shown[0].isupper(), -len(spellings[shown]), shown), default=None)


def _may_be_shown(places: Sequence[int], corpus: Corpus, min_accounts: int) -> bool:
    if any(corpus.open[place] for place in places):
        return True
    return len(frozenset().union(*(corpus.sealed[place] for place in places))) >= min_accounts
