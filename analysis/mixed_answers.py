"""Which answers and parts of answers are in another language than the one they are taken to be in.

What was declared stands unless the words clearly show another language: both detectors agree on enough
words, or the letters are not of that language. Latin letters of a language with letters of its own stay it,
unless they hold as many function words as another does. A part that shows nothing follows an answer that
surely shows another.
"""

from collections.abc import Sequence

from analysis import detectors
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.detectors import Detection
from analysis.features import list_stop_words
from analysis.language_codes import fits_script
from analysis.scripts import LATIN, find_main_script
from analysis.text import has_words, part_words

ENOUGH_WORDS = 8
"""Of sentences cut to so many words the detectors were sure of 2,575, and of one wrongly: bench_languages."""
_FUNCTION_SHARE = 0.25
"""95 in 100 English sentences have more. Arabic, Farsi and others in Latin letters, of which the detectors
are sometimes sure, had 0.20 of English ones at most."""

Shown = tuple[str, bool]
"""The language that a text shows, and whether both detectors agree on it."""
Part = tuple[str, str, str]
"""A part of an answer, the language of the answer, and the other one that all of it surely shows, or ""."""


def judge_parts(parts: Sequence[Part]) -> list[Shown | None]:
    """Judge the language of each part of an answer."""
    return [judge_part(*part) for part in parts]


def judge_part(text: str, language: str, whole: str = "") -> Shown | None:
    """Judge which other language one part of an answer shows, and whether surely; None where none.

    whole: the other language that the answer as a whole surely shows; "" where it shows none.
    """
    own = find_other(text, language)
    if not whole or (own and own[1]) or not fits_script(whole, find_main_script(text)):
        return own
    return None if _looks_like(text, language) else (whole, True)


def find_other(text: str, language: str, found: Detection | None = None) -> Shown | None:
    """Find the language that a text shows where it is clearly another, and whether surely; None where none.

    found: what the detectors make of the text, where they were asked already.
    """
    script = find_main_script(text)
    if not fits_script(language, script) and script != LATIN:
        found = found or detectors.detect(text)
        is_other = found.tag not in (UNKNOWN_LANGUAGE, language) and fits_script(found.tag, script)
        return (found.tag, found.confident) if is_other else None
    if not has_words(text, ENOUGH_WORDS):
        return None
    if found is None and detectors.seems_to_be(text, language):
        return None
    found = found or detectors.detect(text)
    is_other = found.confident and not detectors.are_same(found.tag, language)
    is_own_letters = fits_script(language, script) or _has_function_words(text, found.tag)
    return (found.tag, True) if is_other and is_own_letters else None


def _has_function_words(text: str, language: str) -> bool:
    """Say whether a text is held together as a language is; not known of one without a list of such words."""
    known, words = list_stop_words(language), part_words(text)[0]
    return sum(word in known for word in words) >= _FUNCTION_SHARE * len(words)


def _looks_like(text: str, language: str) -> bool:
    """Say whether a part may be in a language: a guess at it is enough."""
    return detectors.seems_to_be(text, language) or detectors.are_same(detectors.detect(text).tag, language)
