"""Suggestions for all segments of a corpus, within a whole analysis or again by themselves.

Again by themselves they take seconds: vectors of open texts come from the store, and themes, shared wording
and the rest stay as they are. Locked experiences are read anew, because nothing of theirs is ever stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import columns
from analysis.codebook import Codebook
from analysis.coding import count_left_out, make_codings, suggest_codings
from analysis.collecting import collect_seldom
from analysis.content_order import find_content_order, put_items_back
from analysis.corpus import Corpus, make_corpus
from analysis.decisions import read_decisions
from analysis.evidence import Texts
from analysis.features import forget_texts
from analysis.models import VECTORS, ModelNotLoaded, Models
from analysis.progress import QUIET, Watch
from analysis.reading_answers import ReadAnswers, read_answers
from analysis.settings import Settings
from analysis.store import NO_STORE, Remembering, Shelf, Store
from analysis.themes.phrase_steps import list_phrase_shelves
from analysis.vectors import Meaning, Vectors, make_vectors


@dataclass(frozen=True)
class Proposing:
    """What suggestions rest on, beside the texts themselves."""

    codebook: Codebook
    settings: Settings
    models: Models
    decisions: pd.DataFrame | None = None
    store: Store = NO_STORE
    watch: Watch = QUIET


@dataclass(frozen=True)
class Suggested:
    """Segments and the codes suggested for them; embedded: how many texts the model had to read for it.

    left_out: how many more were likely enough for a segment, by its id; too many for anybody to look at.
    """

    segments: pd.DataFrame
    codings: pd.DataFrame
    left_out: Mapping[str, int]
    embedded: int


Found = tuple[pd.DataFrame, dict[str, int]]
"""Suggestions as columns.CODINGS, and how many more there would be by segment."""


def suggest_again(items: pd.DataFrame, proposing: Proposing) -> Suggested:
    """Suggest codes for answers once more, with the decisions made since; the same as a whole analysis would.

    Raises: MissingColumns, WrongValues, DecisionsWrong; Stopped (A027) at the edge of a batch.
    """
    try:
        with threadpool_limits(limits=1), collect_seldom():
            checked = columns.check(items, columns.ITEMS)
            found = _suggest_again(
                checked.iloc[find_content_order(checked)].reset_index(drop=True), proposing
            )
            segments, codings = (put_items_back(one, checked) for one in (found.segments, found.codings))
            return replace(found, segments=segments, codings=codings)
    finally:
        forget_texts()


def read_and_suggest(
    corpus: Corpus, segments: pd.DataFrame, proposing: Proposing
) -> tuple[Meaning | None, Vectors | None, Found]:
    """Read the meanings of a corpus and suggest codes for its segments; without the model where it fails.

    Both read by meaning: the first that has something new to read loads the model. What only reasons need is
    not given back, so that it does not lie about while themes are found.
    Raises: DecisionsWrong (A032).
    """
    try:
        meaning, vectors = _read_meanings(corpus, proposing)
        codings = _suggest(corpus, segments, meaning, vectors, proposing)
        return meaning, None if vectors is None else replace(vectors, letters=None), codings
    except ModelNotLoaded as failure:
        proposing.models.leave_out(VECTORS, str(failure))
        return None, None, _suggest(corpus, segments, None, None, proposing)


def _read_meanings(corpus: Corpus, proposing: Proposing) -> tuple[Meaning | None, Vectors | None]:
    settings, model = proposing.settings, proposing.models.vectors
    if model is None or not corpus.texts:
        return None, None
    version = f"{VECTORS.distribution} {VECTORS.version}"
    meaning = Meaning(model, settings.batch_size, proposing.store, version)
    vectors = make_vectors(
        corpus.texts,
        corpus.languages,
        meaning,
        max_computed=settings.max_vectors,
        watch=proposing.watch,
        open=[bool(people) for people in corpus.open],
    )
    return meaning, vectors


def _suggest(
    corpus: Corpus,
    segments: pd.DataFrame,
    meaning: Meaning | None,
    vectors: Vectors | None,
    proposing: Proposing,
) -> Found:
    if not corpus.texts:
        return columns.make_empty(columns.CODINGS), {}
    codes = proposing.codebook.codes
    found = suggest_codings(
        Texts(corpus.texts, corpus.languages, vectors),
        proposing.codebook,
        min_score=proposing.settings.min_coding_score,
        meaning=meaning,
        decisions=read_decisions(proposing.decisions, segments["segment_id"].tolist(), corpus.places),
        watch=proposing.watch,
    )
    codings = make_codings(segments, corpus.places, found, codes)
    return codings, count_left_out(segments, corpus.places, found)


def _suggest_again(items: pd.DataFrame, given: Proposing) -> Suggested:
    store = Remembering(given.store)
    proposing = replace(given, store=store)
    read = read_answers(items, proposing.store, proposing.watch)
    corpus = make_corpus(read.kept, read.segments)
    meaning, _, (codings, left_out) = read_and_suggest(corpus, read.segments, proposing)
    store.tidy(read.owners, list_shelves(read, meaning))
    embedded = 0 if meaning is None else sum(meaning.embedded)
    return Suggested(read.segments, codings, left_out, embedded)


def list_shelves(read: ReadAnswers, meaning: Meaning | None) -> list[Shelf]:
    """List the shelves of what a whole analysis keeps: what is on no other has no more use."""
    return [*read.shelves, *list_phrase_shelves(), *([] if meaning is None else [meaning.shelf])]
