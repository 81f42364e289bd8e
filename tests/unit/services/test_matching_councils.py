"""Councils of published tables: matched by codes, former codes and spellings; the rest told apart."""

from contextlib import nullcontext

import pytest

from analysis.tables.tiers import UPPER
from consult.errors import ImportRefused
from consult.models.region import Organisation
from consult.services.region.council_tiers import find_tier
from consult.services.region.known_councils import load_known_councils
from consult.services.region.matching_councils import CouncilMatcher, Outside
from consult.vocabulary import Sector

REGION = CouncilMatcher(
    Organisation(key=key, name=name, council_code=code)
    for key, name, code in [
        ("cumberland", "Cumberland Council", "E06000063"),
        ("gateshead", "Gateshead Council", "E08000037"),
        ("bcp", "Bournemouth, Christchurch and Poole Council", "E06000058"),
        ("morlan", "Cyngor Morlan (Morlan Council)", "X06000002"),
        ("somerset", "Somerset Council", "E06000066"),
        ("dorset", "Dorset Council", None),
        ("osmere-county", "Osmere County Council", None),
        ("osmere-district", "Osmere District Council", None),
    ]
)


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("", "E08000037", "gateshead"),
        ("Gateshead Metropolitan Borough Council", "", "gateshead"),
        ("GATESHEAD", "", "gateshead"),
        ("whatever it is called", "E08000020", "gateshead"),
        ("E08000020", "", "gateshead"),
        ("Bournemouth Christchurch & Poole", "", "bcp"),
        ("Morlan", "", "morlan"),
        ("Dorset", "E06000059", "dorset"),
        ("Morlan", "X00000001", "morlan"),
        ("Somerset", "", "somerset"),
        ("morlan", "", "morlan"),
        ("Osmere District", "", "osmere-district"),
    ],
)
def test_council__by_code_former_code_or_spelling__is_found(text: str, code: str, key: str) -> None:
    assert REGION.find(text, code) == key


@pytest.mark.parametrize("text", ["Bristol City Council", "England", "North East", "Aberdeen City"])
def test_place__known_and_elsewhere__is_outside_the_region(text: str) -> None:
    assert isinstance(REGION.find(text), Outside)


def test_council__without_a_code__takes_no_spelling_of_another_without_one() -> None:
    for one in load_known_councils():
        if not one.code:
            with pytest.raises(ImportRefused, match="C756") if one.replaced_by else nullcontext():
                assert isinstance(REGION.find(one.name), Outside)


def test_name_of_one__with_the_code_of_another__is_the_one_of_the_code() -> None:
    assert REGION.find("Gateshead Council", "E07000117") == Outside("Burnley Borough Council")


@pytest.mark.parametrize(("text", "code"), [("Somerset", "E10000027"), ("Dorset", "E10000009")])
def test_name_of_today__with_the_code_of_a_council_that_is_no_more__is_refused(text: str, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        REGION.find(text, code)

    assert refused.value.code == "C756"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Allerdale Borough Council", "C756"), ("Nowhere Parish", "C751"), ("Osmere", "C757")],
)
def test_place__that_cannot_be_told__is_refused_with_what_to_do(text: str, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        REGION.find(text)

    assert refused.value.code == code and refused.value.remedy


@pytest.mark.parametrize(
    ("name", "code", "tier"),
    [
        ("Nottinghamshire County Council", None, UPPER),
        ("Nottingham City Council", None, ""),
        ("Some City Council", "E06000018", ""),
        ("Some Council", "E10000024", UPPER),
        ("Vale Council", None, UPPER),
    ],
)
def test_tier__of_a_council_of_the_upper_sector__follows_its_code_or_known_name(
    name: str, code: str | None, tier: str
) -> None:
    assert find_tier(Sector.LOCAL_AUTHORITY_UPPER, name, code) == tier


def test_known_councils__each_as_its_own_region__are_found_by_code_and_official_name() -> None:
    current = [one for one in load_known_councils() if one.code and not one.replaced_by]
    matcher = CouncilMatcher(
        Organisation(key=one.code, name=one.name, council_code=one.code) for one in current
    )

    assert [one.name for one in current if matcher.find("", one.code) != one.code] == []
    assert [one.name for one in current if matcher.find(one.name) != one.code] == []
