"""Meaning vectors: language removed, unsafe text cleaned, the rest estimated."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from analysis import reference, vectors
from analysis.errors import Stopped
from analysis.progress import Watch
from analysis.store import NoStore, Shelf
from tests.unit.analysis.analysis_material import DOCTORS, ENGLISH, HOUSING, WordEmbedder


def find_mean(meaning: vectors.Meaning, language: str) -> np.ndarray:
    """What is taken from the vectors of a language."""
    meaning.read(HOUSING[:1], [language])
    return meaning._means[language]


def test_reference_sentences__as_shipped__say_the_same_eight_things_in_each_language() -> None:
    sentences = reference.list_reference_sentences()
    assert len(sentences) == 27
    assert {len(set(one)) for one in sentences.values()} == {8}
    assert set(reference.SPREAD) <= set(sentences)


def test_vectors__of_a_language__lose_its_mean() -> None:
    embedder = WordEmbedder()
    meaning = vectors.Meaning(embedder)
    found = meaning.read(HOUSING, ["en"] * len(HOUSING))
    raw = embedder.passage(list(HOUSING)) - find_mean(meaning, "en")
    assert np.allclose(found, raw / np.linalg.norm(raw, axis=1, keepdims=True), atol=1e-6)


def test_mean__of_an_unknown_language__is_that_of_a_spread_of_languages() -> None:
    meaning = vectors.Meaning(WordEmbedder())
    spread = np.mean([find_mean(meaning, name) for name in reference.SPREAD], axis=0)
    assert np.allclose(find_mean(meaning, "xx"), spread)
    assert not np.allclose(find_mean(meaning, "xx"), find_mean(meaning, "en"))


def test_means__of_several_languages__are_asked_for_at_once() -> None:
    class Counting(NoStore):
        asked = 0

        def find(self, shelf: Shelf, keys: Sequence[bytes]) -> Mapping[bytes, bytes]:
            self.asked += 1
            return super().find(shelf, keys)

    store, languages = Counting(), ["en", "uk", "xx", "ar", "en", "yy"]
    together, alone = vectors.Meaning(WordEmbedder(), store=store), vectors.Meaning(WordEmbedder())
    together.read(HOUSING, languages)
    assert store.asked == 2, "the texts, and all reference sentences"
    for language in languages:
        assert np.array_equal(together._means[language], find_mean(alone, language))


def test_vectors__of_text_with_nul_and_surrogates__are_made() -> None:
    found = vectors.make_vectors(["a\x00b \ud800 c"], ["en"], vectors.Meaning(WordEmbedder()), max_computed=5)
    assert np.isfinite(found.values).all()


def test_vectors__beyond_the_limit__are_estimated_close_to_the_alike() -> None:
    texts = [*HOUSING, *DOCTORS, *ENGLISH, "Landlords ask for a guarantor", "The doctor and the dentist"]
    embedder = WordEmbedder()
    found = vectors.make_vectors(texts, ["en"] * len(texts), vectors.Meaning(embedder), max_computed=14)
    assert found.computed.sum() == 14
    assert len(embedder.read) == 14 + 8
    assert np.allclose(np.linalg.norm(found.values, axis=1), 1, atol=1e-5)
    assert found.letters is not None
    about = found.letters.estimate(["landlords and rents", "doctor and hospital"])
    housing, doctors = found.values[:6].mean(axis=0), found.values[6:12].mean(axis=0)
    assert about[0] @ housing > about[0] @ doctors
    assert about[1] @ doctors > about[1] @ housing


def test_draw__by_hash__does_not_depend_on_order() -> None:
    texts = [f"text {number}" for number in range(30)]
    drawn = {texts[place] for place in vectors.draw_by_hash(texts, 10)}
    turned = texts[::-1]
    assert drawn == {turned[place] for place in vectors.draw_by_hash(turned, 10)}
    assert len(drawn) == 10


def test_reading__when_asked_to_stop__stops_at_a_batch() -> None:
    asked = iter([False, True])
    watch = Watch(should_stop=lambda: next(asked))
    embedder = WordEmbedder()
    with pytest.raises(Stopped, match=r"A027.*2 of 6"):
        vectors.Meaning(embedder, batch_size=2).read(HOUSING, ["en"] * 6, watch)
    assert len(embedder.read) == 2
