"""Cut a document into its questions: what each says, and the lines that belong to it."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from forms.proposing.choices import begins_choice, split_boxes
from forms.proposing.lines import CUT, Line
from forms.proposing.numbers import Numbering, asks, find_numbering, find_part
from forms.proposing.numbers_alone import join_numbers

_LONGEST_FOLLOWING = 400
"""Lines after a question that are looked at for its choices; what follows further on is no part of it."""
_MOST_JOINED, _LONGEST_TEXT = 40, 5_000
"""Lines and characters that a question can have; a text without line ends is no question of that length."""
_SIGNS = re.compile(r"[^\w]+")
_LEAST_ALIKE = 12


@dataclass(frozen=True)
class Block:
    """A question with its number, and the lines between it and the next. place: where it begins."""

    number: str
    text: str
    place: str
    following: tuple[Line, ...]


def cut_blocks(lines: tuple[Line, ...]) -> tuple[Block, ...]:
    """Cut the lines into questions; of one that stands there twice the fuller stays, at its first place.

    Two that have a number in common and say something else are both given: a person gives one another.
    """
    tidied = (_tidy(line) for line in lines)
    kept = tuple(one for line in tidied if line.text for one in split_boxes(line))
    numbering = find_numbering(kept)
    kept = join_numbers(kept, numbering)
    starts = [place for place, line in enumerate(kept) if numbering.find(line)]
    blocks: list[Block] = []
    for start, end in pairwise([*starts, len(kept)]):
        for block in _split_parts(_make_block(kept[start:end], numbering)):
            _keep_fuller(blocks, block)
    return tuple(block for block in blocks if block.text)


def _tidy(line: Line) -> Line:
    """A line with single blanks, and no longer than a question can be."""
    return replace(line, text=" ".join(line.text[: _LONGEST_TEXT * 2].split())[:_LONGEST_TEXT])


def _make_block(lines: tuple[Line, ...], numbering: Numbering) -> Block:
    first = numbering.find(lines[0])
    assert first is not None
    text, rest = _read_on(first.text, lines[1:])
    return Block(first.number, text, lines[0].place, rest[:_LONGEST_FOLLOWING])


def _read_on(text: str, rest: tuple[Line, ...]) -> tuple[str, tuple[Line, ...]]:
    """Join the lines in which a question goes on, and give those after it."""
    taken = 0
    for line in rest:
        begins = not text
        goes_on = bool(text) and not line.is_apart and not _ends(text, line)
        if not (begins or goes_on) or line.is_of_contents:
            break
        if taken == _MOST_JOINED or len(text) + len(line.text) > _LONGEST_TEXT:
            break
        text, taken = _join(text, line.text), taken + 1
    return text, rest[taken:]


def _ends(text: str, following: Line) -> bool:
    """Whether a sentence has ended and the next line begins something else, such as a choice."""
    if begins_choice(following.text):
        return True
    if text[-1] not in ".?:":
        return False
    return text[-1] == ":" or not (asks(following.text) or following.text[:1].islower())


def _join(text: str, more: str) -> str:
    """Put two lines together; a word cut at the end of one is made whole."""
    if text.endswith(CUT):
        return text[:-1] + more
    if text.endswith("-") and text[-2:-1].isalpha() and more[:1].islower():
        return text + more
    return f"{text} {more}".strip()


def _split_parts(block: Block) -> list[Block]:
    """Give the parts "a)", "b)" of a question as questions of their own, where each of them asks."""
    parts: list[Block] = []
    waiting: list[Line] = []
    for line in block.following:
        part = find_part(line)
        if part and asks(part.text) and (part.text.endswith("?") or parts or "?" not in block.text):
            _hand_over(parts, waiting)
            parts.append(Block(f"{block.number}{part.number}", part.text, line.place, ()))
            waiting = []
        else:
            waiting.append(line)
    if len(parts) < 2:
        return [block]
    _hand_over(parts, waiting)
    return [replace(part, text=f"{_lead(block.text)}{part.text}") for part in parts]


def _hand_over(parts: list[Block], waiting: list[Line]) -> None:
    """The lines read since the last part are its own; those before the first are the question's."""
    if parts:
        text, rest = _read_on(parts[-1].text, tuple(waiting))
        parts[-1] = replace(parts[-1], text=text, following=rest)


def _lead(text: str) -> str:
    """What the parts of a question have in common, before each of them."""
    return f"{text.rstrip(':')}: " if text else ""


def _keep_fuller(blocks: list[Block], block: Block) -> None:
    """A summary at the end of a document repeats its questions, mostly without their choices."""
    place = next((place for place, known in enumerate(blocks) if _is_same(known, block)), None)
    if place is None:
        blocks.append(block)
        return
    known = blocks[place]
    if not known.text or (not known.following and _is_fuller(block, known)):
        blocks[place] = replace(block, place=known.place)


def _is_same(known: Block, block: Block) -> bool:
    """Whether two blocks of one number are one question: what one says begins what the other says."""
    if known.number != block.number:
        return False
    one, other = sorted((_fold(known.text), _fold(block.text)), key=len)
    return one == other or not one or (len(one) >= _LEAST_ALIKE and other.startswith(one))


def _fold(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


def _is_fuller(block: Block, known: Block) -> bool:
    return (len(block.following), len(block.text)) > (len(known.following), len(known.text))
