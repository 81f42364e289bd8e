"""Find where words of a text are after it was changed, and what was put in their place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from consult.services.returns.pairing_tokens import pair_tokens

WORD = re.compile(r"\w+")
FEWEST_WORDS = 3
PIECE = re.compile(r"\w+|\s+|.", re.DOTALL)
_MARKS = ".!?…。！？።፧।॥۔؟"
SENTENCE = re.compile(rf"\s+|[^\s{_MARKS}][^\n{_MARKS}]*[{_MARKS}]*|[{_MARKS}]+")
Cut = Callable[[str], list[str]]


@dataclass(frozen=True)
class Piece:
    """A piece of the old text and what stands in its place in the new one."""

    old: range
    new: range
    is_same: bool


def cut_words(text: str) -> list[str]:
    """Words, spaces and single marks."""
    return PIECE.findall(text)


def cut_sentences(text: str) -> list[str]:
    """Sentences, and the spaces between them: roughly, for a point inside one only makes shorter pieces."""
    return SENTENCE.findall(text)


def list_touched(start: int, end: int, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces that have a part of this place of the old text, with what was put in between."""
    first = bisect_right(pieces, start, key=lambda one: one.old.stop)
    return pieces[first : bisect_left(pieces, end, key=lambda one: one.old.start)]


def find_place_now(start: int, end: int, pieces: Sequence[Piece]) -> tuple[int, int] | None:
    """Where in the new text what stood at a place of the old one is, with what was put in between."""
    touched = list_touched(start, end, pieces)
    if not touched:
        return None
    first, last = _cut(start, end, touched[0]).start, _cut(start, end, touched[-1]).stop
    return (first, last) if first < last else None


def list_pieces(before: str, after: str) -> list[Piece]:
    """Both texts cut into pieces that belong to each other: the same, or one put in the other's place.

    Whole sentences are matched first, and words only in what is left. A word or two that both have between
    changes is chance, and counts as changed.
    """
    pieces: list[Piece] = []
    for found in _match(before, after):
        one = found
        while not one.is_same and _ends_in_chance(pieces, before):
            same, change = pieces.pop(), pieces.pop()
            one = _join(_join(change, same), one)
        if pieces and pieces[-1].is_same == one.is_same:
            one = _join(pieces.pop(), one)
        pieces.append(one)
    return pieces


def _match(before: str, after: str) -> Iterator[Piece]:
    for one in _align(before, after, cut_sentences):
        if one.is_same:
            yield one
            continue
        old, new = (text[part.start : part.stop] for text, part in ((before, one.old), (after, one.new)))
        for part in _align(old, new, cut_words):
            yield Piece(_move(part.old, one.old.start), _move(part.new, one.new.start), part.is_same)


def _align(before: str, after: str, cut: Cut) -> Iterator[Piece]:
    """Each pair as a piece that is the same, and what lies between pairs as one that changed."""
    old, new = cut(before), cut(after)
    old_starts, new_starts = (list(accumulate(map(len, one), initial=0)) for one in (old, new))
    i = k = 0
    for j, m in [*pair_tokens(old, new), (len(old), len(new))]:
        if i < j or k < m:
            yield Piece(
                range(old_starts[i], old_starts[j]), range(new_starts[k], new_starts[m]), is_same=False
            )
        if j < len(old):
            ends = old_starts[j + 1], new_starts[m + 1]
            yield Piece(range(old_starts[j], ends[0]), range(new_starts[m], ends[1]), is_same=True)
        i, k = j + 1, m + 1


def _move(part: range, by: int) -> range:
    return range(part.start + by, part.stop + by)


def _ends_in_chance(pieces: Sequence[Piece], before: str) -> bool:
    """Whether the last two are a change and, after it, something short that stayed."""
    if len(pieces) < 2 or pieces[-2].is_same or not pieces[-1].is_same:
        return False
    same = before[pieces[-1].old.start : pieces[-1].old.stop]
    return len(WORD.findall(same)) < FEWEST_WORDS


def _join(first: Piece, second: Piece) -> Piece:
    old = range(first.old.start, second.old.stop)
    return Piece(old, range(first.new.start, second.new.stop), first.is_same and second.is_same)


def _cut(start: int, end: int, piece: Piece) -> range:
    """The part of a piece that is meant; of one that was put in another's place, the whole."""
    if not piece.is_same:
        return piece.new
    old, new = piece.old, piece.new
    return range(new.start + max(start - old.start, 0), new.stop - max(old.stop - end, 0))
