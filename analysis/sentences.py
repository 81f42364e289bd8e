"""A text cut where a person would pause: sentences, short ones joined, very long ones cut at clause marks.

Why not spaCy: it has no blank pipeline for so, ps, ckb, kmr, pa and om; its sentencizer finds a fifth to a
third of the boundaries in Amharic, Tigrinya and Chinese; an English parser needs a model that may be absent.
Sentence marks work everywhere. Nothing here needs a frame: the site cuts texts for translators with it.
"""

import re
from collections.abc import Iterator

from analysis.long_sentences import list_cuts
from analysis.sentence_ends import list_sentence_ends
from analysis.text import has_visible_text, has_words

Span = tuple[int, int]

MIN_WORDS = 3
_LINES = re.compile(r"[^\n\u2028\u2029]+")


def split_text(text: str) -> list[Span]:
    """List the spans [start, end) of the segments of a text, in order and without overlap."""
    found: list[Span] = []
    for start, end in _list_paragraphs(text):
        sentences = _join_short(text, list(_cut(text, start, end, list_sentence_ends(text[start:end]))))
        for first, last in sentences:
            cuts = list_cuts(text[first:last])
            found.extend(_cut(text, first, last, cuts))
    return found


def _list_paragraphs(text: str) -> list[Span]:
    """List lines; one that was only wrapped (no mark before, small letter after) joins the one before."""
    found: list[Span] = []
    for match in _LINES.finditer(text):
        start, end = match.span()
        if found and start == found[-1][1] + 1 and _is_wrapped(text[slice(*found[-1])], match.group()):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_wrapped(line: str, following: str) -> bool:
    before, after = line.rstrip(), following.lstrip()
    return bool(after) and after[0].islower() and bool(before) and (before[-1].isalpha() or before[-1] == ",")


def _cut(text: str, start: int, end: int, ends: list[int]) -> Iterator[Span]:
    """Cut [start, end) after each of the ends (counted from start); outer space and empty spans go."""
    position = start
    for stop in [*(start + one for one in ends), end]:
        span = _trim(text, position, stop)
        if span:
            yield span
        position = stop


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if has_visible_text(text[start:end]) else None


def _join_short(text: str, spans: list[Span]) -> list[Span]:
    """Join a piece of under MIN_WORDS to the next one in the line, or the last piece to the one before."""
    joined: list[Span] = []
    short_before = False
    for start, end in spans:
        short = not has_words(text[start:end], MIN_WORDS)
        if joined and (short_before or (short and end == spans[-1][1])):
            joined[-1] = (joined[-1][0], end)
            short_before = not has_words(text[joined[-1][0] : end], MIN_WORDS)
        else:
            joined.append((start, end))
            short_before = short
    return joined
