"""The language of each item: declared by people first; detection checks that and fills gaps.

Nothing tells Dari from Farsi but the declaration. A declared language is never overruled: what contradicts it
is shown, because someone who writes Arabic or Urdu in Latin letters looks wrong to every detector.
"""

from collections.abc import Sequence

import pandas as pd

from analysis import columns, detectors
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.detectors import Detection
from analysis.language_codes import fits_script, read_declared
from analysis.scripts import find_main_script


def write_languages(items: pd.DataFrame, judged: Sequence[dict[str, str | bool]]) -> pd.DataFrame:
    """Write what was judged of each item as columns.LANGUAGES."""
    rows = [{"id": item_id, **found} for item_id, found in zip(items["id"], judged, strict=True)]
    return columns.make_frame(rows, columns.LANGUAGES)


def judge_language(text: str, declared: str) -> dict[str, str | bool]:
    """Judge one text: language, whether it can be relied on, on what basis, and what contradicts it."""
    script = find_main_script(text)
    detection = detectors.detect(text)
    tag = read_declared(declared, script)
    if tag == UNKNOWN_LANGUAGE:
        basis = "unknown" if detection.tag == UNKNOWN_LANGUAGE else "detected"
        return _describe(detection.tag, detection.confident, basis, detection.tag, contradicted=False)
    disputed = _is_disputed(tag, detection)
    contradicted = disputed and not fits_script(tag, script)
    return _describe(tag, not disputed, "declared", detection.tag, contradicted=contradicted)


def _is_disputed(declared: str, detection: Detection) -> bool:
    """Say whether both detectors agree on another language than the declared one."""
    return detection.confident and not detectors.are_same(declared, detection.tag)


def _describe(
    language: str, confident: bool, basis: str, detected: str, *, contradicted: bool
) -> dict[str, str | bool]:
    return {
        "language": language,
        "language_confident": confident,
        "basis": basis,
        "detected": detected,
        "contradicted": contradicted,
    }
