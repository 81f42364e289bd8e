"""The whole analysis: answers in, frames out, every answer in one state and every segment accounted for."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from threadpoolctl import threadpool_limits

from analysis import columns
from analysis.campaigns import find_shared_wording, mark_campaigns
from analysis.codebook import Codebook
from analysis.collecting import collect_seldom
from analysis.content_order import find_content_order, put_items_back, put_rows_back
from analysis.corpus import make_corpus
from analysis.deriving import Deriver
from analysis.features import forget_texts
from analysis.models import Models
from analysis.progress import Progress, ShouldStop, Watch, keep_quiet, never_stop
from analysis.reading_answers import read_answers
from analysis.results import Analysis, describe_models
from analysis.settings import Settings
from analysis.store import NO_STORE, Remembering, Store
from analysis.suggesting import Proposing, list_shelves, read_and_suggest
from analysis.themes.finding import find_themes
from analysis.themes.phrase_steps import PhraseReader
from analysis.translated_copies import add_translated


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
    Returns: frames in the order of items; nothing else hangs on that order.
    Raises: MissingColumns, WrongValues, DecisionsWrong; Stopped (A027) at the edge of a batch.
    """
    remembering, watch = Remembering(store), Watch(progress, should_stop)
    run = Proposing(codebook, settings, models, decisions, remembering, watch)
    try:
        with threadpool_limits(limits=1), collect_seldom():
            checked = columns.check(items, columns.ITEMS)
            places = find_content_order(checked)
            read = checked.iloc[places].reset_index(drop=True)
            return _put_back(_analyse(read, ignore_wording, run, remembering), checked, places)
    finally:
        forget_texts()


def _put_back(found: Analysis, items: pd.DataFrame, places: Sequence[int]) -> Analysis:
    """Put what was found into the order in which the items were given."""
    segments = put_items_back(found.segments, items)
    left = set(found.leftover)
    pending = put_items_back(found.pending, items)
    kinds = pending["campaign_id"].str[:1].sort_values(kind="stable").index
    return replace(
        found,
        items=items,
        languages=put_rows_back(found.languages, places),
        results=put_rows_back(found.results, places),
        segments=segments,
        assignments=put_items_back(found.assignments, items),
        codings=put_items_back(found.codings, items),
        campaigns=put_items_back(found.campaigns, items),
        pending=pending.loc[kinds].reset_index(drop=True),
        leftover=tuple(one for one in segments["segment_id"].tolist() if one in left),
    )


def _analyse(
    items: pd.DataFrame, ignore_wording: Sequence[str], run: Proposing, store: Remembering
) -> Analysis:
    read = read_answers(items, run.store, run.watch)
    languages, results, kept, segments = read.languages, read.results, read.kept, read.segments
    run.watch.tell("finding shared wording", 0, len(kept))
    shared = find_shared_wording(kept, ignore=ignore_wording)
    corpus = make_corpus(kept, segments)
    meaning, vectors, (codings, left_out) = read_and_suggest(corpus, segments, run)
    themes = find_themes(
        corpus,
        segments,
        kept,
        run.settings,
        vectors=None if vectors is None else vectors.values,
        reader=PhraseReader(run.models.english, Deriver(run.store, run.watch)),
        watch=run.watch,
    )
    store.tidy(read.owners, list_shelves(read, meaning))
    return Analysis(
        items=items,
        languages=languages,
        results=mark_campaigns(results, shared.campaigns),
        segments=segments,
        codings=codings,
        codings_left_out=left_out,
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
