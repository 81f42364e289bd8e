"""What was said about people with protected characteristics, by whom, and where nothing was heard."""

from dataclasses import replace

from analysis.drafting.blocks import BulletList, Quotation
from analysis.drafting.characteristic_words import NINE
from analysis.drafting.characteristics import draft_characteristics
from analysis.drafting.figures import GroupCount
from analysis.drafting.material import Heard, Material
from analysis.drafting.sections import Section
from consult.models.characteristic_kinds import Characteristic
from tests.unit.analysis.drafting_material import BY_SECTOR, make_material, make_quotation, make_theme

DISABILITY = Heard(
    "disability",
    ("Disability",),
    count=14,
    base=43,
    own=8,
    own_base=34,
    by=(replace(BY_SECTOR[0], count=8), GroupCount("voluntary", "voluntary and community groups", 6)),
    quotations=(make_quotation("r2"),),
)


def make(*heard: Heard) -> Material:
    return replace(make_material(), characteristics=heard)


def read(section: Section) -> list[str]:
    return [text for block in section.blocks if (text := getattr(block, "text", ""))]


def test_characteristic__spoken_of__is_given_with_its_numbers_sectors_and_words() -> None:
    section = draft_characteristics(make(DISABILITY))
    told = read(section)
    assert told[told.index("Disability") + 1] == (
        "Less than half of returns (14 of 43) spoke about disability: 8 from councils and 6 from voluntary "
        "and community groups. Leaving out shared wording, 8 of 34 did."
    )
    assert [block.excerpt.response_id for block in section.blocks if isinstance(block, Quotation)] == ["r2"]


def test_characteristic__spoken_of_by_few__gives_no_number_below_the_least() -> None:
    few = replace(DISABILITY, count=3, own=3, own_base=43, by=(replace(BY_SECTOR[0], count=3),))
    [sentence] = [text for text in read(draft_characteristics(make(few))) if "spoke about" in text]
    assert sentence == "Few returns (fewer than 5 of 43) spoke about disability."


def test_characteristic__spoken_of_in_experiences_alone__is_not_said_to_be_unheard() -> None:
    told = replace(make_theme(1, 7, 7, 21, 21), theme_id="characteristic:sex")
    said = read(draft_characteristics(make(Heard("sex", ("Sex",), base=43, own_base=43, told=told))))
    assert "None of the 43 returns spoke about sex." in said
    assert "Less than half of experiences (7 of 21) spoke about sex." in said
    assert not any("nothing was heard" in text for text in said)


def test_characteristics__of_which_nothing_was_said__stand_apart_from_those_nobody_looked_for() -> None:
    silent = Heard("race", ("Race",), base=43, own_base=43)
    unchecked = Heard("age", ("Age",), base=43, own_base=43, unchecked=True)
    section = draft_characteristics(make(silent, unchecked))
    said = read(section)
    assert "About race nothing was heard." in said
    assert "About age nothing is confirmed: the program suggests passages that nobody has checked." in said
    [unsought] = [block.items for block in section.blocks if isinstance(block, BulletList)]
    assert len(unsought) == 7 and "Race" not in unsought and "Disability" in unsought


def test_characteristics__of_the_record_and_of_drafts__are_the_same_nine() -> None:
    assert list(NINE) == [one.value for one in Characteristic]
