"""How a theme is shown, wherever it stands: its evidence, its row in a table, its heading with quotations."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.drafting.figures import Rules, is_small, start_sentence, write_count, write_number
from analysis.drafting.material import Experiences, ProtectedTable, ThemeCount
from analysis.drafting.sections import SectionBuilder
from analysis.drafting.shares import VOUCHED
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.table_counts import LEAVING_OUT, THROUGH_GROUPS, TOLD_BEFORE, name_count
from analysis.drafting.told_elsewhere import ELSEWHERE

NOT_SHOWN = "not shown"
STEADY_FROM = 0.5
"""Below this a theme changed much when part of the returns was left out, and readers are told."""

SHARES_FROM = 20
"""A percentage of fewer than this would look firmer than it is."""


def count_theme(
    sentence: str, theme: ThemeCount, question_id: str, names: tuple[tuple[str, str], ...] = ()
) -> Counted:
    """Make the evidence of a theme: with shared wording, and without."""
    every = Figure("theme", theme.count, theme.base, question_id, theme.theme_id, withheld=theme.withheld)
    own = replace(
        every, count=theme.own, base=theme.own_base, without_campaigns=True, withheld=theme.own_withheld
    )
    return Counted(sentence, (every, own), names)


def count_experience(sentence: str, theme: ThemeCount, names: tuple[tuple[str, str], ...] = ()) -> Counted:
    """Make the evidence of a theme that experiences spoke of."""
    figure = Figure(
        "theme",
        theme.count,
        theme.base,
        theme_id=theme.theme_id,
        group="experiences",
        withheld=theme.withheld,
    )
    return Counted(sentence, (figure, *_list_parts(figure, theme)), names)


def count_told(told: Experiences) -> Counted:
    """Make the evidence of how many experiences are counted, and how many came through community groups."""
    figure = Figure("experiences", told.counted, told.received)
    return Counted("experiences", (figure, *_list_parts(figure, told)))


def count_events(told: Experiences) -> Counted:
    """Make the evidence of listening events: experiences apart from the people who took part."""
    figure, people = Figure("events", told.events, told.received), Figure("people", told.people, told.people)
    return Counted("events", (figure, people, *_count_vouched(figure, told.events_vouched)))


def count_locked(told: Experiences) -> Counted:
    """Make the evidence of how many experiences were left out because they were locked."""
    figure = Figure("locked", told.locked, told.received)
    return Counted("locked", (figure, *_count_vouched(figure, told.locked_vouched)))


def _list_parts(figure: Figure, counted: ThemeCount | Experiences) -> tuple[Figure, ...]:
    """Give the parts of a count of experiences that are asked of it: by community groups, told elsewhere."""
    elsewhere = counted.elsewhere
    told_elsewhere = () if elsewhere is None else (replace(figure, count=elsewhere, group=ELSEWHERE),)
    return (*_count_vouched(figure, counted.vouched), *told_elsewhere)


def _count_vouched(figure: Figure, vouched: int | None) -> tuple[Figure, ...]:
    return () if vouched is None else (replace(figure, count=vouched, group=VOUCHED),)


def tabulate_themes(
    themes: Sequence[ThemeCount], caption: str, who: str, rules: Rules, *, question_id: str = ""
) -> ProtectedTable:
    """Tabulate themes with counts, shares where there are enough, and the count without shared wording.

    question_id: that returns spoke to; empty for what experiences spoke of.
    """
    if not themes:
        return ProtectedTable("themes", caption, ("Theme",), ())
    shares, campaigns = themes[0].base >= SHARES_FROM, any(theme.base != theme.own_base for theme in themes)
    channels = any(theme.vouched is not None for theme in themes)
    elsewhere = any(theme.elsewhere is not None for theme in themes)
    wanted = [
        ("Share", shares),
        (LEAVING_OUT, campaigns),
        (THROUGH_GROUPS, channels),
        (TOLD_BEFORE, elsewhere),
        ("Stability", True),
    ]
    columns = ("Theme", start_sentence(who), *(name for name, is_wanted in wanted if is_wanted))
    kept = {"shares": shares, "campaigns": campaigns, "channels": channels, "elsewhere": elsewhere}
    rows = tuple(_row(theme, rules, **kept) for theme in themes)
    small = is_small(themes[0].base, rules)
    base = f"fewer than {rules.small_number}" if small else write_number(themes[0].base)
    group = "" if question_id else "experiences"
    counts = tuple(
        name_count("theme", question_id=question_id, theme_id=theme.theme_id, group=group) for theme in themes
    )
    return ProtectedTable("themes", caption, columns, rows, f"{base} {who}", counts)


def _row(
    theme: ThemeCount, rules: Rules, *, shares: bool, campaigns: bool, channels: bool, elsewhere: bool
) -> tuple[str, ...]:
    count = write_count(Figure("theme", theme.count, theme.base), rules)
    shown = NOT_SHOWN if theme.withheld and not is_small(theme.count, rules) else count
    share = (
        NOT_SHOWN
        if theme.withheld or is_small(theme.count, rules)
        else f"{round(100 * theme.count / max(theme.base, 1))}%"
    )
    parts = [
        (share, shares),
        (_write_own(theme, rules), campaigns),
        (_write_part(theme, theme.vouched, rules), channels),
        (_write_part(theme, theme.elsewhere, rules), elsewhere),
        (f"{theme.stability:.2f}", True),
    ]
    return (start_sentence(theme.label), shown, *(part for part, kept in parts if kept))


def _write_own(theme: ThemeCount, rules: Rules) -> str:
    """Write the count without shared wording, unless the difference would show a small number."""
    gaps = (theme.count - theme.own, theme.base - theme.own_base)
    if theme.withheld or theme.own_withheld or any(is_small(gap, rules) for gap in gaps):
        return NOT_SHOWN
    return write_count(Figure("theme", theme.own, theme.own_base), rules)


def _write_part(theme: ThemeCount, part: int | None, rules: Rules) -> str:
    """Write how many of an experience theme came one way, unless they or the others are few."""
    if part is None or theme.withheld:
        return NOT_SHOWN
    if is_small(part, rules) or is_small(theme.count - part, rules):
        return NOT_SHOWN
    return write_number(part)


def show_theme(section: SectionBuilder, theme: ThemeCount, evidence: Counted) -> None:
    """Add a theme: its heading, how many raised it, how far to trust it, and its quotations."""
    section.head(f"{theme.theme_id}.title", start_sentence(theme.label))
    section.count(f"{theme.theme_id}.count", evidence)
    if theme.stability < STEADY_FROM:
        section.write(
            f"{theme.theme_id}.unsteady",
            "Read this theme with care: it changed when part of the answers was left out "
            f"(stability {theme.stability:.2f}).",
        )
    for chosen in theme.quotations:
        section.quote(chosen)
