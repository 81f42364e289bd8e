"""How well the language model carried topics from English into each language, in tests.

language_tests.csv: of 100 sentences, how many got the right one of seven topics learnt in English. Source:
SIB-200, clean translated sentences, a plain classifier over the vectors of multilingual-e5-small (4 bit) with
each language's mean taken out. tests/benchmarks/bench_carrying_codes.py repeats it with what learns here now.
Expect less on real answers; what people accepted says more as soon as there is any of it.
"""

import csv
from functools import cache
from importlib import resources

WEAK_UNDER = 70
"""Of 100: of suggestions in such a language people should expect many to be wrong."""


def find_right_of_100(language: str) -> int | None:
    """How many of 100 test sentences were right; None for a language that was not tested."""
    return _load().get(language)


@cache
def _load() -> dict[str, int]:
    text = (resources.files("analysis") / "language_tests.csv").read_text(encoding="utf-8")
    return {row["language"]: int(row["right_of_100"]) for row in csv.DictReader(text.splitlines())}
