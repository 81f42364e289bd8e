"""What speaks for each code in each text: nearness of meaning, shared words, key phrases found.

The weights were set on a few dozen sentences written for the purpose, in ten languages, and left as they were
when measured on two sets of a hundred answers with codes of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.codebook import Code
from analysis.features import fit_words, list_all_lemmas, list_terms
from analysis.phrase_hits import Hit, PhraseHits
from analysis.progress import QUIET, Watch
from analysis.vectors import Meaning, Vectors, make_unit

STEP = "looking for key phrases"
LANGUAGE = "en"
_BATCH = 1_000
_WORDS = 1.5
"""Weight of shared words beside nearness of meaning (weight 1)."""
_WORDS_ALONE = 5.0
"""Weight of shared words when there is no nearness of meaning."""
_GROUPS = 4
"""Key phrases are read in so many groups: nearly as good as one by one, at a quarter of the time."""
_COMMON_HALFWAY = 20
"""With so many texts, half of what they have in common is taken out."""
_PHRASE = 0.15
"""Weight of the first key phrase found; further ones add by their square root, up to three."""


@dataclass(frozen=True)
class Texts:
    """Different texts, with their languages and, where there is a model, their vectors."""

    texts: Sequence[str]
    languages: Sequence[str]
    vectors: Vectors | None = None


def find_hits(texts: Texts, codes: Sequence[Code], watch: Watch) -> list[list[Hit]]:
    """List the key phrases found in each text."""
    finder = PhraseHits(codes)
    pairs = list(zip(texts.texts, texts.languages, strict=True))
    return [
        finder.find(lemmas)
        for batch in watch.go_through(STEP, pairs, _BATCH)
        for lemmas in list_all_lemmas(batch)
    ]


def weigh(
    texts: Texts, codes: Sequence[Code], hits: Sequence[Sequence[Hit]], code_vectors: np.ndarray | None
) -> np.ndarray:
    """Add up what speaks for each code (columns) in each text (rows)."""
    shared = _compare_words(texts, codes)
    counted = _PHRASE * _count_hits(hits, len(codes))
    if code_vectors is None or texts.vectors is None:
        return np.asarray(_WORDS_ALONE * shared + counted)
    near = remove_common(texts.vectors.values) @ code_vectors.T
    return np.asarray(near + _WORDS * shared + counted)


def remove_common(vectors: np.ndarray) -> np.ndarray:
    """Take out of each unit row what all have in common, the more surely the more rows there are.

    Why: answers to one question are all about it; what sets codes apart is what sets answers apart.
    """
    if not len(vectors):
        return vectors
    return make_unit(vectors - len(vectors) / (len(vectors) + _COMMON_HALFWAY) * vectors.mean(axis=0))


def make_code_vectors(codes: Sequence[Code], meaning: Meaning, watch: Watch = QUIET) -> np.ndarray:
    """Make one vector for each code of its description and key phrases, without what its facet shares."""
    described = [f"{code.label}: {code.description}" for code in codes]
    groups = [", ".join(code.key_phrases[start::_GROUPS]) for code in codes for start in range(_GROUPS)]
    texts = described + groups
    rows = meaning.read(
        texts, [LANGUAGE] * len(texts), watch, "reading the codebook", open=[True] * len(texts)
    )
    phrases = rows[len(codes) :].reshape(len(codes), _GROUPS, -1).mean(axis=1)
    phrases[[place for place, code in enumerate(codes) if not code.key_phrases]] = 0
    both = make_unit(rows[: len(codes)] + make_unit(phrases))
    return _remove_shared(both, ["" if code.is_rest else code.facet for code in codes])


def list_described(code: Code) -> frozenset[str]:
    """List the terms of a code's label, description and key phrases."""
    return frozenset(list_terms(_describe(code), LANGUAGE))


def remove_languages(vectors: np.ndarray, languages: Sequence[str]) -> np.ndarray:
    """Take out what the texts of one language have in common, beyond what reference sentences show of it."""
    found = vectors.copy()
    for language in sorted(set(languages)):
        places = [place for place, name in enumerate(languages) if name == language]
        found[places] = remove_common(vectors[places])
    return found


def _remove_shared(rows: np.ndarray, facets: Sequence[str]) -> np.ndarray:
    found = rows.copy()
    for facet in set(facets):
        places = [place for place, name in enumerate(facets) if name == facet]
        if len(places) > 2:  # what two codes share would be half of each
            found[places] -= rows[places].mean(axis=0)
    return make_unit(found)


def _compare_words(texts: Texts, codes: Sequence[Code]) -> np.ndarray:
    terms = [list_terms(text, language) for text, language in zip(texts.texts, texts.languages, strict=True)]
    described = [list_terms(_describe(code), LANGUAGE) for code in codes]
    _, weights = fit_words(terms + described)
    shared: np.ndarray = (weights[: len(terms)] @ weights[len(terms) :].T).toarray()
    return shared


def _describe(code: Code) -> str:
    return ". ".join((code.label, code.description, *code.key_phrases))


def _count_hits(hits: Sequence[Sequence[Hit]], codes: int) -> np.ndarray:
    counts = np.zeros((len(hits), codes))
    for place, found in enumerate(hits):
        for hit in found:
            counts[place, hit.code_place] += 1
    return np.asarray(np.sqrt(np.minimum(counts, 3)))
