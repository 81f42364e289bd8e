"""Figures of the language model by language, and beside the codes that an analysis suggests."""

from dataclasses import replace

import pytest

from analysis.codebook import get_builtin_codebook
from analysis.language_tests import WEAK_UNDER, find_right_of_100
from analysis.models import VECTORS
from analysis.outputs.coding_rows import tell_reliability
from analysis.pipeline import analyse
from analysis.settings import Settings
from tests.unit.analysis.analysis_material import make_items, make_models


@pytest.mark.parametrize(("language", "is_weak"), [("en", False), ("ti", False), ("so", True), ("om", True)])
def test_language__that_was_tested__is_weak_or_not(language: str, is_weak: bool) -> None:
    right = find_right_of_100(language)
    assert right is not None and (right < WEAK_UNDER) is is_weak


def test_language__that_was_not_tested__has_no_figure() -> None:
    assert find_right_of_100("xx") is None


def test_codings__of_a_run_with_the_model__have_the_figure_of_their_language() -> None:
    texts = [f"Families wait months for a home and a school place in street {n}." for n in range(12)]
    found = analyse(make_items(texts), get_builtin_codebook(), Settings(subsamples=3), models=make_models())
    assert set(tell_reliability(found)["language_right_of_100"]) == {""}, "no model, so its tests say nothing"
    versions = {**found.models.versions, VECTORS.distribution: VECTORS.version}
    with_model = replace(found, models=replace(found.models, versions=versions))
    told = tell_reliability(with_model)
    assert len(told) and set(told["language"]) == {"en"}
    assert set(told["language_right_of_100"]) == {str(find_right_of_100("en"))}
