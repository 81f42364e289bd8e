"""The language of each part of an answer: an answer that changes its language is read part by part.

The answer's own language stands unless a part clearly shows another: both detectors agree on enough words, or
its letters are not the answer's. Latin letters of a language with letters of its own stay that language.
"""

from collections.abc import Sequence

from analysis import detectors
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.language_codes import fits_script
from analysis.scripts import find_main_script
from analysis.text import has_words

_ENOUGH_WORDS = 8
"""Of sentences cut to so many words the detectors were sure of 2,575, and of one wrongly: bench_languages."""
_LATIN = "Latn"

Shown = tuple[str, bool]
"""The language that a part shows, and whether both detectors agree on it."""


def judge_parts(parts: Sequence[tuple[str, str]]) -> list[Shown | None]:
    """Judge the language of each part of an answer, given with the language of the answer."""
    return [judge_part(text, language) for text, language in parts]


def judge_part(text: str, language: str) -> Shown | None:
    """Judge which other language one part of an answer shows, and whether surely; None where none."""
    script = find_main_script(text)
    if not fits_script(language, script) and script != _LATIN:
        found = detectors.detect(text)
        is_other = found.tag not in (UNKNOWN_LANGUAGE, language) and fits_script(found.tag, script)
        return (found.tag, found.confident) if is_other else None
    if not has_words(text, _ENOUGH_WORDS) or detectors.seems_to_be(text, language):
        return None
    found = detectors.detect(text)
    is_other = found.confident and not detectors.are_same(found.tag, language)
    return (found.tag, True) if is_other else None
