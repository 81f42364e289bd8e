"""Phrases that could name a theme: noun phrases in English where the model is there, else runs of words."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.columns import LIST_SEPARATOR
from analysis.features import Lemma, find_lemma, list_lemmas
from analysis.progress import Watch
from analysis.scripts import is_unspaced
from analysis.text import BLANK, fold_word
from analysis.themes.named_people import find_name_words, names_person

Span = tuple[int, int]
STEP = "finding phrases"
ENGLISH = "en"
MAX_WORDS = 4
MAX_CHARACTERS = 40
_MAX_RUN = 3
_MAX_UNSPACED = 4
_BATCH = 64
_NAMES_OR_NUMBERS = frozenset(
    ("PERSON", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")
)
_HEADS = frozenset(("NOUN", "PROPN"))
_PARTS = frozenset(("NOUN", "PROPN", "ADJ", "PART", "PUNCT", "VERB"))
# fmt: off
_UNWANTED = frozenset((
    "thing", "way", "lot", "kind", "sort", "bit", "fact", "point", "time", "person", "one", "people",
    "example", "second", "minute", "hour", "day", "night", "week", "month", "year", "morning", "evening",
    "date", "number", "figure", "half", "quarter", "third", "dozen", "hundred", "thousand", "million", "cent",
    "percent", "pound", "mile", "answer", "return", "question", "view", "part", "case", "end", "start",
    "response", "area",
))
# fmt: on
"""Nouns that say when, how much or nothing; alone they name no theme."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is compared (lemmas), as it stands, how many words it has, and where those stand."""

    key: str
    shown: str
    words: int
    places: tuple[Span, ...] = ()


def list_phrases(
    texts: Sequence[str], languages: Sequence[str], english: Any, watch: Watch
) -> list[list[Phrase]]:
    """List the different phrases of each text.

    english: the spaCy pipeline, or None to use runs of words in English too.
    """
    found: list[list[Phrase]] = [[] for _ in texts]
    parsed = [place for place in range(len(texts)) if is_parsed(languages[place], english)]
    for places in watch.go_through(STEP, parsed, _BATCH):
        with english.memory_zone():
            docs = english.pipe([texts[place] for place in places], disable=["lemmatizer"])
            for place, doc in zip(places, docs, strict=True):
                found[place] = _keep_different(_list_noun_phrases(doc))
    for place in sorted(set(range(len(texts))) - set(parsed)):
        found[place] = _keep_different(list_runs(texts[place], languages[place]))
    return [drop_people(phrases, *pair) for phrases, *pair in zip(found, texts, languages, strict=True)]


def is_parsed(language: str, english: Any) -> bool:
    """Say whether noun phrases are looked for, and not runs of words. english: spaCy's pipeline, or None."""
    return english is not None and language == ENGLISH


def make_phrase(text: str, language: str, places: tuple[Span, ...], *, parsed: bool) -> Phrase:
    """Make a phrase of the words at these places, as the text was read: `parsed`, or in runs of words."""
    words, shown = [text[start:end] for start, end in places], text[places[0][0] : places[-1][1]]
    if parsed:
        key = " ".join(find_lemma(word.lower(), ENGLISH) for word in words)
        return Phrase(key, shown.strip(), len(words), places)
    forms = [fold_word(word) for word in words]
    unspaced = is_unspaced(forms[0])
    key = ("" if unspaced else " ").join(find_lemma(form, language) for form in forms)
    return Phrase(key, " ".join(shown.split()), len(words) - unspaced, places)


def drop_people(phrases: Iterable[Phrase], text: str, language: str) -> list[Phrase]:
    """Leave out the phrases of a text that hold the name of a person it speaks of."""
    names = find_name_words(text, language)
    return [phrase for phrase in phrases if not names_person(phrase.shown, names)]


def list_runs(text: str, language: str) -> Iterator[Phrase]:
    """List runs of one to three content words, or of two to four characters where words are not marked."""
    for stretch in _list_stretches(text, language):
        unspaced = stretch[0].is_unspaced
        for size in range(2, _MAX_UNSPACED + 1) if unspaced else range(1, _MAX_RUN + 1):
            for start in range(len(stretch) - size + 1):
                run = stretch[start : start + size]
                if _reads_as_a_name([text[lemma.start : lemma.end] for lemma in run]):
                    continue
                places = tuple((lemma.start, lemma.end) for lemma in run)
                yield make_phrase(text, language, places, parsed=False)


def _list_stretches(text: str, language: str) -> Iterator[list[Lemma]]:
    """List stretches of content words with nothing but space between them."""
    stretch: list[Lemma] = []
    for lemma in list_lemmas(text, language):
        breaks = lemma.is_stop or lemma.form.isdigit() or (not lemma.is_unspaced and len(lemma.form) < 2)
        if stretch and (breaks or not _continues(text, stretch[-1], lemma)):
            yield stretch
            stretch = []
        if not breaks:
            stretch.append(lemma)
    if stretch:
        yield stretch


def _continues(text: str, before: Lemma, after: Lemma) -> bool:
    return before.is_unspaced == after.is_unspaced and not text[before.end : after.start].strip()


def _list_noun_phrases(doc: Any) -> Iterator[Phrase]:
    for chunk in doc.noun_chunks:
        tokens = _trim(list(chunk))
        for size in range(1, min(len(tokens), MAX_WORDS) + 1):
            part = _trim(tokens[-size:])
            if len(part) == size:
                yield from _make_noun_phrase(doc.text, part)


def _trim(tokens: list[Any]) -> list[Any]:
    """Take determiners, pronouns, numbers and stop words off the front, and what is no noun off the end."""
    while tokens and (tokens[0].is_stop or not tokens[0].is_alpha or tokens[0].pos_ not in _PARTS):
        tokens = tokens[1:]
    while tokens and tokens[-1].pos_ not in _HEADS:
        tokens = tokens[:-1]
    return tokens


def _make_noun_phrase(text: str, tokens: Sequence[Any]) -> Iterator[Phrase]:
    if any(token.pos_ not in _PARTS or token.ent_type_ in _NAMES_OR_NUMBERS for token in tokens):
        return
    if tokens[-1].is_stop or _reads_as_a_name([token.text for token in tokens]):
        return
    places = tuple((token.idx, token.idx + len(token)) for token in tokens)
    phrase = make_phrase(text, ENGLISH, places, parsed=True)
    if is_readable(phrase.shown) and not set(phrase.key.split()) <= _UNWANTED:
        yield phrase


def _reads_as_a_name(words: Sequence[str]) -> bool:
    """Say whether words may be somebody's name: two or more of them begin with a capital."""
    return sum(word[:1].isupper() and not word.isupper() for word in words) > 1


def is_readable(shown: str) -> bool:
    """Say whether a phrase may be shown: no scrap such as "eg", not too long, on one line, without blanks."""
    has_length = (2 if shown.isupper() else 3) <= len(shown) <= MAX_CHARACTERS
    return has_length and not {LIST_SEPARATOR, BLANK} & {*shown} and not any(map(_is_hidden, shown))


def _is_hidden(char: str) -> bool:
    """Say whether a character shows nothing and may turn what follows it round, or break the line."""
    return unicodedata.category(char) in {"Cc", "Cf"}


def _keep_different(phrases: Iterable[Phrase]) -> list[Phrase]:
    return list({phrase.key: phrase for phrase in phrases}.values())
