"""Cut a text where it may hold personal data, so that a page can show something else there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consult.models.desk_kinds import RedactionState
from consult.models.readings import AnswerText
from consult.services.clearing import suggest
from consult.services.redacting import Kept, Redaction, list_of_question


@dataclass(frozen=True)
class Piece:
    """Part of what was said. `kind`: what it may give away, empty for the rest; `stand_in`: shown instead."""

    words: str = field(repr=False)
    kind: str = ""
    stand_in: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The words, or what is shown instead of them."""
        return self.stand_in if self.kind else self.words


def cut_answer(row: AnswerText, kept: Kept | None) -> list[Piece]:
    """Cut an answer as people decided, or else as the machine suggests."""
    known = suggest(row.question_id, row.text) if kept is None else list_of_question(kept, row.question_id)
    return _split(row.text, [one for one in known if one.state is not RedactionState.REJECTED])


def cut_beside(text: str, taken_out: Iterable[str]) -> list[Piece]:
    """Cut a text that stands beside the answers and was never checked itself.

    taken_out: words that people took out of the answers; here they are masked wherever they stand.
    """
    again = [
        Redaction("", "detail", found.start(), found.end(), RedactionState.CONFIRMED)
        for words in taken_out
        for found in re.finditer(re.escape(words), text, re.IGNORECASE)
    ]
    return _split(text, [*suggest("", text), *again])


def list_taken_out(rows: Iterable[AnswerText], kept: Kept | None) -> set[str]:
    """The words that people took out of these answers."""
    return {
        row.text[one.start : one.end]
        for row in rows
        for one in list_of_question(kept, row.question_id)
        if one.is_taken_out and row.text[one.start : one.end].strip()
    }


def mask(pieces: Iterable[Piece], start: int, end: int) -> str:
    """What is shown of [start, end) of a text that was cut into these pieces: of a mask, always the whole."""
    shown, position = "", 0
    for piece in pieces:
        first, last = max(start - position, 0), min(end - position, len(piece.words))
        if first < last:
            shown += piece.stand_in if piece.kind else piece.words[first:last]
        position += len(piece.words)
    return shown


def _split(text: str, cuts: Sequence[Redaction]) -> list[Piece]:
    pieces, position = [], 0
    for cut in sorted(cuts, key=lambda one: (one.start, -one.end)):
        if cut.end > position:
            start = max(cut.start, position)
            pieces += [Piece(text[position:start]), Piece(text[start : cut.end], cut.kind, cut.shown)]
            position = cut.end
    return [piece for piece in [*pieces, Piece(text[position:])] if piece.words]
