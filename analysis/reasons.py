"""The words of a segment that caused a suggestion, as they stand in the segment."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from analysis.columns import LIST_SEPARATOR
from analysis.features import Lemma, list_lemmas
from analysis.letters import LetterModel
from analysis.phrase_hits import Hit
from analysis.progress import Watch

STEP = "finding reasons"
MAX_REASONS = 6
MAX_PULLING = 3
_PULL_SHARE = 0.5
_BATCH = 2_000

Span = tuple[int, int]


def find_shared_words(
    text: str, lemmas: Iterable[Lemma], hits: Iterable[Hit], described: Collection[str]
) -> str:
    """List key phrases found, then words shared with the code's description, joined by |."""
    spans = [(hit.start, hit.end) for hit in hits]
    for lemma in lemmas:
        if lemma.form in described and not lemma.is_stop and not _is_inside(lemma, spans):
            spans.append((lemma.start, lemma.end))
    return _show(text, spans[:MAX_REASONS])


def _is_inside(lemma: Lemma, spans: Iterable[Span]) -> bool:
    return any(start <= lemma.start < end for start, end in spans)


def find_pulling_words(
    text: str, spans: Sequence[Span], pulls: Mapping[str, Sequence[float]], code: int
) -> str:
    """List the words that pull the text's meaning most towards a code, joined by |.

    spans: see list_content. pulls: see measure_pulls.

    Why: where nothing is shared with the code's description, above all in other languages, the meaning of the
    segment caused the suggestion; the letter model says which words the meaning leans on, at least one.
    """
    strengths = [pulls[text[start:end]][code] for start, end in spans]
    order = sorted(range(len(spans)), key=strengths.__getitem__, reverse=True)[:MAX_PULLING]
    limit = max(_PULL_SHARE * strengths[order[0]], 0) if order else 0
    pulling = [place for place in order if strengths[place] >= limit] or order[:1]
    return _show(text, [spans[place] for place in pulling])


def measure_pulls(
    texts: Sequence[tuple[str, Sequence[Span]]], letters: LetterModel, directions: np.ndarray, watch: Watch
) -> dict[str, list[float]]:
    """Measure how much each different word of texts, given with its spans, pulls towards each code."""
    words = sorted({text[start:end] for text, spans in texts for start, end in spans})
    found: dict[str, list[float]] = {}
    leaning = letters.lean(directions) if words else directions
    for batch in watch.go_through(STEP, words, _BATCH):
        pulls = np.round(letters.weigh(batch) @ leaning, 6).tolist()
        found.update(zip(batch, pulls, strict=True))
    return found


def list_content(text: str, language: str) -> list[Span]:
    """Give the places of content words, no numbers; where a script marks no words, of pairs of characters."""
    lemmas = [one for one in list_lemmas(text, language) if not one.is_stop and not one.form.isdigit()]
    return [
        (lemma.start, _find_end(lemma, after))
        for lemma, after in zip(lemmas, [*lemmas[1:], None], strict=False)
    ]


def _find_end(lemma: Lemma, after: Lemma | None) -> int:
    paired = lemma.is_unspaced and after is not None and after.start == lemma.end
    return after.end if paired and after is not None else lemma.end


def _show(text: str, spans: Sequence[Span]) -> str:
    words = [" ".join(text[start:end].replace(LIST_SEPARATOR, " ").split()) for start, end in sorted(spans)]
    different: dict[str, str] = {}
    for word in words:
        different.setdefault(word.casefold(), word)
    return LIST_SEPARATOR.join(different.values())
