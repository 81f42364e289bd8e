"""What a draft says of experiences with the open form and without, and never of few people by either."""

from dataclasses import replace

import pytest

from analysis.drafting.collated import draft_collated
from analysis.drafting.figures import Rules
from analysis.drafting.material import Experiences, StateCount
from analysis.drafting.sections import Section, SectionBuilder
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.theme_parts import count_events, count_locked, count_told, tabulate_themes
from analysis.drafting.told_states import CHANNELS_NOT_SHOWN, tabulate_told
from analysis.drafting.wording import word_sentence
from tests.unit.analysis.drafting_material import RULES, make_material, make_method, make_theme

TOLD = Experiences(
    received=40, counted=21, vouched=14, locked=12, locked_vouched=6, events=9, events_vouched=9, people=80
)


def list_tables(section: Section) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {one.id: (one.columns, *one.rows) for one in section.blocks if hasattr(one, "columns")}


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (count_told(TOLD), "14 of them came through community groups, 7 by the open form."),
        (count_locked(TOLD), "6 of them came through community groups, 6 by the open form."),
        (count_events(TOLD), "All of them came through community groups."),
        (
            count_told(replace(TOLD, vouched=18)),
            "Some of them came through community groups, the others by the open form.",
        ),
        (count_locked(replace(TOLD, locked_vouched=0)), "None of them came through a community group."),
    ],
)
def test_count__of_experiences__says_them_with_and_without_the_open_form(
    evidence: Counted, said: str
) -> None:
    assert word_sentence(evidence, RULES).endswith(said)


def test_count__made_before_the_channels_were_told_apart__still_reads() -> None:
    old = Counted("events", (Figure("events", 9, 40), Figure("people", 80, 80)))
    assert word_sentence(old, RULES).endswith("in which at least 80 people took part.")
    assert word_sentence(Counted("locked", (Figure("locked", 12, 40),)), RULES).endswith("no other count.")


def test_themes__of_experiences__have_another_number_without_the_open_form() -> None:
    themes = [replace(make_theme(1, 20, 20), vouched=12), replace(make_theme(2, 20, 20), vouched=17)]
    table = tabulate_themes(themes, "Themes", "experiences", RULES)
    place = table.columns.index("Through community groups")
    assert [(row[1], row[place]) for row in table.rows] == [("20", "12"), ("20", "not shown")]


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        ([("Analysed", 30, 18), ("Locked", 12, 6)], (("Analysed", "30", "18"), ("Locked", "12", "6"))),
        ([("Analysed", 30, 18), ("Locked", 12, 12)], (("Analysed", "30", "18"), ("Locked", "12", "12"))),
        ([("Analysed", 30, 18), ("Locked", 12, 3)], (("Analysed", "30"), ("Locked", "12"))),
        ([("Analysed", 30, 26), ("Locked", 12, 6)], (("Analysed", "30"), ("Locked", "12"))),
        ([("Analysed", 30, None), ("Locked", 12, 6)], (("Analysed", "30"), ("Locked", "12"))),
    ],
)
def test_states__of_experiences__show_both_numbers_only_where_none_is_small(
    states: list[tuple[str, int, int | None]], shown: tuple[tuple[str, ...], ...]
) -> None:
    section = SectionBuilder("annex", "Annex", Rules(5))
    counts = [StateCount(label.lower(), label, *numbers) for label, *numbers in states]
    tabulate_told(section, replace(make_method(), experience_states=tuple(counts)), Rules(5), source="here")
    built = section.build()
    (table,) = list_tables(built).values()
    assert table[1:-1] == shown and len(table[0]) == len(shown[0])
    assert (CHANNELS_NOT_SHOWN in str(built)) is (len(shown[0]) == 2)


def test_draft__of_experiences_by_both_ways__gives_their_states_without_the_open_form() -> None:
    states = (StateCount("analysed", "Analysed", 21, 14), StateCount("locked", "Locked", 19, 7))
    material = replace(
        make_material(), experiences=TOLD, method=replace(make_method(), experience_states=states)
    )
    (annex,) = (one for one in draft_collated(material) if one.key == "annex-method")
    tables = [one for one in list_tables(annex).values() if "Without the open form" in one[0]]
    assert [one[-1] for one in tables] == [("Total", "40", "21")]


def make_states(analysed: int, locked: int, vouched: int | None = None) -> tuple[StateCount, ...]:
    numbers = {"analysed": analysed, "locked": locked}
    return tuple(StateCount(key, key.capitalize(), count, vouched) for key, count in numbers.items())


@pytest.mark.parametrize(
    ("elsewhere", "totals"),
    [((12, 9), [("Total", "42"), ("Total", "21")]), ((2, 1), [("Total", "45")]), ((0, 0), [("Total", "42")])],
)
def test_states__with_some_told_elsewhere__are_apart_unless_few(
    elsewhere: tuple[int, int], totals: list[tuple[str, ...]]
) -> None:
    section = SectionBuilder("annex", "Annex", Rules(5))
    states = {"experience_states": make_states(30, 12), "elsewhere_states": make_states(*elsewhere)}
    tabulate_told(section, replace(make_method(), **states), Rules(5), source="here")
    assert [rows[-1] for rows in list_tables(section.build()).values()] == totals


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        (8, " 13 of them were told for this consultation, 8 before, for other calls."),
        (21, " All of them were told before, for other calls of this partnership."),
        (3, " Some of them were told before, for other calls of this partnership."),
        (18, " Some of them were told before, for other calls of this partnership."),
        (0, "open form."),
        (None, "open form."),
    ],
)
def test_count__with_some_told_elsewhere__says_them_apart_unless_few(
    elsewhere: int | None, said: str
) -> None:
    assert word_sentence(count_told(replace(TOLD, elsewhere=elsewhere)), RULES).endswith(said)


def test_themes__with_some_told_elsewhere__have_a_column_of_them() -> None:
    themes = [replace(make_theme(n, 20, 20), elsewhere=n * 4) for n in (1, 2)]
    table = tabulate_themes(themes, "Themes", "experiences", RULES)
    place = table.columns.index("Told before, for other calls")
    assert [row[place] for row in table.rows] == ["not shown", "8"]
