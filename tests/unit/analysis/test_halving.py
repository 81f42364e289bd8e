"""A theme in two, as the machine proposes it."""

import pandas as pd

from analysis.themes.halves import Spoken
from analysis.themes.halving import halve
from analysis.themes.still_shown import count_carriers

TOWNS = [
    Spoken(f"a{n}", "en", f"Rents are too high and homes are missing in the {town}.", is_open=True)
    for n, town in enumerate(("north", "south", "east", "west"))
]
CLASSES = [
    Spoken(f"b{n}", "en", f"English classes have long waiting lists for {who}.", is_open=n == 0)
    for n, who in enumerate(("parents", "workers", "Almaz"))
]


def test_halve__of_passages_on_two_subjects__gives_each_its_part_whatever_the_order() -> None:
    halves = halve([*TOWNS, *CLASSES])
    assert halves is not None and halve([*CLASSES, *reversed(TOWNS)]) == halves
    assert [sorted(half.ids) for half in halves] == [["a0", "a1", "a2", "a3"], ["b0", "b1", "b2"]]


def test_halve__with_locked_passages__names_nothing_by_their_words() -> None:
    halves = halve([*TOWNS, *CLASSES])
    assert halves is not None and halves[1].label == "Long waiting lists"
    assert not {"workers", "Almaz"} & {word for half in halves for word in " ".join(half.phrases).split()}
    locked = [Spoken(one.id, one.language, one.text, is_open=False) for one in (*TOWNS, *CLASSES)]
    hidden = halve(locked)
    assert hidden is not None and {half.phrases for half in hidden} == {()}


def test_halve__of_nothing_to_divide__proposes_nothing() -> None:
    same = [Spoken(str(n), "en", "Homes are missing.", is_open=True) for n in range(5)]
    assert halve([]) is None and halve(same) is None and halve([Spoken("n", "en", "12 34", True)] * 3) is None


def test_halve__of_passages_that_differ_in_words_nobody_else_has__proposes_nothing() -> None:
    texts = ("Rents", "Rents matter", "Rents hurt")
    assert halve([Spoken(str(n), "en", text, is_open=True) for n, text in enumerate(texts)]) is None


def test_phrases_of_frozen_themes__said_openly_or_by_enough_accounts__are_still_shown() -> None:
    said = [("Rents are high.", False, "r1"), *((f"The guards shout, {n}.", True, f"a{n}") for n in range(3))]
    said += [("My Mariam is ill; parents too. Mariam!", True, "a1"), ("住房太少", True, "a2")]
    rows = [{"text": text, "sealed": sealed, "respondent_id": who} for text, sealed, who in said]
    phrases = ["rents", "guards shout", "Mariam", "rent", "住房"]
    assert count_carriers(phrases, pd.DataFrame(rows), 3) == {"guards shout": [0, 1], "rents": [1, 0]}
    assert count_carriers(phrases, pd.DataFrame(rows[:3]), 3) == {"rents": [1, 0]}
    assert count_carriers(phrases, pd.DataFrame(rows), 1)["住房"] == [0, 1]
