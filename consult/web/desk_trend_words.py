"""The words of a trend on its page: tables, changes and a chart."""

from analysis.tables.intervals import Interval
from analysis.tables.trends import Change
from consult.exports.charts import Bar, BarChart
from consult.services.counting.asked_tables import UNITS
from consult.services.counting.written_tables import NOT_SHOWN
from consult.services.trends.following_trends import Trend
from consult.services.trends.half_year_tables import HalfTable
from consult.services.trends.written_trends import NOT_ASKED, NOT_SOUGHT, list_layers, say_finding
from consult.told import Told
from consult.web.desk_trend_cells import find, list_bases, list_tags, show
from consult.web.desk_trend_choices import Chosen

LEAST_P = 0.0001


def list_tables(trend: Trend, place: str) -> list[tuple[str, list[list[str]]]]:
    """A table for each way of counting that any half-year shows: a row a tag, a column a half-year."""
    names = dict.fromkeys(name for half in trend.halves for name, _ in list_layers(half))
    return [(name, [list_bases(trend, name, place), *list_tags(trend, name, place)]) for name in names]


def list_changes(trend: Trend, place: str) -> list[tuple[str, ...]]:
    """The changes that were tested in a place, those that may be named first."""
    tested = [one for one in trend.changes if one.found and one.place == place]
    order = sorted(tested, key=lambda one: (not _differs(one), trend.labels[one.label], one.later))
    halves = {half.half.key: half.half.label for half in trend.halves}
    return [
        (
            trend.labels[one.label],
            f"{halves[one.earlier]} to {halves[one.later]}",
            say_finding(one),
            _show_points(one.found.effect) if one.found and one.found.effect else "",
            "without shared wording" if one.is_own else "everybody",
            _show_p(one.found.p if one.found else None),
            _show_p(one.found.corrected if one.found else None),
        )
        for one in order
    ]


def list_untested(trend: Trend, place: str) -> list[tuple[str, int]]:
    """How many changes nothing is said of, by why."""
    whys = [one.why.value for one in trend.changes if one.why and one.place == place]
    return [(why, whys.count(why)) for why in dict.fromkeys(whys)]


def list_halves(trend: Trend) -> list[tuple[str, str, str, str, str]]:
    """Each half-year: who was asked, how many answered, experiences by channel, what was looked through."""
    return [
        (
            one.half.label,
            ", ".join(trend.names[key] for key in one.consultations) or NOT_ASKED,
            _show_base(one),
            _tell(one.told, trend.threshold),
            "" if one.looked_pct is None else f"{one.looked_pct:.0f}%",
        )
        for one in trend.halves
    ]


def say_named(trend: Trend, place: str) -> str:
    """How many changes are larger than chance explains, in a place, which the page lists, and elsewhere."""
    named = [one.place for one in trend.changes if _differs(one)]
    here, elsewhere = named.count(place), len(named) - named.count(place)
    many = "no change" if not here else "one change" if here == 1 else f"{here:,} changes"
    said = f"{trend.places[place]}: {many} larger than chance explains, among {len(trend.labels):,} tags."
    return f"{said} In other places: {elsewhere:,}." if elsewhere else said


def draw_trend(trend: Trend, chosen: Chosen) -> BarChart:
    """A bar for each half-year: the share of those who answered, or how many where shares say nothing."""
    name = trend.labels.get(chosen.tag, "")
    bars = tuple(_draw_bar(half, chosen) for half in trend.halves)
    is_share = trend.asked.unit == "responses"
    what = "share of those who answered" if is_share else UNITS[trend.asked.unit].lower()
    finding = f"{name}: {what}, {trend.places[chosen.place]}"
    base = "those who answered in each half-year, everybody"
    return BarChart(finding, bars, base, "the analysis of each consultation", keeps_order=True)


def list_bars(chart: BarChart) -> list[tuple[str, str]]:
    """What the chart shows, as a table."""
    return [(bar.label, bar.shown) for bar in chart.bars]


def _draw_bar(half: HalfTable, chosen: Chosen) -> Bar:
    layer = half.sheet.every if half.sheet and half.sheet.groups else None
    cell = find(half, layer, chosen.tag, chosen.place)
    shown = show(half, layer, chosen.tag, chosen.place)
    if cell is None or cell.count is None or shown == NOT_SOUGHT:
        return Bar(half.half.label, None, shown)
    size = cell.count if cell.share is None else round(100 * cell.share.value)
    return Bar(half.half.label, size, shown)


def _show_base(half: HalfTable) -> str:
    if half.sheet is None:
        return ""
    return f"{half.sheet.every.bases[-1]:,}" if half.sheet.groups else NOT_SHOWN


def _tell(told: Told, threshold: int) -> str:
    """Experiences by channel, unless one of the numbers is a small one."""
    return NOT_SHOWN if any(0 < one < threshold for one in told.cells) else str(told)


def _differs(one: Change) -> bool:
    return one.found is not None and one.found.differs


def _show_points(one: Interval) -> str:
    return f"{_sign(one.value)} points ({_sign(one.low)} to {_sign(one.high)})"


def _sign(share: float) -> str:
    """Percentage points with a plus or a true minus; nought has neither."""
    points = round(100 * share)
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"


def _show_p(number: float | None) -> str:
    """No p is nought: one that rounds to it is under the least that is shown."""
    if number is None:
        return ""
    return f"{number:.4f}" if number >= LEAST_P / 2 else f"under {LEAST_P}"
