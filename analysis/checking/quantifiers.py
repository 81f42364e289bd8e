"""Words for shares that somebody typed: off the printed scale, of too few, or not what the record says."""

import re
from collections.abc import Iterator

from analysis.checking.known_figures import Known, Named, is_of_experiences, is_protected
from analysis.checking.typed_text import BEFORE, COUNTED, leave_out_quoted
from analysis.drafting.figures import write_number
from analysis.tables.quantifiers import MIN_BASE, SCALE

OUTSIDE = (
    r"(?:nearly|virtually|practically) (?:all|every)",
    r"almost every",
    r"(?:the|a|an) (?:vast|overwhelming|large|great|clear|strong|significant|big|slim|narrow|small) majority",
    r"(?:the|a) (?:small |significant |large |sizeable )?minority",
    r"(?:more than|over|under|fewer than|about|around|roughly|nearly|almost|just over|just under) "
    r"(?:a |one )?(?:half|third|quarter)",
    r"(?:a|one|two|three)[ -](?:thirds?|quarters?|fifths?)",
    r"(?<!than )half",
    r"(?:a|the) (?:large|small|good|great|high|low|significant) (?:number|proportion|share|part)",
    r"a handful",
    r"hardly any",
    r"the bulk",
    r"(?<!how )(?<!as )(?<!so )(?<!too )many",
)
STEPS = {
    r"almost all": "almost all",
    r"(?<!the )(?<!at )most": "most",
    r"(?:a|the) majority": "majority",
    r"less than half": "less than half",
    r"(?<!a )(?<!the )(?<!very )few": "few",
}
_END = rf"\s+{BEFORE}(?P<noun>{COUNTED})\b"
_OUTSIDE = re.compile(rf"\b(?P<word>{'|'.join(OUTSIDE)}){_END}", re.IGNORECASE)
_STEP = re.compile(rf"\b(?P<word>{'|'.join(STEPS)}){_END}", re.IGNORECASE)
SCALE_WORDS = ", ".join(step.word for step in SCALE)


def find_wrong_quantifiers(sentence: str, known: Known) -> Iterator[str]:
    """Say what is wrong with each word for a share of returns or of experiences in a typed sentence."""
    plain = leave_out_quoted(sentence)
    named = known.find_named(sentence)
    for found in _OUTSIDE.finditer(plain):
        right = _propose(named, known)
        instead = f"the record gives {right}" if right else f"the scale has: {SCALE_WORDS}"
        yield f"“{found['word']}” is no word of the printed scale; {instead}"
    for found in _STEP.finditer(plain):
        yield from _check_step(found, named, known)


def _check_step(found: re.Match[str], named: list[Named], known: Known) -> Iterator[str]:
    of_experiences = found["noun"].lower().startswith("experience")
    base = known.told if of_experiences else known.base
    if base is not None and base < MIN_BASE:
        yield f"“{found['word']}”: of fewer than {MIN_BASE} a number is given, not a word"
        return
    about = [one for one in named if is_of_experiences(one.every) is of_experiences]
    said = next(step for pattern, step in STEPS.items() if re.fullmatch(_plain(pattern), found["word"], re.I))
    if about and all(not _is(said, one, known) for one in about):
        right = _propose(about, known)
        yield f"“{found['word']}” is not what was counted" + (f"; the record gives {right}" if right else "")


def _plain(pattern: str) -> str:
    """The pattern without what may not stand before it."""
    return re.sub(r"\(\?<![^)]*\)", "", pattern)


def _is(word: str, named: Named, known: Known) -> bool:
    figure = named.every
    if is_protected(figure, known.rules):
        return False
    return known.rules.quantify(figure.count, figure.base) == word


def _propose(named: list[Named], known: Known) -> str:
    """The right word with its numbers, for the first of what is named that may be given."""
    for one in named:
        figure = one.every
        if not is_protected(figure, known.rules):
            word = known.rules.quantify(figure.count, figure.base)
            numbers = f"{write_number(figure.count)} of {write_number(figure.base)}"
            return f"{word} ({numbers})" if word else numbers
    return ""
