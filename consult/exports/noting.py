"""Footnotes within texts of a response: each stands where it belongs, between two signs that no text holds.

The signs are noncharacters of Unicode, so that nothing people write is taken for them once it was cleared.
"""

import re
from dataclasses import dataclass

_START, _END = "\ufdd0", "\ufdd1"
_NOTE = re.compile(f"{_START}(.*?){_END}", re.DOTALL)
_CLEARED = dict.fromkeys(map(ord, (_START, _END)), "\ufffd")


@dataclass(frozen=True)
class Note:
    """A footnote where it is referred to. number: counted through the whole document, from 1."""

    number: int
    text: str


Run = str | Note
Runs = tuple[Run, ...]


def clear(text: str) -> str:
    """A text without the signs that notes stand between."""
    return text.translate(_CLEARED)


def note(text: str) -> str:
    """A footnote as it stands inside a text that was cleared."""
    return f"{_START}{clear(text)}{_END}"


def split_notes(text: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is a footnote; empty words are left out."""
    pieces = [(piece, place % 2 == 1) for place, piece in enumerate(_NOTE.split(text))]
    return [(piece, is_note) for piece, is_note in pieces if piece or is_note]


def read_words(runs: Runs) -> str:
    """What is read above the line, without footnotes."""
    return "".join(one for one in runs if isinstance(one, str))
