"""Personal data in answers, suggested for a person to confirm or reject. Nothing is removed here.

Names are found in English with a loaded spaCy model that is handed in, elsewhere guessed from capitals where
a script has them. In every language some go unseen, so no answer may be quoted on the strength of this alone.
"""

from collections.abc import Sequence
from dataclasses import asdict, astuple
from itertools import chain

import pandas as pd
from spacy.language import Language

from analysis import columns
from analysis.capitalised_names import list_capitalised
from analysis.deriving import Deriver, Step, decode_json, encode_json
from analysis.identifier_patterns import Found
from analysis.identifiers import is_english, list_in_text, settle_names
from analysis.person_names import list_names
from analysis.progress import QUIET, Watch
from analysis.source_versions import find_version
from analysis.store import NO_STORE, Shelf, Store, make_key
from analysis.text import clean_text
from analysis.visible_text import leave_out_hidden, put_back

STEP = "looking for personal data"
_LIBRARIES = ("phonenumberslite", "spacy")
_BATCH = 48

Told = tuple[str, str]
"""An answer, and the language declared."""


def find_identifiers(
    items: pd.DataFrame,
    *,
    nlp: Language | None = None,
    version: str = "",
    store: Store = NO_STORE,
    watch: Watch = QUIET,
) -> pd.DataFrame:
    """Find what may be personal data in each item, in English and in what has a form in any language.

    items: columns.ITEMS; of a repeated id the first row. nlp: a loaded English pipeline with named entities,
    used for items in Latin letters whose language is English or not declared; without one, names there are
    found only after titles and such words as "my name is". In other languages neighbouring capitalised words
    are suggested; where a script has no capitals, nothing but titles and such words.
    version: the model's. store: of what was found in such texts before; sealed ones are never put into it.
    watch: is told how many different texts are done. Raises: Stopped (A027).
    Returns: columns.IDENTIFIERS in input order, then by start; spans of one item do not overlap.
    """
    first = items.drop_duplicates("id")
    told = list(zip(first["text"].tolist(), first["language"].tolist(), strict=True))
    found = Deriver(store, watch).derive(_make_step(nlp, version), told, (~first["sealed"]).tolist())
    rows = [
        {"item_id": item_id, **asdict(one)}
        for item_id, every in zip(first["id"].tolist(), found, strict=True)
        for one in every
    ]
    return columns.make_frame(rows, columns.IDENTIFIERS)


def make_shelf(version: str) -> Shelf:
    """Where what was found is stored: kinds, offsets and reasons. version: of the English model, if any."""
    return Shelf("personal data", f"{find_version(__name__, *_LIBRARIES)}\n{version}")


def find_in_answers(answers: Sequence[Told], nlp: Language | None = None) -> list[tuple[Found, ...]]:
    """Find what may be personal data in each answer, at its places in the text as given."""
    shown = [leave_out_hidden(clean_text(text)) for text, _ in answers]
    texts = [text for text, _ in shown]
    english = [is_english(text, language) for text, (_, language) in zip(texts, answers, strict=True)]
    names = list_names(texts, english, nlp)
    guessed = [[] if known else list_capitalised(text) for text, known in zip(texts, english, strict=True)]
    return [
        tuple(put_back(settle_names(text, [*list_in_text(text, language), *chain(*people)]), places))
        for (text, places), (_, language), *people in zip(shown, answers, names, guessed, strict=True)
    ]


def _make_step(nlp: Language | None, version: str) -> Step[Told, tuple[Found, ...]]:
    return Step(
        STEP,
        make_shelf(version),
        lambda answers: find_in_answers(answers, nlp),
        lambda answer: make_key(*answer),
        lambda found: encode_json([astuple(one) for one in found]),
        lambda content: tuple(Found(*row) for row in decode_json(content)),
        _BATCH,
    )
