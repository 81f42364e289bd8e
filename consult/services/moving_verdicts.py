"""Let what a person said of their sentences follow the words when the text is changed.

A yes stands for exactly the words it was said of. A refusal stands also for what was put in their place: who
rewords a sentence that may not be used has not allowed the new one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.conversation import QuotationVerdict
from consult.models.locking import lock_name
from consult.services.answering import list_own_answers
from consult.services.giving import OpenedAccount
from consult.vocabulary import Verdict

WORD = re.compile(r"\w+")
FEWEST_WORDS = 3
PIECE = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A piece of the old text and what stands in its place in the new one."""

    old: range
    new: range
    is_same: bool


def move_verdicts(session: Session, opened: OpenedAccount, before: Mapping[str, Any]) -> None:
    """Put every verdict wherever its words stand now; where they stand nowhere any more a yes goes.

    A refusal goes only where nothing stands in the place of its words.
    before: the answers, by question id, that the verdicts were given on.
    """
    now = {one.question_id: one.value for one in list_own_answers(session, opened.response, opened.key)}
    lock_name(session, f"verdict:{opened.response.id}")
    for question_id, text in before.items():
        if isinstance(text, str) and text != now.get(question_id):
            _move(session, opened.response.id, question_id, text, now.get(question_id) or "")


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


def _move(session: Session, response_id: str, question_id: str, before: str, after: str) -> None:
    wanted = select(QuotationVerdict).where(
        QuotationVerdict.response_id == response_id, QuotationVerdict.question_id == question_id
    )
    old = session.scalars(wanted.order_by(QuotationVerdict.id)).all()
    placed = _place(old, before, after)
    for row in old:
        session.delete(row)
    session.flush()  # first, for a passage has one verdict only
    for (start, end), row in placed.items():
        session.add(
            QuotationVerdict(
                response_id=response_id,
                question_id=question_id,
                start=start,
                end=end,
                verdict=row.verdict,
                said_on=row.said_on,
            )
        )
    session.flush()


def _place(
    rows: Iterable[QuotationVerdict], before: str, after: str
) -> dict[tuple[int, int], QuotationVerdict]:
    """Which verdict counts at which place; of two on the same words, the refusal."""
    placed: dict[tuple[int, int], QuotationVerdict] = {}
    pieces = list_pieces(before, after)
    for row in sorted(rows, key=lambda row: row.verdict is Verdict.REFUSED):
        places = set(_find_places(before[row.start : row.end], after))
        if row.verdict is Verdict.REFUSED and (there := find_place_now(row.start, row.end, pieces)):
            places.add(there)
        placed |= dict.fromkeys(sorted(places), row)
    return placed


def _find_places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place, also those that overlap."""
    for found in re.finditer(f"(?={re.escape(words)})", text) if words else ():
        yield found.start(), found.start() + len(words)
