"""The language of each item: declared by people first; detection checks that and fills gaps.

Nothing tells Dari from Farsi but the declaration. The declared language of an answer is never overruled: that
its words clearly show another is told to people, and each segment is read in what it shows (mixed_answers).
"""

from collections.abc import Sequence

import pandas as pd

from analysis import columns, detectors
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.detectors import Detection
from analysis.language_codes import fits_script, read_declared
from analysis.mixed_answers import find_other
from analysis.scripts import LATIN, find_main_script
from analysis.text import has_words


def write_languages(items: pd.DataFrame, judged: Sequence[dict[str, str | bool]]) -> pd.DataFrame:
    """Write what was judged of each item as columns.LANGUAGES."""
    rows = [{"id": item_id, **found} for item_id, found in zip(items["id"].tolist(), judged, strict=True)]
    return columns.make_frame(rows, columns.LANGUAGES)


def judge_language(text: str, declared: str, settled: bool = False) -> dict[str, str | bool]:
    """Judge one text: language, whether it can be relied on, on what basis, and what contradicts it.

    settled: a person who read it says that it is in the declared language, which nothing contradicts then.
    """
    script = find_main_script(text)
    detection = detectors.detect(text)
    tag = read_declared(declared, script)
    if tag == UNKNOWN_LANGUAGE:
        basis = "unknown" if detection.tag == UNKNOWN_LANGUAGE else "detected"
        return _describe(detection.tag, detection.confident, basis, detection, contradicted=False)
    if settled:
        return _describe(tag, True, "declared", detection, contradicted=False)
    other, has_others = find_other(text, tag, detection), _has_other_letters(tag, script)
    is_unknown = has_others and detection.tag == UNKNOWN_LANGUAGE and has_words(text, detectors.MIN_WORDS)
    confident = other is None and not has_others and not _is_disputed(tag, detection)
    contradicted = other is not None or is_unknown
    return _describe(tag, confident, "declared", detection, contradicted=contradicted)


def _is_disputed(declared: str, detection: Detection) -> bool:
    """Say whether both detectors agree on another language than the declared one."""
    return detection.confident and not detectors.are_same(declared, detection.tag)


def _has_other_letters(declared: str, script: str | None) -> bool:
    """Say whether its letters are not of the declared language; all are also written in Latin ones."""
    return script != LATIN and not fits_script(declared, script)


def _describe(
    language: str, confident: bool, basis: str, detection: Detection, *, contradicted: bool
) -> dict[str, str | bool]:
    return {
        "language": language,
        "language_confident": confident,
        "basis": basis,
        "detected": detection.tag,
        "detected_confident": detection.confident,
        "contradicted": contradicted,
    }
