"""Words as evidence: lemmas with their places, and lemma TF-IDF, with no model needed.

Lemmas come from word lists where there are any for the language; elsewhere a word stands for itself. Chinese
and Japanese do not mark words, so neighbouring pairs of characters stand in for them.
"""

import runpy
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from scipy.sparse import csr_matrix
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import StreamDictionaryFactory

from analysis.scripts import is_unspaced
from analysis.term_weights import TermWeights, fit_weights
from analysis.text import part_words
from analysis.words_together import part_all

# fmt: off
_LEMMATISED = frozenset((
    "ar", "bg", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "hi",
    "hu", "hy", "id", "is", "it", "ka", "lt", "lv", "mk", "nb", "nl", "pl", "pt", "ro",
    "ru", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "uk",
))
# fmt: on
_STOP_WORDS_OF = {"prs": "fa", "zh-Hans": "zh", "zh-Hant": "zh", "kmr": "ku"}
_PAIR = "_"
_NOBODYS = "\u0000"
_WORDS_REMEMBERED = 200_000


class Lemma(NamedTuple):
    """A word reduced to its dictionary form, with its place [start, end) in the text as given."""

    form: str
    start: int
    end: int
    is_stop: bool
    is_unspaced: bool


class TextsRemembered:
    """The lemmas of the first texts asked for, until they have so many words.

    The last ones would be of no use: a run asks for its texts in order, several times over, and with one text
    too many each would be gone when its turn comes. A million words take about 120 MB.
    """

    def __init__(self, max_words: int) -> None:
        self.max_words = max_words
        self._lemmas: dict[tuple[str, str], tuple[Lemma, ...]] = {}
        self._words = 0

    def find(self, text: str, language: str) -> tuple[Lemma, ...] | None:
        """Find the lemmas of a text."""
        return self._lemmas.get((text, language))

    def keep(self, text: str, language: str, lemmas: tuple[Lemma, ...]) -> None:
        """Keep the lemmas of a text, if there is room."""
        words = len(lemmas) + 1  # so that texts without words do not come for nothing
        if self._words + words <= self.max_words:
            self._lemmas[text, language] = lemmas
            self._words += words

    def forget(self) -> None:
        """Forget all texts."""
        self._lemmas.clear()
        self._words = 0


TEXTS = TextsRemembered(max_words=1_500_000)


def make_lemmatizer() -> Lemmatizer:
    """Make what looks words up. It remembers no word itself: `find_lemma` does, until a run ends.

    Word lists are read as they are stored, a few megabytes each, and all of them stay. As dictionaries twenty
    take a gigabyte; and where only eight stay, the languages of a consultation keep pushing each other out.
    """
    lists = StreamDictionaryFactory(cache_max_size=len(_LEMMATISED))
    return Lemmatizer(cache_max_size=0, lemmatization_strategy=DefaultStrategy(dictionary_factory=lists))


_LEMMATIZER = make_lemmatizer()


def list_lemmas(text: str, language: str) -> tuple[Lemma, ...]:
    """List the words of a text as lemmas, in order, stop words marked. A run asks several times for each."""
    known = TEXTS.find(text, language)
    return _keep_lemmas(text, language, *part_words(text)) if known is None else known


def list_all_lemmas(texts: Sequence[tuple[str, str]]) -> list[tuple[Lemma, ...]]:
    """List the lemmas of each text, given with its language: many at once are faster than one by one."""
    new = [one for one in texts if TEXTS.find(*one) is None]
    parted = zip(new, part_all([text for text, _ in new]), strict=True)
    made = {one: _keep_lemmas(*one, forms, places.tolist()) for one, (forms, places) in parted}
    return [made.get(one) or list_lemmas(*one) for one in texts]


def _keep_lemmas(
    text: str, language: str, forms: Iterable[str], places: Iterable[Sequence[int]]
) -> tuple[Lemma, ...]:
    words = zip((_describe_word(form, language) for form in forms), places, strict=True)
    lemmas = tuple(
        Lemma(form, start, end, is_stop, unspaced) for (form, is_stop, unspaced), (start, end) in words
    )
    TEXTS.keep(text, language, lemmas)
    return lemmas


def forget_texts() -> None:
    """Forget the texts and words asked for: a run's, some of which are of locked accounts, end with it."""
    TEXTS.forget()
    find_lemma.cache_clear()
    _describe_word.cache_clear()


@lru_cache(maxsize=_WORDS_REMEMBERED)
def _describe_word(word: str, language: str) -> tuple[str, bool, bool]:
    is_stop = _is_stop(word, list_stop_words(language))
    return find_lemma(word, language), is_stop, is_unspaced(word)


def _is_stop(word: str, stops: frozenset[str]) -> bool:
    """Say whether a word carries little meaning; contractions count with their first part."""
    return word in stops or word.endswith("n't") or ("'" in word and word.split("'")[0] in stops)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def find_lemma(word: str, language: str) -> str:
    """Find the dictionary form of a word; the word itself where no list knows it."""
    base = _STOP_WORDS_OF.get(language, language)
    if base not in _LEMMATISED:
        return word
    return str(_LEMMATIZER.lemmatize(word, base)).lower()


@cache
def list_stop_words(language: str) -> frozenset[str]:
    """List the words of a language that carry little meaning; none where no list is known.

    The list is read by itself: importing the language around it compiles its patterns, up to seconds.
    """
    base = _STOP_WORDS_OF.get(language, language).split("-")[0]
    if not base.isalpha() or base == "und":
        return frozenset()
    found = find_spec("spacy")
    file = Path(found.origin if found and found.origin else "").parent / "lang" / base / "stop_words.py"
    if not file.is_file():
        return frozenset()
    return frozenset(word.lower() for word in runpy.run_path(str(file))["STOP_WORDS"])


def list_terms(text: str, language: str) -> list[str]:
    """List what is counted of a text: content lemmas, and pairs of neighbours among them."""
    kept = [lemma for lemma in list_lemmas(text, language) if not lemma.is_stop and not lemma.form.isdigit()]
    singles = [lemma.form for lemma in kept if not lemma.is_unspaced]
    pairs = [
        f"{one.form}{_PAIR}{two.form}"
        for one, two in pairwise(kept)
        if not (one.is_unspaced and two.is_unspaced and one.end != two.start)
    ]
    return singles + pairs


def fit_words(terms: Sequence[list[str]], *, min_texts: int = 1) -> tuple[TermWeights, csr_matrix]:
    """Learn TF-IDF weights from lists of terms; unit rows, and empty rows for texts without terms.

    min_texts: terms of fewer texts are left out, unless that would leave nothing.
    """
    found = fit_weights(terms, min_texts=min_texts) or fit_weights([*terms, [_NOBODYS]])
    assert found is not None  # there is one term that no text has, where there is no other
    weights, rows = found
    return weights, rows if rows.shape[0] == len(terms) else weights.weigh(terms)
