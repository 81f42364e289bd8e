"""Personal data in answers, suggested for a person to confirm or reject. Nothing is removed here.

Names are found in English with a loaded spaCy model that is handed in, elsewhere guessed from capitals where
a script has them. In every language some go unseen, so no answer may be quoted on the strength of this alone.
"""

from dataclasses import asdict
from itertools import chain

import pandas as pd
from spacy.language import Language

from analysis import columns
from analysis.capitalised_names import list_capitalised
from analysis.identifiers import is_english, list_in_text, settle_names
from analysis.person_names import list_names
from analysis.progress import QUIET, Watch
from analysis.text import clean_text
from analysis.visible_text import leave_out_hidden, put_back


def find_identifiers(
    items: pd.DataFrame, *, nlp: Language | None = None, watch: Watch = QUIET
) -> pd.DataFrame:
    """Find what may be personal data in each item, in English and in what has a form in any language.

    items: columns.ITEMS; of a repeated id the first row. nlp: a loaded English pipeline with named entities,
    used for items in Latin letters whose language is English or not declared; without one, names there are
    found only after titles and such words as "my name is". In other languages neighbouring capitalised words
    are suggested; where a script has no capitals, nothing but titles and such words.
    watch: is told which text the model is at. Raises: Stopped (A027).
    Returns: columns.IDENTIFIERS in input order, then by start; spans of one item do not overlap.
    """
    first = items.drop_duplicates("id")
    shown = [leave_out_hidden(clean_text(text)) for text in first["text"]]
    texts = [text for text, _ in shown]
    english = [is_english(*pair) for pair in zip(texts, first["language"], strict=True)]
    names = list_names(texts, english, nlp, watch)
    guessed = [[] if known else list_capitalised(text) for text, known in zip(texts, english, strict=True)]
    rows = [
        {"item_id": item_id, **asdict(one)}
        for item_id, (text, places), language, *people in zip(
            first["id"], shown, first["language"], names, guessed, strict=True
        )
        for one in put_back(
            settle_names(text, [*list_in_text(text, language), *chain.from_iterable(people)]), places
        )
    ]
    return columns.make_frame(rows, columns.IDENTIFIERS)
