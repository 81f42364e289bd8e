"""The whole analysis: answers in, frames out, every answer in one state and every segment accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import columns
from analysis.campaigns import find_campaigns, mark_campaigns
from analysis.codebook import Codebook
from analysis.coding import make_codings, suggest_codings
from analysis.corpus import Corpus, make_corpus
from analysis.decisions import read_decisions
from analysis.evidence import Texts
from analysis.languages import find_languages
from analysis.models import Models
from analysis.parts import do_in_parts
from analysis.progress import Progress, ShouldStop, Watch, keep_quiet, never_stop
from analysis.results import Analysis, describe_models
from analysis.segments import make_segments
from analysis.settings import Settings
from analysis.substance import keep_analysed, sort_into_buckets
from analysis.themes.finding import find_themes
from analysis.vectors import Meaning, Vectors, make_vectors


@dataclass(frozen=True)
class _Run:
    codebook: Codebook
    settings: Settings
    models: Models
    watch: Watch
    decisions: pd.DataFrame | None


def analyse(
    items: pd.DataFrame,
    codebook: Codebook,
    settings: Settings,
    *,
    models: Models,
    decisions: pd.DataFrame | None = None,
    ignore_wording: Sequence[str] = (),
    progress: Progress = keep_quiet,
    should_stop: ShouldStop = never_stop,
) -> Analysis:
    """Analyse answers: languages, states, segments, shared wording, suggested codes, themes.

    items: columns.ITEMS; of rows with the same id the first counts, the others go to the bucket duplicate_id.
    decisions: columns segment_id, code, accepted of codings that people decided before, or None.
    ignore_wording: what many share for another reason, such as the question or a form's own lines.
    Raises: MissingColumns, WrongValues, DecisionsWrong; Stopped (A027) at the edge of a batch.
    """
    run = _Run(codebook, settings, models, Watch(progress, should_stop), decisions)
    with threadpool_limits(limits=1):
        return _analyse(columns.check(items, columns.ITEMS), ignore_wording, run)


def _analyse(items: pd.DataFrame, ignore_wording: Sequence[str], run: _Run) -> Analysis:
    languages = do_in_parts("finding languages", find_languages, items, columns.LANGUAGES, run.watch)
    run.watch.tell("sorting into states", 0, len(items))
    results = sort_into_buckets(items, languages)
    kept = keep_analysed(items, results)
    segments = do_in_parts("cutting into segments", make_segments, kept, columns.SEGMENTS, run.watch)
    run.watch.tell("finding shared wording", 0, len(kept))
    campaigns = find_campaigns(kept, ignore=ignore_wording)
    first = languages.drop_duplicates("id")
    spoken = dict(zip(first["id"], first["language"], strict=True))
    corpus = make_corpus(kept, segments, spoken)
    meaning, vectors = _read_meanings(corpus, run)
    codings = _suggest(corpus, segments, meaning, vectors, run)
    themes = find_themes(
        corpus,
        segments,
        kept,
        run.settings,
        vectors=None if vectors is None else vectors.values,
        english=run.models.english,
        watch=run.watch,
    )
    return Analysis(
        items=items,
        languages=languages,
        results=mark_campaigns(results, campaigns),
        segments=segments,
        themes=themes.themes,
        assignments=themes.assignments,
        codings=codings,
        campaigns=campaigns,
        leftover=themes.leftover,
        central=themes.central,
        dissenting=themes.dissenting,
        codebook=run.codebook,
        settings=run.settings,
        models=describe_models(run.models),
        texts=len(corpus.texts),
        texts_read=0 if vectors is None else int(vectors.computed.sum()),
    )


def _read_meanings(corpus: Corpus, run: _Run) -> tuple[Meaning | None, Vectors | None]:
    if run.models.vectors is None or not corpus.texts:
        return None, None
    meaning = Meaning(run.models.vectors, run.settings.batch_size)
    limit = run.settings.max_vectors
    vectors = make_vectors(corpus.texts, corpus.languages, meaning, max_computed=limit, watch=run.watch)
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
    return make_codings(segments, corpus.places, found, run.codebook.codes)
