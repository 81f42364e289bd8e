"""Published figures as bars, each with the finding as a sentence."""

from analysis.drafting.cells import say_missing
from analysis.tables.summaries import Summary
from analysis.tables.tiers import INSIDE
from consult.exports.charts import Bar, BarChart
from consult.models.figure_kinds import CellState
from consult.services.figures.summing_figures import FigureLine, FigureSheet
from consult.services.returns.sent_numbers import WHOLE

NO_NUMBER = {
    CellState.NOT_GIVEN: "not given",
    CellState.WITHHELD: "withheld by the source",
    CellState.NOT_AVAILABLE: "not available",
    CellState.NOT_APPLICABLE: "does not apply",
}


def draw_councils(sheet: FigureSheet, source: str) -> BarChart:
    """A bar for each council; a district's that is in its county's says so."""
    bars = [Bar(_name(line), line.cell.number, show_number(line)) for line in sheet.lines]
    base = f"{sheet.whole.given} figures, {sheet.period}"
    return BarChart(say_finding(sheet), tuple(bars), base, source)


def draw_totals(totals: list[tuple[str, Summary]], measure: str, source: str) -> BarChart:
    """A bar for each period, in their order."""
    bars = [
        Bar(period, None if one.total is None else int(one.total), _show_total(one)) for period, one in totals
    ]
    base, ours = f"{len(bars)} periods", name_sums(source)
    return BarChart(f"{WHOLE}, {measure}", tuple(bars), base, ours, keeps_order=True)


def name_sums(source: str) -> str:
    """Whose figures were added up: the sums are ours, not the source's."""
    return f"our sums of figures from {source}"


def say_finding(sheet: FigureSheet) -> str:
    """The total in a sentence, with what is not added again."""
    if sheet.whole.total is None:
        return f"No number is given for {sheet.period}"
    inside = sheet.whole.inside
    again = f"; {inside} of districts are in their county’s and not added again" if inside else ""
    missing = f"; {say_missing(sheet.whole.blank)}" if sheet.whole.blank else ""
    said = f"{sheet.whole.total:,} {sheet.measure} in the region, {sheet.period}, as we add it up"
    return f"{said}{again}{missing}"


def show_number(line: FigureLine) -> str:
    """The number, or why there is none."""
    number = line.cell.number
    return f"{number:,}" if number is not None else NO_NUMBER[line.cell.state]


def _show_total(one: Summary) -> str:
    if one.total is None:
        return ""
    return f"{one.total:,} ({one.blank} not published)" if one.blank else f"{one.total:,}"


def _name(line: FigureLine) -> str:
    return f"{line.name} (in {line.county}’s)" if line.standing.state == INSIDE else line.name
