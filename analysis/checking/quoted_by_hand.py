"""Words that somebody typed between quotation marks: nothing shows whose they are, or that they are exact."""

import re
from collections.abc import Iterable, Iterator

LEAST_WORDS = 5
"""Fewer are a title, a term or a turn of phrase."""
MOST_CHARACTERS = 600
"""Between single marks, which are apostrophes too: looking further takes long where there are many."""
_BETWEEN = re.compile(
    r"“[^”]+”|\"[^\"]+\"|„[^“”]+[“”]|«[^»]+»|‹[^›]+›"
    rf"|(?<!\w)‘(?:[^’]|’(?=\w)){{1,{MOST_CHARACTERS}}}’(?!\w)"
    rf"|(?<!\w)'(?!\d)(?:[^']|'(?=\w)){{1,{MOST_CHARACTERS}}}'(?!\w)"
)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def list_quoted_by_hand(text: str, titles: Iterable[str] = ()) -> Iterator[str]:
    """Everything of five words or more in quotation marks, with its marks, also over several sentences.

    titles: of what may be named in such marks, as English does: a consultation, a question, a source.
    """
    known = {_fold(one) for one in titles}
    for found in _BETWEEN.finditer(text):
        if len(_WORD.findall(found[0])) >= LEAST_WORDS and _fold(found[0]) not in known:
            yield found[0]


def _fold(text: str) -> str:
    """The words of a text alone, for comparing titles."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))
