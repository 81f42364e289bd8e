"""One stand-in for each person and each place of an account, whichever way a mention is written.

"Amina Yusuf", "Amina" and "Mrs Yusuf" are one person; so is a name with an ending of case. Who merely shares
a family name is not told apart from who has it in full: the mention goes to whoever was named last.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from analysis.capitalised_names import PARTICLES
from analysis.name_endings import cut_ending, list_stems, list_unjoined
from analysis.name_lists import is_cue
from analysis.scripts import find_script
from analysis.text import fold_word, list_words

PERSON, PLACE = "person", "place"
_LABELS = {PERSON: "Person", PLACE: "Place"}
ANYTHING = "detail"
"""Words that somebody took out without saying what they are: they join a person, but never make one."""
_SHORTEST_CUT = 3
_VOWELS = "aeiouyаеиоуыьйіїяюё"

Keys = frozenset[str]


@dataclass(frozen=True)
class Mention:
    """Words that stand for somebody or something. stand_in: what was settled for them before, if anything."""

    kind: str
    words: str = field(repr=False)
    language: str = ""
    stand_in: str = ""


@dataclass
class _Known:
    """Somebody or something mentioned so far: the words of the fullest name, the number, when named last."""

    kind: str
    words: list[Keys]
    number: int = 0
    seen: int = 0


@dataclass
class _Memory:
    """Who was mentioned so far, found again by any of the words."""

    known: list[_Known] = field(default_factory=list)
    by_key: dict[tuple[str, str], list[_Known]] = field(default_factory=dict)

    def find(self, kind: str, words: list[Keys]) -> _Known | None:
        """Find who is meant: of those it may be, whoever was named last."""
        keys = {key for word in words for key in word if len(key) > 1}
        near = (one for key in sorted(keys) for one in self.by_key.get((kind, key), ()))
        fit = [one for one in near if _is_part(words, one.words) or _is_part(one.words, words)]
        return max(fit, key=lambda one: one.seen, default=None)

    def add(self, kind: str) -> _Known:
        """Remember somebody new, whose words `learn` adds."""
        self.known.append(_Known(kind, []))
        return self.known[-1]

    def learn(self, one: _Known, words: list[Keys], seen: int) -> None:
        """Keep the fullest name of somebody, and when they were named."""
        one.seen = seen
        if len(words) > len(one.words):
            one.words = words
            for key in sorted({key for word in words for key in word if len(key) > 1}):
                at_key = self.by_key.setdefault((one.kind, key), [])
                at_key += [] if one in at_key else [one]


def name_mentions(mentions: Sequence[Mention]) -> list[str]:
    """Give each mention its stand-in, in the order given: "Person 1", "Place 1", "" for the rest."""
    memory = _Memory()
    clusters = [_find_cluster(mention, place, memory) for place, mention in enumerate(mentions)]
    for mention, one in zip(mentions, clusters, strict=True):
        if one and not one.number:
            one.number = _read_number(mention)
    for kind in _LABELS:
        _number_rest([one for one in memory.known if one.kind == kind])
    return [f"{_LABELS[one.kind]} {one.number}" if one else "" for one in clusters]


def _number_rest(known: Sequence[_Known]) -> None:
    """Give whoever has no number yet the lowest that is free, in the order of their first mention."""
    used = {one.number for one in known}
    free = (number for number in count(1) if number not in used)
    for one in known:
        one.number = one.number or next(free)


def _find_cluster(mention: Mention, place: int, memory: _Memory) -> _Known | None:
    """Find who is meant, or remember somebody new; what nobody called a name makes nobody new."""
    words = _read_words(mention)
    if not words or mention.kind not in {*_LABELS, ANYTHING}:
        return None
    kind = PERSON if mention.kind == ANYTHING else mention.kind
    one = memory.find(kind, words)
    if one is None and mention.kind == ANYTHING:
        return None
    one = one or memory.add(kind)
    memory.learn(one, words, place)
    return one


def _is_part(some: list[Keys], all_words: list[Keys]) -> bool:
    """Whether each of some words is one of the others; an initial stands for a word that begins with it."""
    return all(any(_is_same(one, other) for other in all_words) for one in some) and any(
        max(map(len, one)) > 1 for one in some
    )


def _is_same(one: Keys, other: Keys) -> bool:
    initial = next((key for key in one if len(key) == 1), None)
    return bool(one & other) or (initial is not None and any(key.startswith(initial) for key in other))


def _read_words(mention: Mention) -> list[Keys]:
    forms = [word.form for word in list_words(mention.words)]
    if mention.kind == PLACE:
        return [frozenset({_flatten(" ".join(forms))})] if forms else []
    telling = [form for form in forms if not is_cue(form) and form not in PARTICLES]
    return [_make_keys(cut_ending(form), mention.language) for form in telling or forms]


def _make_keys(form: str, language: str) -> Keys:
    """List the forms by which a word is known again: without accents, endings and what is written onto it."""
    script = find_script(form[0]) or ""
    cut = (
        list_stems(form, language, script)
        if script in {"Latn", "Cyrl"}
        else [one for one in list_unjoined(form, script) if one]
    )
    if len(cut) > 1 or script == "Cyrl":
        cut += [one[:-1] for one in cut if one[-1] in _VOWELS]
    return frozenset(_flatten(one) for one in cut if one == form or len(one) >= _SHORTEST_CUT)


def _flatten(form: str) -> str:
    """Leave out accents of Latin letters, which people write or not."""
    apart = unicodedata.normalize("NFD", form)
    return (
        "".join(char for char in apart if not 0x0300 <= ord(char) <= 0x036F)
        if form[:1] < "\u0250"
        else fold_word(form)
    )


def _read_number(mention: Mention) -> int:
    label, _, number = mention.stand_in.partition(" ")
    is_ours = label in _LABELS.values() and number.isascii() and number.isdecimal()
    return int(number) if is_ours and len(number) < 5 else 0
