"""Find where words of a text are after it was changed, and what was put in their place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

WORD = re.compile(r"\w+")
FEWEST_WORDS = 3
PIECE = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A piece of the old text and what stands in its place in the new one."""

    old: range
    new: range
    is_same: bool


def find_place_now(start: int, end: int, pieces: Iterable[Piece]) -> tuple[int, int] | None:
    """Where in the new text what stood at a place of the old one is, with what was put in between."""
    touched = [_cut(start, end, one) for one in pieces if one.old.start < end and start < one.old.stop]
    first = min((one.start for one in touched), default=0)
    last = max((one.stop for one in touched), default=0)
    return (first, last) if first < last else None


def list_pieces(before: str, after: str) -> list[Piece]:
    """Both texts cut into pieces that belong to each other: the same, or one put in the other's place.

    A word or two that both have between changes is chance, and counts as changed.
    """
    old, new = PIECE.findall(before), PIECE.findall(after)
    old_starts, new_starts = (list(accumulate(map(len, one), initial=0)) for one in (old, new))
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one = Piece(range(old_starts[i], old_starts[j]), range(new_starts[k], new_starts[m]), tag == "equal")
        while not one.is_same and _ends_in_chance(pieces, before):
            same, change = pieces.pop(), pieces.pop()
            one = _join(_join(change, same), one)
        pieces.append(one)
    return pieces


def _ends_in_chance(pieces: Sequence[Piece], before: str) -> bool:
    """Whether the last two are a change and, after it, something short that stayed."""
    if len(pieces) < 2 or pieces[-2].is_same:
        return False
    same = before[pieces[-1].old.start : pieces[-1].old.stop]
    return len(WORD.findall(same)) < FEWEST_WORDS


def _join(first: Piece, second: Piece) -> Piece:
    old = range(first.old.start, second.old.stop)
    return Piece(old, range(first.new.start, second.new.stop), is_same=False)


def _cut(start: int, end: int, piece: Piece) -> range:
    """The part of a piece that is meant; of one that was put in another's place, the whole."""
    if not piece.is_same:
        return piece.new
    old, new = piece.old, piece.new
    return range(new.start + max(start - old.start, 0), new.stop - max(old.stop - end, 0))
