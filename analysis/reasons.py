"""The words of a segment that caused a suggestion, as they stand in the segment."""

from collections.abc import Collection, Sequence

import numpy as np

from analysis.columns import LIST_SEPARATOR
from analysis.features import Lemma, list_lemmas
from analysis.letters import LetterModel
from analysis.phrase_hits import Hit

MAX_REASONS = 6
MAX_PULLING = 3
_PULL_SHARE = 0.5

Span = tuple[int, int]


def find_shared_words(text: str, language: str, hits: Sequence[Hit], described: Collection[str]) -> str:
    """List key phrases found, then words shared with the code's description, joined by |."""
    spans = [(hit.start, hit.end) for hit in hits]
    for lemma in list_lemmas(text, language):
        inside = any(start <= lemma.start < end for start, end in spans)
        if lemma.form in described and not lemma.is_stop and not inside:
            spans.append((lemma.start, lemma.end))
    return _show(text, spans[:MAX_REASONS])


def find_pulling_words(text: str, language: str, letters: LetterModel, direction: np.ndarray) -> str:
    """List the words that pull the text's meaning most towards a code, joined by |.

    Why: where nothing is shared with the code's description, above all in other languages, the meaning of the
    segment caused the suggestion; the letter model says which words the meaning leans on.
    """
    spans = _list_spans([lemma for lemma in list_lemmas(text, language) if not lemma.is_stop])
    if not spans:
        return ""
    pulls = np.round(letters.pull([text[start:end] for start, end in spans]) @ direction, 6)
    order = sorted(range(len(spans)), key=lambda place: (-pulls[place], place))[:MAX_PULLING]
    limit = max(_PULL_SHARE * pulls[order[0]], 0)
    return _show(text, [spans[place] for place in order if pulls[place] >= limit])


def _list_spans(lemmas: Sequence[Lemma]) -> list[Span]:
    """Give the places of words; where a script does not mark words, of pairs of characters."""
    found = []
    for place, lemma in enumerate(lemmas):
        following = lemmas[place + 1] if place + 1 < len(lemmas) else None
        paired = lemma.is_unspaced and following is not None and following.start == lemma.end
        found.append((lemma.start, following.end if paired and following is not None else lemma.end))
    return found


def _show(text: str, spans: Sequence[Span]) -> str:
    words = [" ".join(text[start:end].replace(LIST_SEPARATOR, " ").split()) for start, end in sorted(spans)]
    different: dict[str, str] = {}
    for word in words:
        different.setdefault(word.casefold(), word)
    return LIST_SEPARATOR.join(different.values())
