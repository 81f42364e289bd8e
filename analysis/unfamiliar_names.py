"""Words in capitals that an English model takes for nobody: unknown to it, or two and more together.

A model knows the names that newspapers print. What it has never seen, or takes for a firm or a town that it
has never seen either, may well be a person from elsewhere.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from analysis.capitalised_names import PARTICLES, is_not_name, names_body
from analysis.name_lists import is_cue

_FIXED = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "LANGUAGE", "LAW"})
_FAMILIAR = frozenset({"GPE", "ORG", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART"})
UNFAMILIAR = "is in capitals and unknown to the English model: a name, or a small place", 0.4
TOGETHER = "is written in capitals like a name", 0.4


def list_unfamiliar(doc: Doc) -> Iterator[tuple[Span, str, float]]:
    """List runs of words in capitals that may name somebody, each with the reason and the confidence."""
    knows_words = doc.vocab.vectors.n_keys > 0
    for run in _list_runs(doc):
        span = doc[run[0].i : run[-1].i + 1]
        if any(token.ent_type_ == "PERSON" for token in run) or _names_body(run):
            continue
        if knows_words and any(_is_unknown(token) for token in run):
            yield span, *UNFAMILIAR
        elif not knows_words and len(run) > 1 and not any(token.ent_type_ in _FAMILIAR for token in run):
            yield span, *TOGETHER


def _list_runs(doc: Doc) -> Iterator[list[Token]]:
    """Give the words in capitals that follow each other, without a common word that begins a sentence."""
    run: list[Token] = []
    for token in doc:
        is_name = _is_capital(token)
        starts = bool(run) and token.nbor(-1).whitespace_ != " "
        if run and (starts or not (is_name or token.text in PARTICLES)):
            yield from _finish(run)
            run = []
        if is_name or (run and token.text in PARTICLES):
            run.append(token)
    yield from _finish(run)


def _finish(run: list[Token]) -> Iterator[list[Token]]:
    first = next((place for place, token in enumerate(run) if not _begins_sentence(token)), len(run))
    last = next(
        (place for place in range(len(run), first, -1) if run[place - 1].text not in PARTICLES), first
    )
    if last > first:
        yield run[first:last]


def _begins_sentence(token: Token) -> bool:
    """Whether it is a common word, a particle or a title, with which no name begins."""
    return token.is_stop or token.text in PARTICLES or is_cue(token.lower_)


def _is_capital(token: Token) -> bool:
    text = token.text
    return (
        text[0].isupper()
        and text != "I"
        and (len(text) == 1 or not text.isupper())
        and (token.ent_type_ not in _FIXED and text[-1] != "-" and not any(char.isdigit() for char in text))
    )


def _names_body(run: list[Token]) -> bool:
    words = " ".join(token.text for token in run)
    return names_body(words) or is_not_name(words)


def _is_unknown(token: Token) -> bool:
    """Whether the model has no such word, in capitals or in small letters."""
    return len(token.text) > 2 and token.is_alpha and token.is_oov and token.vocab[token.lower_].is_oov
