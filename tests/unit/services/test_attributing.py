"""How somebody who told an experience is described: at the level they chose, with how it was told."""

from dataclasses import replace

import pytest

from consult.models.provenance import SELF_TOLD, Provenance
from consult.models.readings import Respondent
from consult.models.telling_kinds import AttributionLevel, Wording, Writer
from consult.services.quotations.attributing import A_PERSON, Attributor
from consult.vocabulary import ResponseKind

FEW, MANY = "Morlan", "Coast"
RELAYED = Provenance(True, writer=Writer.WORKER, language="ti", wording=Wording.SUMMARY, was_read_back=True)
OWN = Provenance(described_as="a mother of two")


def describe(
    level: AttributionLevel | None,
    *,
    place: str = MANY,
    provenance: Provenance | None = None,
    may_attribute: bool = True,
) -> str:
    speakers = {(MANY, "ti"): 9, (FEW, "ti"): 4, (FEW, "en"): 9}
    attributor = Attributor(5, {}, {"r1": place}, {"r1": frozenset({"ti"})}, speakers)
    person = Respondent(
        response_id="r1",
        kind=ResponseKind.ACCOUNT,
        language="ti",
        sector=None,
        sub_region="",
        organisation="",
        received_on=None,
        may_quote=True,
        may_attribute=may_attribute,
        level=level,
        provenance=provenance,
    )
    return attributor.describe(person)


@pytest.mark.parametrize(
    ("level", "place", "expected"),
    [
        (AttributionLevel.REGION, MANY, "a person living in the region"),
        (AttributionLevel.AREA, MANY, "a person living in Coast"),
        (AttributionLevel.AREA, FEW, "a person living in the region"),
        (AttributionLevel.AREA, "", "a person living in the region"),
        (None, MANY, "a person living in Coast"),
    ],
)
def test_person__described_at_a_level__is_never_described_more_closely(
    level: AttributionLevel | None, place: str, expected: str
) -> None:
    assert describe(level, place=place) == expected


@pytest.mark.parametrize("level", [None, *AttributionLevel])
def test_person__who_allows_no_description__is_a_person(level: AttributionLevel | None) -> None:
    assert describe(level, provenance=OWN, may_attribute=False).startswith(f"{A_PERSON}, told")
    assert "mother" not in describe(level, provenance=OWN, may_attribute=False)


def test_person__in_own_words__is_described_in_them_and_at_no_other_level() -> None:
    told = "told and written by the person"
    shown = describe(AttributionLevel.OWN_WORDS, provenance=OWN)
    assert shown == f"{A_PERSON}, in their own words “a mother of two”, {told}"
    assert describe(AttributionLevel.REGION, provenance=OWN) == f"a person living in the region, {told}"


def test_person__told_to_a_group__is_quoted_with_how_it_was_told_and_no_place_beside_the_language() -> None:
    shown = describe(AttributionLevel.AREA, provenance=RELAYED)
    told = "told to a worker of a community group in Tigrinya; a summary, read back"
    assert shown == f"a person living in the region, {told}"
    unsaid = replace(RELAYED, language="")
    assert describe(AttributionLevel.AREA, provenance=unsaid).startswith("a person living in Coast, told")
    assert describe(AttributionLevel.AREA, provenance=SELF_TOLD).endswith("told and written by the person")


def test_person__whose_own_words_are_not_there__is_described_no_more_closely() -> None:
    assert describe(AttributionLevel.OWN_WORDS) == A_PERSON
