"""What a question of a consultation document may be, for a person to confirm."""

import re
from dataclasses import dataclass

from forms.proposing.blocks import Block, cut_blocks
from forms.proposing.choices import is_boxed, list_choices, split_inline, takes_many
from forms.proposing.limits import Limit, find_limit
from forms.proposing.lines import Line

KINDS = ("text", "integer", "date", "select_one", "select_multiple")
_NUMBER = re.compile(r"\bhow many\b|\bwhat (?:is|was|were|are) the (?:total )?number\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:on|by|from) (?:what|which) date\b|\bwhat (?:is|was) the date\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:please )?(?:explain|describe|why|give (?:your )?reasons|tell us)\b", re.IGNORECASE)
_REASONS = re.compile(
    r"\b(?:explain|reasons?|why|tell us more|comments?|give details"
    r"|provide (?:details|evidence|further|any)|expand on)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[?.!])\s+(?=[A-Z(])")
_MOST_SCANNED, _MOST_BESIDE = 6, 12


@dataclass(frozen=True)
class Proposal:
    """A numbered question with what was read of it. reasons: what it asks to be explained beside a choice.

    place: where it stands in the document. beside: the lines under it, as they stand there. limit: of the
    words of an answer.
    """

    number: str
    text: str
    kind: str
    choices: tuple[str, ...] = ()
    reasons: str = ""
    limit: Limit | None = None
    place: str = ""
    beside: tuple[str, ...] = ()


def propose(lines: tuple[Line, ...]) -> tuple[Proposal, ...]:
    """Propose the numbered questions of a document, in its order."""
    return tuple(map(_make_proposal, cut_blocks(lines)))


def _make_proposal(block: Block) -> Proposal:
    text, choices, rest = _read_choices(block)
    said = " ".join([block.text, *(line.text for line in rest)])
    text, reasons = _split_reasons(text, rest) if choices else (text, "")
    if choices:
        kind = "select_multiple" if takes_many(f"{block.text} {said}") else "select_one"
    else:
        kind = _guess_kind(text)
    beside = tuple(line.text for line in block.following[:_MOST_BESIDE])
    return Proposal(block.number, text, kind, choices, reasons, find_limit(said), block.place, beside)


def _read_choices(block: Block) -> tuple[str, tuple[str, ...], tuple[Line, ...]]:
    """The question without the choices, these, and what else stands with it."""
    if inline := split_inline(block.text):
        return inline[0] or block.text, tuple(inline[1]), block.following[:_MOST_SCANNED]
    for start in range(min(_MOST_SCANNED, len(block.following))):
        found, taken = list_choices(block.following[start:])
        if found and (not start or is_boxed(block.following[start].text)):
            rest = block.following[:start] + block.following[start + taken :][:_MOST_SCANNED]
            return block.text, tuple(dict.fromkeys(found)), rest
    return block.text, (), block.following[:2]


def _split_reasons(text: str, rest: tuple[Line, ...]) -> tuple[str, str]:
    """The closed question, and the sentence that asks for reasons, in it or after the choices."""
    sentences = _SENTENCE.split(text)
    asking = [one for one in sentences[1:] if _REASONS.search(one)]
    if asking:
        return " ".join(one for one in sentences if one not in asking), " ".join(asking)
    after = (line.text for line in rest if _REASONS.search(line.text))
    return text, next(after, "")


def _guess_kind(text: str) -> str:
    if _OPEN.search(text):
        return "text"
    if _NUMBER.search(text):
        return "integer"
    return "date" if _DATE.search(text) else "text"
