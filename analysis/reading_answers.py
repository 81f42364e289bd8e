"""What is found out about each answer by itself, as frames; what was found before is not redone."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.answer_steps import make_cutting_step, make_language_step, make_part_step, make_state_step
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.deriving import Deriver, Step
from analysis.detectors import forget_model
from analysis.embedding import clean_for_model
from analysis.languages import write_languages
from analysis.mixed_answers import Part, Shown
from analysis.progress import Watch
from analysis.segments import write_segments
from analysis.store import Shelf, Store, hash_text
from analysis.substance import keep_analysed, write_buckets


@dataclass(frozen=True)
class ReadAnswers:
    """Frames as in columns; kept: the analysed items. owners: the texts of each open item, by hash."""

    languages: pd.DataFrame
    results: pd.DataFrame
    kept: pd.DataFrame
    segments: pd.DataFrame
    owners: Mapping[str, set[bytes]]
    shelves: tuple[Shelf, ...]
    work: Mapping[str, int]


def read_answers(items: pd.DataFrame, store: Store, watch: Watch) -> ReadAnswers:
    """Find the language, the state and the segments of each item. items: columns.ITEMS."""
    deriver = Deriver(store, watch)
    steps = make_language_step(), make_state_step(), make_cutting_step(), make_part_step()
    open = (~items["sealed"]).tolist()
    texts = items["text"].tolist()
    owners = _list_owners(items[~items["sealed"]])
    store.claim(owners)
    declared = list(zip(texts, items["language"].tolist(), items["settled"].tolist(), strict=True))
    languages = write_languages(items, deriver.derive(steps[0], declared, open))
    known = list(zip(texts, (languages["language"] != UNKNOWN_LANGUAGE).tolist(), strict=True))
    results = write_buckets(items, languages, deriver.derive(steps[1], known, open))
    kept = keep_analysed(items, results)
    spans = deriver.derive(steps[2], kept["text"].tolist(), (~kept["sealed"]).tolist())
    segments = write_segments(kept, spans, languages)
    _add_segments(owners, segments)
    store.claim(owners)
    wholes = _list_shown(languages)
    segments = _find_own_languages(segments, wholes, kept, steps[3], deriver)
    forget_model()
    shelves = tuple(step.shelf for step in steps)
    return ReadAnswers(languages, results, kept, segments, owners, shelves, deriver.done)


def _find_own_languages(
    segments: pd.DataFrame,
    wholes: Mapping[str, str],
    items: pd.DataFrame,
    step: Step[Part, Shown | None],
    deriver: Deriver,
) -> pd.DataFrame:
    """Find the language of each segment, but of what people settled. items: the analysed ones.

    wholes: what each answer that surely shows another language shows.
    """
    asked = segments[~segments["item_id"].isin(set(items.loc[items["settled"], "id"]))]
    texts = [clean_for_model(text) for text in asked["text"].tolist()]
    shown_by_all = [wholes.get(item_id, "") for item_id in asked["item_id"].tolist()]
    open = (~asked["item_id"].isin(set(items.loc[items["sealed"], "id"]))).tolist()
    parts = list(zip(texts, asked["language"].tolist(), shown_by_all, strict=True))
    found = deriver.derive(step, parts, open)
    own = {row: shown for row, shown in zip(asked.index, found, strict=True) if shown}
    for place, name in enumerate(("language", "language_confident")):
        segments.loc[list(own), name] = [shown[place] for shown in own.values()]
    segments.loc[list(own), "basis"] = "detected"
    return segments


def _list_shown(languages: pd.DataFrame) -> dict[str, str]:
    """The other language that each answer surely shows as a whole; of a repeated id the first row counts."""
    first = languages.drop_duplicates("id")
    sure = first[first["contradicted"] & first["detected_confident"]]
    return dict(zip(sure["id"], sure["detected"], strict=True))


def _list_owners(items: pd.DataFrame) -> dict[str, set[bytes]]:
    owners: dict[str, set[bytes]] = {}
    for item_id, text in zip(items["id"].tolist(), items["text"].tolist(), strict=True):
        owners.setdefault(item_id, set()).add(hash_text(text))
    return owners


def _add_segments(owners: dict[str, set[bytes]], segments: pd.DataFrame) -> None:
    """Add the segments of the items that own something; those of sealed ones own nothing."""
    for item_id, text in zip(segments["item_id"].tolist(), segments["text"].tolist(), strict=True):
        if item_id in owners:
            owners[item_id].add(hash_text(clean_for_model(text)))
