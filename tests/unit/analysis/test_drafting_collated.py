"""The collated draft: its order, its evidence, its ids, and what it must never show."""

import re
from dataclasses import replace

import pytest

from analysis.drafting import block_reading, blocks
from analysis.drafting.blocks import Block, Heading, Quotation, StatementReference, Table
from analysis.drafting.collated import draft_collated
from analysis.drafting.material import Experiences, Material, StateCount
from analysis.drafting.rechecking import is_worded_as_counted
from analysis.drafting.sections import Section
from analysis.drafting.statements import Counted, Position, Quoted, Statement
from analysis.errors import CountsDoNotAddUp
from tests.unit.analysis.drafting_material import RULES, make_material, make_method


def _words(section: Section) -> str:
    return "\n".join(_words_of(block) for block in section.blocks)


def _words_of(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(row) for row in (block.columns, *block.rows))
    if isinstance(block, Quotation):
        return ""
    return "\n".join(block.items) if isinstance(block, blocks.BulletList) else block.text


def _statements(sections: dict[str, Section]) -> list[Statement]:
    return [statement for section in sections.values() for statement in section.statements]


@pytest.fixture(name="sections")
def _sections() -> dict[str, Section]:
    return {section.key: section for section in draft_collated(make_material())}


def test_draft__of_full_material__has_the_sections_in_order(sections: dict[str, Section]) -> None:
    assert list(sections) == [
        "status",
        "contributors",
        "key-messages",
        "answers",
        "question:gq1",
        "question:gq2",
        "regional-evidence",
        "differences",
        "characteristics",
        "asks",
        "annex-contributors",
        "annex-method",
    ]


def test_draft__made_twice__is_the_same() -> None:
    assert draft_collated(make_material()) == draft_collated(make_material())


def test_draft__after_a_new_return__keeps_the_ids_that_still_apply() -> None:
    def list_ids(material: Material) -> list[str]:
        return [block.id for section in draft_collated(material) for block in section.blocks]

    before = make_material()
    first = replace(before.questions[0], answered=40)
    assert list_ids(replace(before, questions=(first, before.questions[1]))) == list_ids(before)


def test_draft__written_as_json__reads_back(sections: dict[str, Section]) -> None:
    for section in sections.values():
        assert block_reading.from_list(blocks.to_list(section.blocks)) == section.blocks


def test_section__of_any_kind__starts_with_its_heading(sections: dict[str, Section]) -> None:
    for section in sections.values():
        first = section.blocks[0]
        assert isinstance(first, Heading) and first.text == section.title
        assert first.level == (2 if section.question_id else 1)


def test_statements__of_the_draft__are_each_shown_once(sections: dict[str, Section]) -> None:
    for section in sections.values():
        shown = [b.statement_id for b in section.blocks if isinstance(b, StatementReference)]
        quoted = [b.id for b in section.blocks if isinstance(b, Quotation)]
        assert sorted(shown + quoted) == sorted(statement.id for statement in section.statements)


def test_counted_statements__of_the_draft__say_what_their_figures_say(sections: dict[str, Section]) -> None:
    counted = [
        s for section in sections.values() for s in section.statements if isinstance(s.evidence, Counted)
    ]
    assert len(counted) > 10
    assert all(is_worded_as_counted(statement, RULES) for statement in counted)


def test_quotations__of_the_draft__are_references_only(sections: dict[str, Section]) -> None:
    quoted = [
        s for section in sections.values() for s in section.statements if isinstance(s.evidence, Quoted)
    ]
    assert len(quoted) == 7
    assert {statement.text for statement in quoted} == {""}


def test_dissent__of_a_named_body__is_recorded_by_name(sections: dict[str, Section]) -> None:
    dissent = [s for s in sections["question:gq1"].statements if isinstance(s.evidence, Position)]
    assert [s.text for s in dissent] == [
        "Ostley District Council is recorded as dissenting from this answer."
    ]
    assert dissent[0].evidence == Position("Ostley District Council", "officer view")
    assert "Ostley District Council" in _words(sections["key-messages"])


