"""Percentages beside suggested tags: given until decisions show that they are no chances."""

import re

import pytest
from flask.testing import FlaskClient

from analysis.calibration import Calibration, Trust, calibrate
from consult.vocabulary import Role
from tests.integration.conftest import SignIn

THEMES = "/desk/consultations/told/themes"
PAGES = {"desk_next_passages": ["next"], "theme_examples": [f"T{place:02}?page=1" for place in range(1, 9)]}
SUGGESTED = re.compile(r'<span class="tags__why">Suggested([^(]*)\(')
SCORES = {
    Trust.AS_SAID: calibrate([(0.5, True), (0.5, False)] * 60),
    Trust.TOO_HIGH: calibrate([(0.9, False)] * 120),
    Trust.TOO_LOW: calibrate([(0.1, True)] * 120),
}


@pytest.fixture
def analyst(much_analysed_id: str, sign_in: SignIn) -> FlaskClient:
    return sign_in(Role.ANALYST)


def list_said(client: FlaskClient, pages: list[str]) -> list[str]:
    """What is said beside the suggested tags of the first of these pages that has any."""
    every = (SUGGESTED.findall(client.get(f"{THEMES}/{page}").text) for page in pages)
    return [one.strip() for one in next(filter(None, every), [])]


@pytest.mark.parametrize("module", PAGES)
def test_percentages__beside_tags__are_given_only_while_scores_hold(
    analyst: FlaskClient, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    for trust, found in SCORES.items():
        assert found.trust is trust

        def measure(_: object, found: Calibration = found) -> Calibration:
            return found

        monkeypatch.setattr(f"consult.web.{module}.measure_scores", measure)
        said = list_said(analyst, PAGES[module])
        assert said and all(one.endswith("%") is (trust is Trust.AS_SAID) for one in said)
