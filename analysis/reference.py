"""The reference sentences: the same eight things said in each language, to see the language alone."""

import csv
from functools import cache
from importlib import resources

FILE = "reference_sentences.csv"
SPREAD = ("en", "ar", "fa", "so", "tr", "uk", "vi", "zh-Hans")
"""Languages that stand for all others, for a language without sentences."""


@cache
def list_reference_sentences() -> dict[str, tuple[str, ...]]:
    """Map each language to its reference sentences, which say the same in every language."""
    text = (resources.files("analysis") / FILE).read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["language"]] = (*found.get(row["language"], ()), row["sentence"])
    return found
