"""How closely somebody quoted is described: a number that gives the same words again, never closer ones."""

from typing import Any

import pytest

from consult.models.readings import Respondent
from consult.models.telling_kinds import AttributionLevel
from consult.services.quotations.attributing import Attributor
from consult.services.quotations.describing_closely import describe_at_most, find_closeness
from consult.vocabulary import ResponseKind, Sector

CROWDED = {("a council", ""): 9, ("a council", "Osmere"): 9}


def make(kind: ResponseKind = ResponseKind.RETURN, **values: Any) -> Respondent:
    given = {
        "language": "en",
        "sector": Sector.LOCAL_AUTHORITY_LOWER,
        "sub_region": "Osmere",
        "received_on": None,
    }
    more = {"organisation": "Tarnwich Council", "may_quote": True, "may_attribute": True}
    return Respondent("r1", kind, **{**given, **more, **values})


def load(**values: Any) -> Attributor:
    given: dict[str, Any] = {"sizes": CROWDED, "places": {"r1": "Osmere"}, "languages": {}}
    given |= {"speakers": {("Osmere", "en"): 9}, **values}
    return Attributor(small_number=5, **given)


@pytest.mark.parametrize(
    ("attributor", "respondent", "closeness", "said"),
    [
        (load(), make(), 3, "Tarnwich Council"),
        (load(), make(may_attribute=False), 2, "a council in Osmere"),
        (load(), make(may_attribute=False, sub_region=""), 1, "a council in the region"),
        (load(sizes={}), make(may_attribute=False), 0, "an organisation in the region"),
        (load(), make(ResponseKind.ACCOUNT), 2, "a person living in Osmere"),
        (load(speakers={}), make(ResponseKind.ACCOUNT), 1, "a person living in the region"),
        (load(), make(ResponseKind.ACCOUNT, may_attribute=False), 0, "a person with lived experience"),
    ],
)
def test_closeness__of_somebody__gives_the_same_words_again(
    attributor: Attributor, respondent: Respondent, closeness: int, said: str
) -> None:
    assert find_closeness(attributor, respondent, "en") == closeness
    assert describe_at_most(attributor, respondent, "en", closeness) == said


@pytest.mark.parametrize("kind", ResponseKind)
def test_description__at_most__is_never_closer_than_the_number(kind: ResponseKind) -> None:
    said = [describe_at_most(load(), make(kind), "en", most) for most in range(4)]
    assert [find_closeness(load(), make(kind), "en") >= most for most in range(3)] == [True, True, True]
    assert not any("Osmere" in one or "Tarnwich" in one for one in said[:2])


def test_person__described_in_own_words_now__is_given_no_place_in_their_stead() -> None:
    """Their level says that these words are to be used: of a version that said less, less is said."""
    told = make(ResponseKind.ACCOUNT, level=AttributionLevel.OWN_WORDS)
    assert describe_at_most(load(), told, "en", 2) == "a person with lived experience"
