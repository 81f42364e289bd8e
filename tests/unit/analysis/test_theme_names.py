"""Names of broader themes: what several of their themes share, and the others have not."""

import numpy as np

from analysis.themes.candidates import Candidate
from analysis.themes.labels import make_labels, name_broader

TEXTS = 12
GROUPS = np.repeat(np.arange(4), 3)
BROADER = np.array([0, 0, 1, 1])
"""Four themes of three texts each; the first two stand together, and so do the others."""


def say(key: str, *texts: int) -> Candidate:
    return Candidate(key, key, len(key.split()), frozenset(texts))


def name(*candidates: Candidate) -> list[str]:
    terms: list[list[str]] = [[] for _ in range(TEXTS)]
    for one in candidates:
        for row in one.texts:
            terms[row] += one.key.split()
    return make_labels(name_broader(candidates, terms, GROUPS, BROADER, 4, frozenset(range(TEXTS))))


def test_broader_theme__named__begins_with_what_its_themes_share() -> None:
    boiler, damp, school = say("boiler", 0, 1, 2), say("damp", 3, 4, 5), say("school", 6, 7, 9, 10)
    homes = say("homes", 0, 3)
    assert name(boiler, damp, say("rent", 0, 1), homes, school) == ["Boiler, damp, homes", "School"]
    homes = say("homes", 0, 2, 3)
    assert name(boiler, damp, say("rent", 0, 1), homes, school)[0].startswith("Homes")


def test_broader_theme__whose_themes_share_nothing__is_named_by_the_best_of_each() -> None:
    boiler, rent, damp = say("boiler", 0, 1, 2), say("rent", 0, 1, 2), say("damp", 3, 4)
    labels = name(boiler, rent, damp, say("school", 6, 7))
    assert labels == ["Boiler, damp, rent", "School"]


def test_broader_theme__with_a_phrase_that_all_say__does_not_take_it() -> None:
    everywhere = say("council", 0, 3, 6, 9)
    labels = name(everywhere, say("homes", 0, 1, 3), say("school", 6, 9, 10))
    assert labels == ["Homes", "School"]
