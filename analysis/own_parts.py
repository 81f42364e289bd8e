"""Parts of a text beside shared wording, without the frames that finding it needs: pages show them."""

from collections.abc import Sequence

from analysis.text import count_words

Span = tuple[int, int]


def list_own_parts(text: str, spans: Sequence[Span]) -> list[Span]:
    """List the parts of a text between and beside the shared ones that hold a word."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    parts = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in parts if count_words(text[start:end])]
