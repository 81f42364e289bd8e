"""What a figure counts, in words that a council officer would use."""

import pytest

from analysis.drafting.statements import Figure
from consult.services.evidence.naming_figures import name_figure
from consult.web.desk_draft_findings import SECTOR_NAMES


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("", "returns"),
        ("voluntary_community", "returns from voluntary and community groups"),
        ("health|police", "returns from health bodies and the police"),
        ("none", "returns from respondents who gave no sector"),
        ("North East", "returns from North East"),
    ],
)
def test_figure__of_a_group__is_named_in_words(group: str, said: str) -> None:
    assert name_figure(Figure("returns", 3, 9, group=group), SECTOR_NAMES) == said


def test_figure__of_a_tag__is_named_in_words_and_not_by_its_key() -> None:
    assert name_figure(Figure("tag", 8, 48, choice="skills_that_go_unused")) == (
        "have the tag skills that go unused"
    )
