"""What an analysis found, and the counts that show nothing was lost."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis import columns
from analysis.codebook import Codebook
from analysis.models import MissingModel, Models
from analysis.settings import Settings
from analysis.substance import count_buckets


@dataclass(frozen=True)
class UsedModels:
    """Versions of the models used, and the models that the run did without."""

    versions: dict[str, str]
    missing: tuple[MissingModel, ...]


@dataclass(frozen=True)
class Analysis:
    """Everything one run found. Frames as in columns; central, typical, dissenting: segment ids by theme.

    codings_left_out: how many more codes were likely enough for a segment than are suggested, where any.
    leftover: segments in no theme. texts: different segment texts, of which the model read texts_read.
    work: texts that each step had to do; the others came from the store. Says nothing of the results.
    """

    items: pd.DataFrame
    languages: pd.DataFrame
    results: pd.DataFrame
    segments: pd.DataFrame
    themes: pd.DataFrame
    assignments: pd.DataFrame
    codings: pd.DataFrame
    codings_left_out: Mapping[str, int]
    campaigns: pd.DataFrame
    pending: pd.DataFrame
    leftover: tuple[str, ...]
    broader: pd.DataFrame
    spoken: pd.DataFrame
    central: dict[str, tuple[str, ...]]
    typical: dict[str, tuple[str, ...]]
    dissenting: dict[str, str]
    codebook: Codebook
    settings: Settings
    models: UsedModels
    texts: int
    texts_read: int
    work: Mapping[str, int]


def describe_models(models: Models) -> UsedModels:
    """Describe which models a run used and which it did without."""
    return UsedModels(models.get_versions(), tuple(models.list_missing()))


def count_all(analysis: Analysis) -> dict[str, dict[str, int]]:
    """Count what was received and what became of it; every group of counts adds up to its `all`."""
    return {
        "rows": {"all": len(analysis.results), **count_buckets(analysis.results)},
        "segments": _count_segments(analysis),
        "codings": _count_codings(analysis),
        "texts": _count_texts(analysis),
        "analysed_rows": _count_campaigns(analysis.results),
    }


def _count_segments(analysis: Analysis) -> dict[str, int]:
    every, leftover = len(analysis.segments), len(analysis.leftover)
    return {"all": every, "in_themes": every - leftover, "left_over": leftover}


def _count_codings(analysis: Analysis) -> dict[str, int]:
    suggested, left_out = len(analysis.codings), sum(analysis.codings_left_out.values())
    return {"all": suggested + left_out, "suggested": suggested, "left_out": left_out}


def _count_texts(analysis: Analysis) -> dict[str, int]:
    read = analysis.texts_read
    estimated = analysis.texts - read if read else 0
    by_words = 0 if read else analysis.texts
    return {"all": analysis.texts, "read": read, "estimated": estimated, "by_words_only": by_words}


def _count_campaigns(results: pd.DataFrame) -> dict[str, int]:
    analysed = results[results["bucket"] == columns.ANALYSED]
    shared = int((analysed["campaign_id"] != "").sum())
    return {"all": len(analysed), "in_campaigns": shared, "without_campaigns": len(analysed) - shared}
