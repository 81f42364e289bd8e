"""Themes of a corpus: fitted on texts drawn by hash, then every segment is assigned or left over."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.columns import round_scores
from analysis.corpus import Corpus
from analysis.deriving import Deriver
from analysis.features import TEXTS, list_terms
from analysis.progress import QUIET, Watch
from analysis.settings import Settings
from analysis.themes.choosing import choose_themes
from analysis.themes.clusters import find_centres
from analysis.themes.drawing import draw_fitted
from analysis.themes.naming import Fitted, name
from analysis.themes.number import Grouping, group_stably, list_counts
from analysis.themes.phrase_steps import PhraseReader
from analysis.themes.space import Described, Space, fit_space
from analysis.themes.writing import Found, Themes, make_no_themes, write_themes

STEP = "assigning themes"
_BLOCK = 2_000


@dataclass(frozen=True)
class _Fit:
    drawn: list[int]
    space: Space
    grouping: Grouping
    centres: np.ndarray
    nearness: np.ndarray


def find_themes(
    corpus: Corpus,
    segments: pd.DataFrame,
    items: pd.DataFrame,
    settings: Settings,
    *,
    vectors: np.ndarray | None = None,
    reader: PhraseReader | None = None,
    watch: Watch = QUIET,
) -> Themes:
    """Find themes among segments.

    corpus: the different texts of the segments. segments: columns.SEGMENTS. items: columns.ITEMS of these.
    vectors: a unit row for each text of the corpus, or None. reader: of phrases.
    Returns: Themes; every segment is either assigned or left over.
    """
    if not corpus.texts:
        return make_no_themes(segments)
    terms = [list_terms(text, lang) for text, lang in zip(corpus.texts, corpus.languages, strict=True)]
    TEXTS.forget()  # nothing reads all texts again, and what comes now needs the room
    texts = Described(terms, corpus.languages, vectors)
    fit = _fit(corpus, texts, settings, watch)
    scores = _score_all(fit, texts, watch)
    fitted = Fitted(fit.drawn, fit.grouping.groups, len(fit.centres), fit.nearness, fit.grouping.broader)
    names = name(fitted, corpus, terms, settings, reader or PhraseReader(deriver=Deriver(watch=watch)))
    found = Found(scores, choose_themes(scores), fit.grouping, names)
    return write_themes(found, segments, items, corpus)


def _fit(corpus: Corpus, texts: Described, settings: Settings, watch: Watch) -> _Fit:
    drawn = draw_fitted(corpus, settings.max_fitted)
    some = texts.take(drawn)
    space = fit_space(some)
    points = space.place(some)
    wanted = min(settings.theme_count, len(drawn))
    counts = [wanted] if wanted else list(list_counts(len(drawn), settings.max_themes))
    words = [corpus.texts[place] for place in drawn]
    grouping = group_stably(words, points, counts, settings.subsamples, watch)
    centres = find_centres(points, grouping.groups, len(grouping.stability))
    nearness = round_scores((points * centres[grouping.groups]).sum(axis=1))
    return _Fit(drawn, space, grouping, centres, nearness)


def _score_all(fit: _Fit, texts: Described, watch: Watch) -> np.ndarray:
    """Score each text (rows) for each theme (columns) by its nearness to the theme's centre."""
    every = range(len(texts.terms))
    blocks = [
        fit.space.place(texts.take(block)) @ fit.centres.T for block in watch.go_through(STEP, every, _BLOCK)
    ]
    return round_scores(np.vstack(blocks))
