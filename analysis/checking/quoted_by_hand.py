"""Words that somebody typed between quotation marks: nothing shows whose they are, or that they are exact."""

import re
from collections.abc import Iterable, Iterator

LEAST_WORDS = 5
"""Fewer are a title, a term or a turn of phrase."""
MOST_CHARACTERS = 2000
"""Between single marks, which are apostrophes too: more than that was hardly meant as one passage."""
_CLOSING = {
    "“": re.compile("”"),
    '"': re.compile('"'),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    "‹": re.compile("›"),
    "‘": re.compile(r"’(?!\w)"),
    "'": re.compile(r"'(?!\w)"),
}
_OPENING = re.compile(r"[“\"„«‹]|(?<!\w)‘|(?<!\w)'(?!\d)")
_SINGLE = "‘'"
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def list_quoted_by_hand(text: str, titles: Iterable[str] = ()) -> Iterator[str]:
    """Everything of five words or more in quotation marks, with its marks, also over several sentences.

    titles: of what may be named in such marks, as English does: a consultation, a question, a source.
    """
    known = {_fold(one) for one in titles}
    for found in _list_between(text):
        if len(_WORD.findall(found)) >= LEAST_WORDS and _fold(found) not in known:
            yield found


def _list_between(text: str) -> Iterator[str]:
    """What stands between two marks of a kind. Each closing mark is looked for once."""
    closing = dict.fromkeys(_CLOSING, 0)
    last = 0
    for opening in _OPENING.finditer(text):
        mark, start = opening[0], opening.start()
        if start < last:
            continue
        if closing[mark] <= start:
            found = _CLOSING[mark].search(text, start + 1)
            closing[mark] = found.start() if found else len(text)
        if _is_passage(mark, closing[mark] - start - 1, is_closed=closing[mark] < len(text)):
            last = closing[mark] + 1
            yield text[start:last]


def _is_passage(mark: str, length: int, *, is_closed: bool) -> bool:
    return is_closed and length > 0 and (mark not in _SINGLE or length <= MOST_CHARACTERS)


def _fold(text: str) -> str:
    """The words of a text alone, for comparing titles."""
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))
