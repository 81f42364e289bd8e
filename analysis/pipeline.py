"""The whole analysis: answers in, frames out, every answer in one state and every segment accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import columns
from analysis.campaigns import find_shared_wording, mark_campaigns
from analysis.codebook import Codebook
from analysis.coding import make_codings, suggest_codings
from analysis.corpus import Corpus, make_corpus
from analysis.decisions import read_decisions
from analysis.evidence import Texts
from analysis.features import forget_texts
from analysis.models import VECTORS, ModelNotLoaded, Models
from analysis.progress import Progress, ShouldStop, Watch, keep_quiet, never_stop
from analysis.reading_answers import read_answers
from analysis.results import Analysis, describe_models
from analysis.settings import Settings
from analysis.store import NO_STORE, Remembering, Store
from analysis.themes.finding import find_themes
from analysis.translated_copies import add_translated
from analysis.vectors import Meaning, Vectors, make_vectors


@dataclass(frozen=True)
class _Run:
    codebook: Codebook
    settings: Settings
    models: Models
    watch: Watch
    decisions: pd.DataFrame | None
    store: Remembering


def analyse(
    items: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
    *,
    models: Models,
    decisions: pd.DataFrame | None = None,
    ignore_wording: Sequence[str] = (),
    store: Store = NO_STORE,
    progress: Progress = keep_quiet,
    should_stop: ShouldStop = never_stop,
) -> Analysis:
    """Analyse answers: languages, states, segments, shared wording, suggested codes, themes.

    items: columns.ITEMS; of rows with the same id the first counts, the others go to the bucket duplicate_id.
    decisions: columns segment_id, code, accepted of codings that people decided before, or None.
    ignore_wording: what many share for another reason, such as the question or a form's own lines.
    store: what was derived from these texts before; sealed ones are never put into it. The results are the
    same with any store, and only what is derived from these items stays in it.
    Raises: MissingColumns, WrongValues, DecisionsWrong; Stopped (A027) at the edge of a batch.
    """
    run = _Run(codebook, settings, models, Watch(progress, should_stop), decisions, Remembering(store))
    try:
        with threadpool_limits(limits=1):
            return _analyse(columns.check(items, columns.ITEMS), ignore_wording, run)
    finally:
        forget_texts()


def _analyse(items: pd.DataFrame, ignore_wording: Sequence[str], run: _Run) -> Analysis:
    read = read_answers(items, run.store, run.watch)
    languages, results, kept, segments = read.languages, read.results, read.kept, read.segments
    run.watch.tell("finding shared wording", 0, len(kept))
    shared = find_shared_wording(kept, ignore=ignore_wording)
    corpus = make_corpus(kept, segments)
    meaning, vectors, codings = _read_and_suggest(corpus, segments, run)
    themes = find_themes(
        corpus,
        segments,
        kept,
        run.settings,
        vectors=None if vectors is None else vectors.values,
        english=run.models.english,
        watch=run.watch,
    )
    run.store.tidy(read.owners, [*read.shelves, *([] if meaning is None else [meaning.shelf])])
    return Analysis(
        items=items,
        languages=languages,
        results=mark_campaigns(results, shared.campaigns),
        segments=segments,
        codings=codings,
        campaigns=shared.campaigns,
        pending=add_translated(shared, segments, corpus, vectors),
        codebook=run.codebook,
        settings=run.settings,
        **vars(themes),
        models=describe_models(run.models),
        texts=len(corpus.texts),
        texts_read=0 if vectors is None else int(vectors.computed.sum()),
        work={**read.work, "vectors": 0 if meaning is None else sum(meaning.embedded)},
    )


def _read_and_suggest(
    corpus: Corpus, segments: pd.DataFrame, run: _Run
) -> tuple[Meaning | None, Vectors | None, pd.DataFrame]:
    """Both read by meaning: the first that has something new to read loads the model, or goes on without."""
    try:
        meaning, vectors = _read_meanings(corpus, run)
        return meaning, vectors, _suggest(corpus, segments, meaning, vectors, run)
    except ModelNotLoaded as failure:
        run.models.leave_out(VECTORS, str(failure))
        return None, None, _suggest(corpus, segments, None, None, run)


def _read_meanings(corpus: Corpus, run: _Run) -> tuple[Meaning | None, Vectors | None]:
    if run.models.vectors is None or not corpus.texts:
        return None, None
    version = f"{VECTORS.distribution} {VECTORS.version}"
    meaning = Meaning(run.models.vectors, run.settings.batch_size, run.store, version)
    vectors = make_vectors(
        corpus.texts,
        corpus.languages,
        meaning,
        max_computed=run.settings.max_vectors,
        watch=run.watch,
        open=[bool(people) for people in corpus.open],
    )
    return meaning, vectors


def _suggest(
    corpus: Corpus, segments: pd.DataFrame, meaning: Meaning | None, vectors: Vectors | None, run: _Run
) -> pd.DataFrame:
    if not corpus.texts:
        return columns.make_empty(columns.CODINGS)
    limit = run.settings.min_coding_score
    texts = Texts(corpus.texts, corpus.languages, vectors)
    decisions = read_decisions(run.decisions, segments["segment_id"].tolist(), corpus.places)
    found = suggest_codings(
        texts, run.codebook, min_score=limit, meaning=meaning, decisions=decisions, watch=run.watch
    )
    return make_codings(segments, corpus.places, found, run.codebook.codes, limit)
