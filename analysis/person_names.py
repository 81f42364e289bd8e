"""People's names that a loaded English model finds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from analysis.capitalised_names import is_not_name
from analysis.identifier_patterns import Found
from analysis.unfamiliar_names import list_unfamiliar

_PIECE_LENGTH = 5000
_BATCH = 48
_CONFIDENCE = 0.7
_REASON = "looks like a person's name"

Piece = tuple[str, tuple[int, int]]
"""A piece of text, with the number of its text and its offset in it."""


def list_names(texts: list[str], wanted: list[bool], nlp: Language | None) -> list[list[Found]]:
    """List the people a model finds in each wanted text."""
    found: list[list[Found]] = [[] for _ in texts]
    if nlp is None or "ner" not in nlp.pipe_names:
        return found
    pieces = (
        (piece, (number, start))
        for number, text in enumerate(texts)
        if wanted[number]
        for start, piece in _cut_pieces(text)
    )
    with nlp.select_pipes(enable=list_needed(nlp)):
        for number, one in _list_people(nlp, pieces):
            found[number].append(one)
    return found


def list_needed(nlp: Language) -> list[str]:
    """List the parts that find names. Tokens are read as vectors where the finder does not do so itself."""
    needed = ["entity_ruler", "ner"]
    pipes = dict(nlp.pipeline)
    if "ner" in getattr(pipes.get("tok2vec"), "listening_components", ()):
        needed.append("tok2vec")
    return [name for name in needed if name in pipes]


def _list_people(nlp: Language, pieces: Iterable[Piece]) -> Iterator[tuple[int, Found]]:
    """Read the pieces in batches, whose memory is given back after each."""
    for batch in _list_batches(pieces):
        with nlp.memory_zone():
            found = [
                (number, replace(one, start=one.start + offset, end=one.end + offset))
                for doc, (number, offset) in nlp.pipe(batch, as_tuples=True)
                for one in _list_in_doc(doc)
            ]
        yield from found


def _list_batches(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    waiting = iter(pieces)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _list_in_doc(doc: Doc) -> Iterator[Found]:
    for entity in doc.ents:
        if entity.label_ == "PERSON" and not is_not_name(entity.text):
            yield Found("person", entity.start_char, entity.end_char, _REASON, _CONFIDENCE)
    for span, reason, confidence in list_unfamiliar(doc):
        yield Found("person", span.start_char, span.end_char, reason, confidence)


def _cut_pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text between words into pieces that a model reads in little memory."""
    start = 0
    while start < len(text):
        end = start + _PIECE_LENGTH
        if end < len(text):
            space = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
            end = space if space > start else end
        yield start, text[start:end]
        start = end
