"""How far suggestions in a language can be trusted, in a few words."""

import pytest

from analysis.calibration import Trust
from analysis.language_tests import find_right_of_100
from consult.models.analysis import AnalysisRun
from consult.services.tags.measuring_suggestions import ALL, Accuracy
from consult.services.tags.telling_reliability import find_reliability

WITHOUT_MODEL = [{"name": "vectors", "without": "…"}]
SOMALI = Accuracy("so", passages=9, decided=20, given=15, right=12)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("so", "in Somali 12 of 20 accepted"),
        ("om", f"not yet known in Oromo; weak in tests ({find_right_of_100('om')} of 100)"),
        ("ar", f"not yet known in Arabic; {find_right_of_100('ar')} of 100 in tests"),
        ("de", "not yet known in de"),
        ("", "not yet known in this language"),
    ],
)
def test_reliability__of_a_language__is_what_people_accepted_or_what_tests_say(
    language: str, said: str
) -> None:
    run = AnalysisRun(manifest={"missing_models": []})
    everything = Accuracy(ALL, passages=9, decided=20, given=15, right=12)
    nobody = Accuracy("om", passages=1, decided=0, given=0, right=0)
    assert find_reliability(run, [everything, SOMALI, nobody], Trust.TOO_FEW).say(language) == said


def test_reliability__of_a_run_without_the_model__says_nothing_of_its_tests() -> None:
    found = find_reliability(AnalysisRun(manifest={"missing_models": WITHOUT_MODEL}), [], Trust.TOO_FEW)
    assert found.say("ar") == "not yet known in Arabic"


@pytest.mark.parametrize("trust", Trust)
def test_score__that_people_showed_to_be_no_chance__is_not_said(trust: Trust) -> None:
    found = find_reliability(AnalysisRun(manifest={}), [], trust)
    holds = trust in (Trust.AS_SAID, Trust.TOO_FEW)
    assert found.say_score(0.604) == (", 60%" if holds else "")
