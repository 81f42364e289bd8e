"""Positions of partners in a draft: a section of its own, each with holder and authority, silence told."""

from dataclasses import replace
from datetime import date

from analysis.drafting.blocks import Heading, StatementReference
from analysis.drafting.collated import draft_collated
from analysis.drafting.partner_positions import PartnerPosition, Positions, SectionPositions
from analysis.drafting.positions_said import KEY, OBSERVERS, draft_positions
from analysis.drafting.statements import Position
from tests.unit.analysis.drafting_material import RULES, make_material

AGAINST = PartnerPosition("a", "Ostley Council dissents: “No.”", "Ostley Council", "Approved by the cabinet.")
POLICE = PartnerPosition("b", "The police endorses.", "The police", "An officer’s view.")
ABOUT = SectionPositions(
    "asks", "What we ask", "1 dissents; 1 did not reply.", (AGAINST,), ("Fire",), (POLICE,)
)
HELD = Positions(2, date(2031, 3, 4), (ABOUT,), ("Ostley Council",))


def test_positions__of_a_version__are_statements_with_holder_and_authority_and_silence_is_told() -> None:
    [section] = draft_positions(HELD, RULES)
    texts = [getattr(block, "text", "") for block in section.blocks]
    assert "version 2 of this response, made on 4 March 2031" in texts[1]
    assert texts[2:] == [
        "What we ask",
        "1 dissents; 1 did not reply.",
        "Ostley Council dissents: “No.”",
        "Did not reply: Fire.",
        OBSERVERS,
        "The police endorses.",
        "These organisations asked to be listed as contributors, which is apart from endorsing:",
        "",
    ]
    assert section.statements[0].evidence == Position("Ostley Council", "Approved by the cabinet.")
    ids = [block.id for block in section.blocks]
    assert len(set(ids)) == len(ids) and isinstance(section.blocks[0], Heading)
    assert [one.statement_id for one in section.blocks if isinstance(one, StatementReference)] == [
        one.id for one in section.statements
    ]


def test_collated__while_nobody_was_asked__has_no_such_section_and_else_before_the_annexes() -> None:
    material = make_material()
    assert KEY not in [one.key for one in draft_collated(material)]
    keys = [one.key for one in draft_collated(replace(material, positions=HELD))]
    assert keys[keys.index(KEY) - 1 : keys.index(KEY) + 2] == ["asks", KEY, "annex-contributors"]
