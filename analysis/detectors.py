"""Two language detectors asked together; where they agree on a sentence they were never seen to be wrong.

Measured with tests/benchmarks/bench_languages.py; the limits are in the design, section 7.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import py3langid
import pycld2

from analysis.columns import UNKNOWN_LANGUAGE
from analysis.features import list_stop_words
from analysis.language_codes import SERVED, fits_script, read_detected
from analysis.scripts import OTHER, find_main_script
from analysis.sentence_marks import ADDRESS
from analysis.text import clean_text, iterate_words, part_words

MIN_WORDS = 3
MIN_WORDS_CONFIDENT = 5
_RANKS_READ = 20
_VOTE, _FUNCTION_WORD = 5.0, 6.0
"""What a vote of pycld2 (two if it stands by it) and a function word add to a log-likelihood, in nats."""
_NOT_LANGUAGE = re.compile(rf"{ADDRESS}|[@#]\w+|\ufffd", re.IGNORECASE)
_KURMANJI_LETTERS = frozenset("êîûşç")
_PERSIAN_FAMILY = frozenset({"fa", "prs"})


@dataclass(frozen=True, slots=True)
class Detection:
    """What the detectors make of a text. Confident: both agree and there is enough text."""

    tag: str
    confident: bool


UNKNOWN = Detection(UNKNOWN_LANGUAGE, False)


def detect(text: str) -> Detection:
    """Detect the language of a text; under three words of letters it is unknown. Never gives Dari."""
    plain = _NOT_LANGUAGE.sub(" ", clean_text(text))
    with_letters = (word for word in iterate_words(plain) if any(map(str.isalpha, word.form)))
    enough = len(list(islice(with_letters, MIN_WORDS_CONFIDENT)))
    if enough < MIN_WORDS:
        return UNKNOWN
    script = find_main_script(plain)
    first, reliable = _ask_cld(plain, script)
    detection = _combine(plain, first, reliable, script, enough)
    return _choose_chinese(detection, first, plain)


def forget_model() -> None:
    """Let go of the slower detector's model, some 60 MB, until it is asked again."""
    py3langid.langid.IDENTIFIER = None


def seems_to_be(text: str, language: str) -> bool:
    """Say whether the quicker detector stands by a language; the slower is asked where it does not."""
    plain = _NOT_LANGUAGE.sub(" ", clean_text(text))
    guess, reliable = _ask_cld(plain, find_main_script(plain))
    return reliable and are_same(guess, language)


def are_same(first: str, second: str) -> bool:
    """Say whether two tags are one language to a detector: Dari is Farsi, and Chinese is Chinese."""
    both = {first, second}
    return first == second or both == _PERSIAN_FAMILY or all(tag.startswith("zh") for tag in both)


def _combine(text: str, first: str, reliable: bool, script: str | None, n_words: int) -> Detection:
    enough = n_words >= MIN_WORDS_CONFIDENT
    if script == "Ethi" and first != UNKNOWN_LANGUAGE:
        return Detection(first, enough and reliable)
    likeliest = read_detected(py3langid.classify(text)[0], script)
    if are_same(first, likeliest):
        return Detection(first, enough)
    if script == OTHER:  # pycld2 goes by the letters, but py3langid names a language whatever they are
        return Detection(first, False)
    if likeliest == "kmr" and not reliable:
        # pycld2 does not know Kurmanji, so its silence is the agreement; without the letters that Kurmanji
        # has, it may as well be Arabic or Persian in Latin letters.
        return Detection("kmr", enough and not _KURMANJI_LETTERS.isdisjoint(text))
    return Detection(_choose(first, reliable, _rank_by_langid(text, script), script, text), False)


def _choose(first: str, reliable: bool, ranked: Mapping[str, float], script: str | None, text: str) -> str:
    """Choose where they differ: by likelihood to py3langid, the vote of pycld2, and function words."""
    fitting = {tag: score for tag, score in ranked.items() if fits_script(tag, script)}
    served = {tag: score for tag, score in fitting.items() if tag in SERVED} or fitting
    if not served:
        return UNKNOWN_LANGUAGE
    words = part_words(text)[0]
    weighed = {
        tag: score
        + _FUNCTION_WORD * sum(word in list_stop_words(tag) for word in words)
        + _VOTE * (first == tag) * (1 + reliable)
        for tag, score in served.items()
    }
    return max(weighed, key=lambda tag: round(weighed[tag], 6))


def _ask_cld(text: str, script: str | None) -> tuple[str, bool]:
    """Ask pycld2 for its best guess, and whether it stands by it."""
    try:
        strict = pycld2.detect(text.encode("utf-8"), isPlainText=True)
        best = pycld2.detect(text.encode("utf-8"), isPlainText=True, bestEffort=True)
    except pycld2.error:  # it refuses some valid but unassigned code points
        return UNKNOWN_LANGUAGE, False
    code = best[2][0][1]
    reliable = bool(strict[0]) and strict[2][0][1] == code
    if script == "Hani" and code in {"ja", "un"}:
        code = "zh"
    return read_detected(code, script), reliable


def _rank_by_langid(text: str, script: str | None) -> dict[str, float]:
    """Ask py3langid for its likeliest guesses, best first, with their log-likelihoods."""
    found: dict[str, float] = {}
    for code, score in py3langid.rank(text)[:_RANKS_READ]:
        found.setdefault(read_detected(code, script), float(score))
    return found


def _choose_chinese(detection: Detection, first: str, text: str) -> Detection:
    if not detection.tag.startswith("zh"):
        return detection
    lead = sum(map(_find_lead, text))
    traditional = lead > 0 or (lead == 0 and first == "zh-Hant")
    return Detection("zh-Hant" if traditional else "zh-Hans", detection.confident and lead != 0)


@lru_cache(maxsize=20_000)
def _find_lead(char: str) -> int:
    """Weigh a character: 1 where only traditional Chinese has it, -1 where only simplified has, else 0."""
    return _is_in(char, "big5") - _is_in(char, "gb2312")


def _is_in(char: str, character_set: str) -> bool:
    """Say whether a national set has a character: GB 2312 of simplified Chinese, Big5 of traditional."""
    try:
        return bool(char.encode(character_set))
    except UnicodeEncodeError:
        return False
