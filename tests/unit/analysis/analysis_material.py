"""Answers and stand-ins for the analysis tests, all made up."""

import zlib

import numpy as np
import pandas as pd

from analysis.models import Models, use_no_models
from analysis.text import list_words

HOUSING = (
    "Private landlords ask for a guarantor before they rent a flat",
    "Rents are too high and landlords refuse tenants on benefits",
    "Families wait years for a council flat while rents rise",
    "A deposit and a guarantor are needed to rent from landlords",
    "Overcrowded flats and rising rents make families homeless",
    "Landlords evict tenants and the council has no flats",
)
ENGLISH = (
    "English classes have waiting lists of a year",
    "More English classes in the evening would help parents",
    "The college closed its English classes last spring",
    "Parents need childcare so that they can go to English classes",
    "Volunteers run English classes in the library every week",
    "Waiting lists for English classes at the college are long",
)
DOCTORS = (
    "It is hard to register with a doctor without proof of address",
    "The doctor refused to register my mother and sent her to hospital",
    "Nobody explained how to see a doctor or a dentist",
    "Doctors and hospital staff need interpreters at appointments",
    "My hospital appointment was cancelled because the doctor was away",
    "Dentist and doctor appointments take months to get",
)


class WordEmbedder:
    """Stands in for the model: each word has a fixed random direction, a text is their sum."""

    size = 48

    def __init__(self) -> None:
        self.read: list[str] = []

    def passage(self, texts: list[str]) -> np.ndarray:
        """Embed texts by their words."""
        self.read += texts
        return np.vstack([self._embed(text) for text in texts]).astype(np.float32)

    def _embed(self, text: str) -> np.ndarray:
        assert "\x00" not in text, "NUL would cut the text in the real model"
        text.encode("utf-8")
        total = np.ones(self.size)
        for word in list_words(text):
            total += np.random.default_rng(zlib.crc32(word.form.encode())).normal(size=self.size)
        return np.asarray(total / np.linalg.norm(total))


def make_items(texts: list[str], **given: list[object]) -> pd.DataFrame:
    """Make columns.ITEMS of texts; ids count from 1, everybody wrote English openly unless given."""
    ids = [str(number) for number in range(1, len(texts) + 1)]
    row = {
        "id": ids,
        "respondent_id": given.get("id", ids),
        "question_id": "q",
        "text": texts,
        "language": "en",
        "group": "",
        "sealed": False,
        "settled": False,
    }
    return pd.DataFrame(row | given)


def make_models(embedder: object = None) -> Models:
    """Make models of which only a stand-in for the embedder may be there."""
    models = use_no_models()
    if embedder is not None:
        models._loaded["vectors"] = embedder
    return models