def test_sectors__that_are_small__are_shown_neither_in_words_nor_in_the_table(
    sections: dict[str, Section],
) -> None:
    told = _words(sections["contributors"])
    assert "other sectors together" in told
    assert "police" not in told.lower() and "academic" not in told.lower()


def test_theme__that_is_small__has_no_number_and_no_percentage(sections: dict[str, Section]) -> None:
    assert "Waiting for interpreters | fewer than 5 | not shown" in _words(sections["question:gq1"])
    assert not re.search(r"\b3 of 39\b", _words(sections["question:gq1"]))


def test_theme__withheld_by_a_table__has_no_number_anywhere() -> None:
    material = make_material()
    hidden = replace(material.questions[0].themes[0], withheld=True)
    question = replace(material.questions[0], themes=(hidden,), quotations=(), differences=())
    told = _words(draft_collated(replace(material, questions=(question,)))[4])
    assert "Shortage of homes | not shown | not shown | not shown" in told
    assert "Some returns that answered this question raised this." in told
    assert "32" not in told and "23" not in told


def test_method_annex__read__prints_scale_states_and_what_is_missing(sections: dict[str, Section]) -> None:
    told = _words(sections["annex-method"])
    for expected in (
        "Almost all | over 90%",
        "Analysed | 41",
        "Total | 43",
        "A consultation is not a vote",
        "Comparing meaning across languages",
        "Shared wording was found in 9 returns; each of them wrote something else as well.",
        "locked",
    ):
        assert expected in told


def test_states__that_do_not_add_up__stop_the_draft() -> None:
    method = replace(make_method(), return_states=(StateCount("analysed", "Analysed", 42),))
    with pytest.raises(CountsDoNotAddUp, match="42, but 43"):
        draft_collated(replace(make_material(), method=method))


def test_draft__of_nothing_at_all__says_so_in_every_section() -> None:
    method = replace(make_method(), return_states=(), experience_states=(), campaign_returns=0)
    bare = Material(make_material().consultation, RULES, method, received=0, received_by=())
    told = {
        section.key: _words(section) for section in draft_collated(replace(bare, experiences=Experiences()))
    }
    assert "0 returns were received." in told["contributors"]
    assert "Nothing stands out yet" in told["key-messages"]
    assert "No experience told" in told["regional-evidence"]
    assert "too few returns" in told["differences"]
    assert "No ask of government" in told["asks"]
    assert "No shared wording was found." in told["annex-method"]


@pytest.mark.parametrize(
    ("wholly", "said"),
    [(9, "9 returns; none of them wrote anything else."), (4, "9 returns."), (6, "9 returns."),
     (5, "10 returns; 5 wrote nothing else.")],
)  # fmt: skip
def test_letters__of_which_few_or_all_but_few_added_nothing__are_counted_once(wholly: int, said: str) -> None:
    method = replace(make_method(), campaign_returns=10 if wholly == 5 else 9, wholly_shared=wholly)
    told = _words(draft_collated(replace(make_material(), method=method))[-1])
    assert f"Shared wording was found in {said}" in told


def test_question__that_nobody_answered__says_so() -> None:
    material = make_material()
    silent = replace(material.questions[0], answered=0, answered_by=(), themes=(), closed=(), dissents=())
    drafted = draft_collated(replace(material, questions=(silent,)))
    assert "No return answered this question." in _words(drafted[4])


def test_theme__that_only_a_campaign_raised__does_not_lead_the_key_messages() -> None:
    material = make_material()
    campaign, own = material.questions[0].themes
    led = replace(material.questions[0], themes=(replace(campaign, own=0), replace(own, count=12, own=12)))
    messages = _words(draft_collated(replace(material, questions=(led,)))[2])
    assert "“waiting for interpreters”" in messages and "“shortage of homes”" not in messages
