"""People's names told by lists of names and by the words beside them, in every language served.

A listed name that is no ordinary word is enough by itself; one that is also a word, or an unknown word in
capitals, needs something beside it: kin or a calling, thanks, "and I", or another name.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from analysis.capitalised_names import PARTICLES, is_not_name
from analysis.identifier_patterns import Found
from analysis.name_endings import find_part, measure_ending
from analysis.name_lists import Cues, Part, get_cues, is_cue
from analysis.scripts import find_script
from analysis.text import Word, list_words

WITH_CAPITALS = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
# "My brother", in languages whose word for "my" stands after; an article or "called" may stand there too.
_BETWEEN_WORDS = """
    koo kee isaa ishee keenya min te me wê wî من ما im ime tij tim mea meu mei nostru o a os las la el il lo
    named called د لە
"""
_BETWEEN = frozenset(_BETWEEN_WORDS.split())
_SENTENCE_END = re.compile(r"[.!?…。！？።፧।॥۔؟\n:;>\"“”«»()•-]")
# Chinese characters are no names here: those that may be are told by their own rules.
_NAMING_LETTER = re.compile("[^\\W\\d_\u3400-\u4dbf\u4e00-\u9fff]")
_JOINS = re.compile(r"[\s,،、፣]*")
_SHORTEST_SMALL = 5
# "On" in Arabic, which is folded like the name.
_NO_NAMES_AS_WRITTEN = frozenset({"على", "وعلى", "فعلى"})
_SPACES = frozenset({" ", "\u00a0", "\u200c", "-"})
_JUST_SPACE = frozenset({"", " "})
_MOST_EXTRA = 3
_FAMILY_ENDINGS = ("زاده", "پور", "نژاد", "یانی", "زی", "زی", "خیل", "وند", "الله", "الدین", "الرحمن")

LISTED = "is in our list of people's names", 0.65
LISTED_SMALL = "is in our list of people's names, though in small letters", 0.5
BESIDE_KIN = "follows a word for kin or a calling, like a name", 0.6
BESIDE_THANKS = "follows words such as “thank you” or “called”, like a name", 0.55
BESIDE_SELF = "stands beside “I”, like a name", 0.5
BESIDE_NAME = "stands beside another name", 0.5


class _Token(NamedTuple):
    """A word of the text, what the lists say of it, and how it stands."""

    word: Word
    part: Part | None
    has_capitals: bool
    is_capital: bool
    is_small: bool
    is_first: bool
    gap: str

    @property
    def is_open(self) -> bool:
        """Whether it could be a name where something beside it says so."""
        return self.is_capital if self.has_capitals else self.part is not None


def list_known(text: str, language: str = "") -> list[Found]:
    """List the names that lists and words beside them tell. language: as declared, "" where nobody said."""
    if not _NAMING_LETTER.search(text):
        return []
    tokens = list(_read(text, language))
    found = _judge(tokens, get_cues(language))
    return list(_join(text, tokens, found))


def _read(text: str, language: str) -> Iterator[_Token]:
    end = 0
    for word in list_words(text):
        raw = text[word.start : word.end]
        script = find_script(raw[0]) or ""
        gap = text[end : word.start]
        has_capitals = script in WITH_CAPITALS
        is_capital = has_capitals and raw[0].isupper() and raw != "I" and not _is_short_form(raw)
        is_first = end == 0 or (gap not in _JUST_SPACE and bool(_SENTENCE_END.search(gap)))
        is_sure = is_capital and (script == "Cyrl" or not is_first)
        is_no_name = script in {"", "Hani"} or raw in _NO_NAMES_AS_WRITTEN
        part = None if is_no_name else find_part(word.form, language, script, is_capital=is_sure)
        yield _Token(word, part, has_capitals, is_capital, raw[0].islower(), is_first, gap)
        end = word.end


def _is_short_form(raw: str) -> bool:
    """Words all in capitals are abbreviations, and so are those of this field."""
    return (len(raw) > 1 and raw.isupper()) or is_not_name(raw)


def _judge(tokens: list[_Token], cues: Cues) -> dict[int, tuple[str, float]]:
    """Map the places of names to why."""
    found: dict[int, tuple[str, float]] = {}
    for place, token in enumerate(tokens):
        if token.is_capital or token.part is not None:
            why = _judge_listed(token) or _judge_beside(tokens, place, cues)
            if why:
                found[place] = why
    if not found:  # nothing can stand beside a name
        return found
    for places in (range(1, len(tokens)), range(len(tokens) - 2, -1, -1)):
        step = -1 if places.step > 0 else 1
        for place in places:
            if place not in found and _is_joined(tokens, place, step, found, cues):
                found[place] = BESIDE_NAME
    return found


def _judge_listed(token: _Token) -> tuple[str, float] | None:
    if token.part in {Part.GIVEN, Part.CAPITAL} and token.is_capital:
        return LISTED
    if token.part in {Part.GIVEN, Part.CAPITAL} and not token.has_capitals:
        return LISTED
    if token.part is Part.GIVEN and len(token.word.form) >= _SHORTEST_SMALL and token.is_small:
        return LISTED_SMALL
    return LISTED if token.part is Part.FAMILY and token.is_capital and not token.is_first else None


def _judge_beside(tokens: list[_Token], place: int, cues: Cues) -> tuple[str, float] | None:
    token = tokens[place]
    before = _find_before(tokens, place)
    form = tokens[before].word.form if before >= 0 else ""
    if form in cues.kin and (token.is_open or token.part is not None) and form != token.word.form:
        return BESIDE_KIN if token.word.form not in cues.kin else None
    if form in cues.near and token.is_open:
        return BESIDE_THANKS
    is_beside_self = (form in cues.joined and before > 0 and tokens[before - 1].word.form in cues.self) or (
        place + 2 < len(tokens)
        and tokens[place + 1].word.form in cues.joined
        and tokens[place + 2].word.form in cues.self
        and not token.is_first
    )
    return BESIDE_SELF if is_beside_self and token.is_open and token.word.form not in cues.self else None


def _find_before(tokens: list[_Token], place: int) -> int:
    """The word before, past an article or a "my" that stands after its word; -1 where a sentence begins."""
    before = place - 1
    if before < 0 or not _JOINS.fullmatch(tokens[place].gap):
        return -1
    if before > 0 and tokens[before].word.form in _BETWEEN and _JOINS.fullmatch(tokens[before].gap):
        return before - 1
    return before


def _is_joined(
    tokens: list[_Token], place: int, step: int, found: dict[int, tuple[str, float]], cues: Cues
) -> bool:
    """Whether a word stands beside a name: written next to it, or with "and" or a comma between."""
    token, near = tokens[place], place + step
    if is_cue(token.word.form):
        return False
    gap = token.gap if step < 0 else tokens[near].gap
    if near in found:
        if _is_next(tokens[min(place, near)], tokens[max(place, near)]):
            return _continues(tokens, place, step, found)
        return bool(_JOINS.fullmatch(gap)) and token.part is not None and token.is_open
    far = near + step
    is_and = tokens[near].word.form in cues.joined and far in found
    return is_and and token.is_open and bool(_JOINS.fullmatch(gap))


def _continues(tokens: list[_Token], place: int, step: int, found: dict[int, tuple[str, float]]) -> bool:
    """Whether a word next to a name belongs to it: capitals do, and listed names; few at most."""
    token = tokens[place]
    if all(place + step * n in found for n in range(1, _MOST_EXTRA + 2)):
        return False
    if token.has_capitals:
        is_next = token.is_capital and (step < 0 or not token.is_first)
        return is_next or (token.part is not None and tokens[place + step].is_small)
    ends_like = step < 0 and token.word.form.endswith(_FAMILY_ENDINGS)
    return token.part is not None or ends_like


def _join(text: str, tokens: list[_Token], found: dict[int, tuple[str, float]]) -> Iterator[Found]:
    """Give each run of words written next to each other as one name, with its best reason."""
    places = sorted(found)
    run = places[:1]
    for last, place in pairwise(places):
        if not _follows(tokens, last, place):
            yield _make(text, tokens, run, found)
            run = []
        run.append(place)
    if run:
        yield _make(text, tokens, run, found)


def _follows(tokens: list[_Token], last: int, place: int) -> bool:
    """Whether two names are one: next to each other, or with a small word or an initial's stop between."""
    between = tokens[last + 1 : place]
    is_particle = len(between) == 1 and between[0].word.form in PARTICLES and tokens[place].has_capitals
    return is_particle or (not between and _is_next(tokens[last], tokens[place]))


def _is_next(last: _Token, token: _Token) -> bool:
    is_initial = last.is_capital and len(last.word.form) == 1 and token.gap == ". "
    return token.gap in _SPACES or is_initial


def _make(text: str, tokens: list[_Token], run: list[int], found: dict[int, tuple[str, float]]) -> Found:
    reason, confidence = max((found[place] for place in run), key=lambda why: why[1])
    start, end = tokens[run[0]].word.start, tokens[run[-1]].word.end
    more = 0.1 if len(run) > 1 else 0.0
    return Found(
        "person",
        start,
        end - measure_ending(text[tokens[run[-1]].word.start : end]),
        reason,
        round(confidence + more, 6),
    )
