"""Words that somebody typed between quotation marks: nothing shows whose they are, or that they are exact."""

import re
from collections.abc import Iterator

LEAST_WORDS = 5
"""Fewer are a title, a term or a turn of phrase."""
_BETWEEN = re.compile(r"“[^”]+”|\"[^\"]+\"|(?<!\w)‘(?:[^’]|’(?=\w))+’(?!\w)|(?<!\w)'(?:[^']|'(?=\w))+'(?!\w)")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def list_quoted_by_hand(text: str) -> Iterator[str]:
    """Everything of five words or more in quotation marks, with its marks, also over several sentences."""
    for found in _BETWEEN.finditer(text):
        if len(_WORD.findall(found[0])) >= LEAST_WORDS:
            yield found[0]
