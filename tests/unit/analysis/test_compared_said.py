"""A difference in a sentence: it follows from two figures that are kept, with points and interval."""

from dataclasses import replace

import pytest

from analysis.checking.known_figures import name_figures
from analysis.drafting.blocks import Paragraph
from analysis.drafting.compared_said import NO_DIFFERENCE, NOT_TESTED, count_difference, name_difference
from analysis.drafting.figures import Rules
from analysis.drafting.rechecking import find_changed
from analysis.drafting.regional import draft_differences
from analysis.drafting.statement_reading import evidence_from_dict
from analysis.drafting.statements import COUNTED, Counted, Figure, evidence_to_dict
from analysis.drafting.wording import word_sentence
from tests.unit.analysis.drafting_material import make_material

RULES = Rules(5)
COUNCILS = Figure("differs", 12, 14, "1", "T01", group="sector:councils")
OTHERS = Figure("differs", 9, 30, "1", "T01", group="sector:not councils")
OTHER = "the other sectors shown"
NAMES = (("label", "homes"), ("question", "question 1"), ("group", "councils"), ("others", OTHER))
MORE = count_difference(COUNCILS, OTHERS, NAMES)


def test_difference__in_a_sentence__gives_both_shares_and_how_far_apart_they_are() -> None:
    assert word_sentence(MORE, RULES) == (
        "On question 1, “homes” was raised in 12 of the 14 returns from councils, "
        "and in 9 of the 30 returns from the other sectors shown: "
        "56 percentage points more (95% interval: 24 to 73)."
    )
    fewer = count_difference(
        Figure("differs", 0, 30, "1", "T01", group="sector:councils"),
        Figure("differs", 12, 14, "1", "T01", group="sector:not councils"),
        NAMES,
    )
    said = word_sentence(fewer, RULES)
    assert "in none of the 30 returns from councils" in said and "86 percentage points fewer" in said
    assert name_difference(MORE) == "differs.1.T01.sector"


def test_difference__that_the_record_does_not_give_any_more__no_longer_holds() -> None:
    kept = evidence_from_dict(COUNTED, evidence_to_dict(MORE))
    assert isinstance(kept, Counted) and kept == MORE
    assert find_changed(kept, {one.what: one for one in MORE.figures}, RULES) == ()
    assert [one.now for one in find_changed(kept, {}, RULES)] == [None, None]


def test_difference__of_one_group__is_no_count_of_the_theme() -> None:
    assert name_figures([MORE], {"T01": "affordable homes"}) == ()


@pytest.mark.parametrize(("tested", "said"), [(0, NOT_TESTED), (3, NO_DIFFERENCE)])
def test_section__without_a_difference__says_whether_any_was_tested(tested: int, said: str) -> None:
    material = make_material()
    questions = tuple(replace(one, contrasts=(), tested=tested) for one in material.questions)
    section = draft_differences(replace(material, questions=questions))
    texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert texts[-1] == said
