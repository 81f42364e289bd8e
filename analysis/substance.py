"""Which state each item ends in. Every input row ends in exactly one; nothing is left out."""

from collections.abc import Sequence

import pandas as pd

from analysis import columns
from analysis.legibility import is_unreadable
from analysis.set_phrases import is_set_phrase
from analysis.text import has_visible_text, iterate_words


def write_buckets(items: pd.DataFrame, languages: pd.DataFrame, chosen: Sequence[str]) -> pd.DataFrame:
    """Write the bucket chosen for each row's text; a row whose id came before is a duplicate instead."""
    repeated = items["id"].duplicated(keep="first").tolist()
    results = languages[["id", "language", "language_confident"]].reset_index(drop=True)
    results["bucket"] = [
        columns.DUPLICATE_ID if is_repeated else bucket
        for bucket, is_repeated in zip(chosen, repeated, strict=True)
    ]
    results["campaign_id"] = ""
    return columns.check(results, columns.ITEM_RESULTS)


def choose_bucket(text: str, *, language_known: bool) -> str:
    """Choose the bucket of one text by itself."""
    if not has_visible_text(text):
        return columns.EMPTY
    if is_unreadable(text):
        return columns.UNREADABLE
    if is_set_phrase(text) or not _has_words(text):
        return columns.NO_SUBSTANCE
    return columns.ANALYSED if language_known else columns.LANGUAGE_NOT_KNOWN


def keep_analysed(items: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows whose bucket is `analysed`, with rows numbered from 0.

    items: columns.ITEMS. results: columns.ITEM_RESULTS, the same rows in the same order.
    """
    wanted = (results["bucket"] == columns.ANALYSED).to_numpy()
    return items.loc[wanted].reset_index(drop=True)


def count_buckets(results: pd.DataFrame) -> dict[str, int]:
    """Count the rows in each bucket; every bucket is named and the counts add up to the rows."""
    counts = results["bucket"].value_counts()
    return {bucket: int(counts.get(bucket, 0)) for bucket in columns.BUCKETS}


def _has_words(text: str) -> bool:
    """Say whether there is a word with a letter: figures, dots and emoji alone give nothing to theme."""
    return any(any(map(str.isalpha, word.form)) for word in iterate_words(text))
