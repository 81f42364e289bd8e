"""Names of the themes found, from the phrases of their most typical texts in each language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.corpus import Corpus
from analysis.settings import Settings
from analysis.themes.borrowing import find_most_spoken
from analysis.themes.candidates import Candidate, list_candidates
from analysis.themes.labels import name_broader, name_themes
from analysis.themes.phrase_steps import PhraseReader
from analysis.themes.phrases import Phrase
from analysis.themes.picking import Name

_READ = 50
"""So many texts of each theme and language are searched for phrases, the most typical first."""
_IN_LANGUAGE = 5
"""Phrases of a theme in one language."""


@dataclass(frozen=True)
class Fitted:
    """The texts themes were fitted on: places in the corpus, groups, nearness to the group's centre.

    broader: the broader group of each group, or empty.
    """

    drawn: Sequence[int]
    groups: np.ndarray
    count: int
    nearness: np.ndarray
    broader: np.ndarray


@dataclass(frozen=True)
class Named:
    """Names of themes and of broader themes, and the phrases of each theme in each of its languages."""

    themes: Sequence[Name]
    broader: Sequence[Name]
    spoken: Sequence[Mapping[str, tuple[str, ...]]]


def name(
    fitted: Fitted,
    corpus: Corpus,
    terms: Sequence[list[str]],
    settings: Settings,
    reader: PhraseReader,
) -> Named:
    """Name each theme and broader theme. terms: of each text of the corpus."""
    languages = [corpus.languages[place] for place in fitted.drawn]
    phrases = _read_typical(fitted, corpus, languages, reader)
    candidates = list_candidates(phrases, corpus, fitted.drawn, settings.min_accounts_per_phrase)
    some_terms = [terms[place] for place in fitted.drawn]
    main = find_most_spoken(languages)
    in_main = frozenset(row for row, spoken in enumerate(languages) if spoken == main)
    most = settings.max_key_phrases
    read = (candidates, some_terms, fitted.groups)
    return Named(
        name_themes(*read, fitted.count, most, in_main),
        name_broader(*read, fitted.broader, most, in_main) if len(fitted.broader) else [],
        _name_in_languages(fitted, candidates, some_terms, languages),
    )


def _name_in_languages(
    fitted: Fitted, candidates: Sequence[Candidate], terms: Sequence[list[str]], languages: Sequence[str]
) -> list[dict[str, tuple[str, ...]]]:
    """List the phrases of each theme by language, against the other themes in that language."""
    found: list[dict[str, tuple[str, ...]]] = [{} for _ in range(fitted.count)]
    rows_in: dict[str, list[int]] = defaultdict(list)
    for row, language in enumerate(languages):
        rows_in[language].append(row)
    number = {row: place for rows in rows_in.values() for place, row in enumerate(rows)}
    said_in = _part_by_language(candidates, languages)
    for language, rows in sorted(rows_in.items()):
        said = [
            replace(one, texts=frozenset(number[row] for row in texts)) for one, texts in said_in[language]
        ]
        groups, every = fitted.groups[rows], frozenset(range(len(rows)))
        names = name_themes(said, [terms[row] for row in rows], groups, fitted.count, _IN_LANGUAGE, every)
        for theme in sorted(set(groups.tolist())):
            found[theme][language] = names[theme].phrases
    return found


def _part_by_language(
    candidates: Sequence[Candidate], languages: Sequence[str]
) -> dict[str, list[tuple[Candidate, list[int]]]]:
    """List for each language the phrases said in it, each with those of its texts that are in it."""
    found: dict[str, list[tuple[Candidate, list[int]]]] = defaultdict(list)
    for one in candidates:
        texts: dict[str, list[int]] = defaultdict(list)
        for row in one.texts:
            texts[languages[row]].append(row)
        for language, rows in texts.items():
            found[language].append((one, rows))
    return found


def _read_typical(
    fitted: Fitted, corpus: Corpus, languages: Sequence[str], reader: PhraseReader
) -> list[list[Phrase]]:
    """List the phrases of the most typical texts; the others have none."""
    texts = [corpus.texts[place] for place in fitted.drawn]
    order = sorted(range(len(texts)), key=lambda row: (-fitted.nearness[row], texts[row]))
    together: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in order:
        together[int(fitted.groups[row]), languages[row]].append(row)
    rows = sorted(row for members in together.values() for row in members[:_READ])
    read = reader.read(
        [(texts[row], languages[row]) for row in rows], [bool(corpus.open[fitted.drawn[row]]) for row in rows]
    )
    found: list[list[Phrase]] = [[] for _ in texts]
    for row, phrases in zip(rows, read, strict=True):
        found[row] = phrases
    return found
