"""Two texts compared: which parts belong together, and which words of them were taken out or put in.

Python's own difflib finds what is the same. Its lines are blocks here and its words are whole words with
signs apart, so that a comma that was added does not mark the word before it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, OUT, IN = "", "out", "in"
LEAST_ALIKE = 0.4
"""Share of words that two texts have in common from which on one is taken for the other, changed."""
MOST_PAIRS = 400
"""Of parts that stand where others stood; beyond it they are not looked through for what is alike."""
MOST_STEPS = 4_000_000
"""Words of one text times words of the other; beyond it the whole text counts as another."""
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Said:
    """What one part says. key: of what is only referred to, what it is. rest: what must be equal besides."""

    kind: str
    texts: tuple[str, ...]
    key: str = ""
    rest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Places of two parts that belong together; None where only one of the texts has it."""

    old: int | None
    new: int | None
    is_same: bool = False


@dataclass(frozen=True)
class Piece:
    """Some words. mark: SAME, OUT (only in the earlier text) or IN (only in the later one)."""

    text: str
    mark: str = SAME


def compare_parts(old: Sequence[Said], new: Sequence[Said]) -> list[Pair]:
    """Pair the parts of two texts, in reading order; what was taken out stands before what was put in."""
    return list(_pair_all(old, new))


def compare_words(old: str, new: str) -> list[Piece]:
    """Mark the words that only one of two texts has; all of the earlier ones give it again, and so on."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > MOST_STEPS:
        return _list_pieces([(old, OUT), (new, IN)])
    steps = SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes()
    found: list[tuple[str, str]] = []
    for tag, start, end, new_start, new_end in steps:
        taken, put = "".join(before[start:end]), "".join(after[new_start:new_end])
        found += [(taken, SAME)] if tag == "equal" else [(taken, OUT), (put, IN)]
    return _list_pieces(_join_over_spaces(found))


def pair_texts(old: Sequence[str], new: Sequence[str]) -> list[list[Piece]]:
    """Compare texts that stand in the same places, word by word."""
    return [compare_words(one, other) for one, other in zip_longest(old, new, fillvalue="")]


def _pair_all(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Pair]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Pair(start + n, new_start + n, is_same=True) for n in range(end - start))
        else:
            yield from _pair_changed(old, new, range(start, end), range(new_start, new_end))


def _pair_changed(old: Sequence[Said], new: Sequence[Said], left: range, right: range) -> Iterator[Pair]:
    """Pair what is most alike, then what stands before and after it."""
    best = _find_alike(old, new, left, right)
    if best is None:
        yield from (Pair(place, None) for place in left)
        yield from (Pair(None, place) for place in right)
        return
    one, other = best
    yield from _pair_changed(old, new, range(left.start, one), range(right.start, other))
    yield Pair(one, other)
    yield from _pair_changed(old, new, range(one + 1, left.stop), range(other + 1, right.stop))


def _find_alike(
    old: Sequence[Said], new: Sequence[Said], left: range, right: range
) -> tuple[int, int] | None:
    if not left or not right or len(left) * len(right) > MOST_PAIRS:
        return None
    every = [(_measure(old[one], new[other]), -one, -other) for one in left for other in right]
    share, one, other = max(every)
    return (-one, -other) if share >= LEAST_ALIKE else None


def _measure(old: Said, new: Said) -> float:
    """How much two parts have in common, from 0 to 1."""
    if old.kind != new.kind or old.key != new.key:
        return 0.0
    if old.key:
        return 1.0
    before, after = _count_words(old), _count_words(new)
    every = before.total() + after.total()
    return 2 * (before & after).total() / every if every else 1.0


def _count_words(said: Said) -> Counter[str]:
    return Counter(word for text in said.texts for word in _TOKEN.findall(text) if not word.isspace())


def _join_over_spaces(found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Put changes that only a space parts into one, so that they are read as words and not as scraps."""
    taken = put = ""
    for place, (text, mark) in enumerate(found):
        is_between = bool(taken or put) and text.isspace() and place + 1 < len(found)
        if mark == SAME and not is_between:
            yield from ((taken, OUT), (put, IN), (text, SAME))
            taken = put = ""
        else:
            taken += text if mark in {SAME, OUT} else ""
            put += text if mark in {SAME, IN} else ""
    yield from ((taken, OUT), (put, IN))


def _list_pieces(found: Sequence[tuple[str, str]] | Iterator[tuple[str, str]]) -> list[Piece]:
    return [Piece(text, mark) for text, mark in found if text]
