"""Names of the themes found, from the phrases of their most typical texts in each language."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.corpus import Corpus
from analysis.progress import Watch
from analysis.settings import Settings
from analysis.themes.borrowing import find_most_spoken
from analysis.themes.candidates import list_candidates
from analysis.themes.labels import name_themes
from analysis.themes.phrases import Phrase, list_phrases
from analysis.themes.picking import Name

_READ = 50
"""So many texts of each theme and language are searched for phrases, the most typical first."""


@dataclass(frozen=True)
class Fitted:
    """The texts themes were fitted on: places in the corpus, groups, and nearness to the group's centre."""

    drawn: Sequence[int]
    groups: np.ndarray
    count: int
    nearness: np.ndarray


def name(
    fitted: Fitted,
    corpus: Corpus,
    terms: Sequence[list[str]],
    settings: Settings,
    english: Any,
    watch: Watch,
) -> list[Name]:
    """Name each theme. terms: of each text of the corpus. english: spaCy's pipeline, or None."""
    languages = [corpus.languages[place] for place in fitted.drawn]
    phrases = _read_typical(fitted, corpus, languages, english, watch)
    candidates = list_candidates(phrases, corpus, fitted.drawn, settings.min_accounts_per_phrase)
    some_terms = [terms[place] for place in fitted.drawn]
    main = find_most_spoken(languages)
    in_main = frozenset(row for row, spoken in enumerate(languages) if spoken == main)
    most = settings.max_key_phrases
    return name_themes(candidates, some_terms, fitted.groups, fitted.count, most, in_main)


def _read_typical(
    fitted: Fitted, corpus: Corpus, languages: Sequence[str], english: Any, watch: Watch
) -> list[list[Phrase]]:
    """List the phrases of the most typical texts; the others have none."""
    texts = [corpus.texts[place] for place in fitted.drawn]
    order = sorted(range(len(texts)), key=lambda row: (-fitted.nearness[row], texts[row]))
    together: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in order:
        together[int(fitted.groups[row]), languages[row]].append(row)
    rows = sorted(row for members in together.values() for row in members[:_READ])
    read = list_phrases([texts[row] for row in rows], [languages[row] for row in rows], english, watch)
    found: list[list[Phrase]] = [[] for _ in texts]
    for row, phrases in zip(rows, read, strict=True):
        found[row] = phrases
    return found
