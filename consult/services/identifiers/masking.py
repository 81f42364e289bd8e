"""Cut a text where it may hold personal data, so that a page can show something else there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consult.models.desk_kinds import RedactionState
from consult.models.readings import AnswerText
from consult.services.identifiers.clearing import suggest
from consult.services.identifiers.redacting import Kept, Redaction, list_of_question
from consult.services.identifiers.word_places import fold_case, list_places

SHORTEST_PART = 2
LONGEST_ALONE = 3


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
    known = (
        suggest(row.question_id, row.text, row.language)
        if kept is None
        else list_of_question(kept, row.question_id)
    )
    return _split(row.text, [one for one in known if one.state is not RedactionState.REJECTED])


def cut_beside(text: str, taken_out: Iterable[str]) -> list[Piece]:
    """Cut a text that stands beside the answers and was never checked itself.

    taken_out: words that are masked in the answers; here they are masked wherever they stand.
    """
    plain = fold_case(text)
    again = [
        Redaction("", "detail", start, start + len(words), RedactionState.CONFIRMED)
        for words in taken_out
        for start in list_places(plain, fold_case(words), apart=_is_short(words))
    ]
    return _split(text, [*suggest("", text), *again])


def list_masked(pieces: Iterable[Piece]) -> set[str]:
    """The words that are masked in the answers, by people or by the machine, and each part of a name."""
    masked = {(piece.kind, piece.words.strip()) for piece in pieces if piece.kind}
    parts = {part for kind, words in masked for part in _list_parts(kind, words)}
    return {words for _, words in masked if words} | parts


def _list_parts(kind: str, words: str) -> list[str]:
    """The words of a name, or of what looks like one; of anything else none, as they are words of all."""
    parts = re.findall(r"[^\W\d_]+", words)
    is_name = kind == "person" or (kind == "detail" and all(part[0].isupper() for part in parts))
    return [part for part in parts if is_name and _tells(part)]


def _tells(part: str) -> bool:
    """Whether it names somebody by itself; a short word in small letters, as in "van den Berg", does not."""
    return len(part) >= SHORTEST_PART and not (len(part) <= LONGEST_ALONE and part.islower())


def _is_short(words: str) -> bool:
    """Whether Latin words are so short that they are masked only by themselves, not within another word."""
    return words.isascii() and len(words) <= LONGEST_ALONE


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
