"""Footnotes of a section: where its texts refer to them, and whether each is referred to once.

A mark such as [^1] stands in a paragraph or an item of a list. Headings have none, because contents repeat
them, and sentences of the program have none, because nobody types them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.drafting.blocks import Block, BulletList, Footnote, Paragraph

WHOLE_MARK = re.compile(r"[\w-]{1,30}")
MARK = re.compile(rf"\[\^({WHOLE_MARK.pattern})\]")
"""Where a text refers to a footnote; its first group is the mark."""
NOT_THERE = "is not written in this section"
NOWHERE = "is referred to by no paragraph and no list of this section"
TWICE = "is referred to more than once"
WRITTEN_TWICE = "is written more than once"


def list_marked(block: Block) -> tuple[str, ...]:
    """The texts of a block in which a footnote may be referred to."""
    if isinstance(block, Paragraph):
        return (block.text,)
    return block.items if isinstance(block, BulletList) else ()


def leave_out_marks(text: str) -> str:
    """The text as it reads without its footnotes."""
    return MARK.sub("", text)


def split_marks(text: str) -> list[tuple[str, str]]:
    """A text as pairs of words and the mark that follows them; the last mark is empty."""
    parts = MARK.split(text)
    return list(zip(parts[::2], [*parts[1::2], ""], strict=True))


def find_wrong_marks(body: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Find the marks that do not fit, each with why."""
    blocks = list(body)
    written = Counter(block.mark for block in blocks if isinstance(block, Footnote))
    referred = Counter(mark for block in blocks for text in list_marked(block) for mark in MARK.findall(text))
    for mark in dict.fromkeys([*referred, *written]):
        if written[mark] != 1:
            yield mark, WRITTEN_TWICE if written[mark] else NOT_THERE
        elif referred[mark] != 1:
            yield mark, TWICE if referred[mark] else NOWHERE
