"""A block of a section as its template needs it: its fields, and its texts with their footnotes apart."""

from analysis.drafting.blocks import Block, to_dict
from analysis.drafting.footnotes import list_marked, split_marks


def describe_texts(block: Block) -> dict[str, object]:
    """The fields of a block by name. marked: its texts, as words and the mark of the footnote after them."""
    return {"base": "", **to_dict(block), "marked": [split_marks(text) for text in list_marked(block)]}
