"""Bar charts as SVG: one hue and greys, direct labels, from nought, sorted, titled with what they show.

A chart never stands alone: the table of the same numbers goes beside it.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consult.exports.word_styles import ACCENT, INK, QUIET
from consult.exports.word_xml import clean_text

_LEADING, _OTHER = f"#{ACCENT}", "#8FA3AD"
_BAR_HEIGHT, _WIDTH, _LABEL_WIDTH = 26, 420, 260
# How many letters of a title stand in one line: a longer line widens the drawing, and its bars get small.
_TITLE_LETTERS, _SUBTITLE_LETTERS = 74, 100
_PADDING = {"left": 12, "top": 12, "right": 24, "bottom": 12}
_FONT = "Arial, Liberation Sans, sans-serif"
# The font a reader has may be wider than the one the labels are measured in; else their starts are cut off.
_WIDEST_LETTER, _WIDER = 8, 1.25


@dataclass(frozen=True)
class Bar:
    """count is None where the number is protected; shown is what stands beside the bar, such as "12"."""

    label: str
    count: int | None
    shown: str


@dataclass(frozen=True)
class BarChart:
    """finding: what the chart shows, in a sentence; base: what the counts are out of, in words."""

    finding: str
    bars: tuple[Bar, ...]
    base: str
    source: str = ""
    keeps_order: bool = False  # for bars that follow each other in time; others are sorted


def draw_bars(chart: BarChart) -> bytes:
    """Draw a horizontal bar chart; the same chart gives the same bytes.

    The longest bar is in the accent colour. A protected number has its words and no bar.
    """
    import altair  # noqa: PLC0415  (heavy: half a second and 60 MB, only where a chart is drawn)
    import vl_convert  # noqa: PLC0415  (heavy: a whole drawing engine, only where a chart is drawn)

    rows = _list_rows(chart.bars if chart.keeps_order else sort_bars(chart.bars))
    specification = _describe(altair, rows, chart).to_dict()
    drawn: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    return drawn.encode()


def sort_bars(bars: Sequence[Bar]) -> list[Bar]:
    """Sort bars longest first, protected ones last, ties by label."""
    return sorted(bars, key=lambda bar: (bar.count is None, -(bar.count or 0), bar.label))


def _list_rows(ordered: Sequence[Bar]) -> list[dict[str, Any]]:
    most = max((bar.count or 0 for bar in ordered), default=0)
    return [
        {
            "place": place,
            "label": clean_text(bar.label),
            "count": bar.count or 0,
            "shown": clean_text(bar.shown),
            "leads": bool(bar.count) and bar.count == most,
        }
        for place, bar in enumerate(ordered)
    ]


def _describe(altair: Any, rows: list[dict[str, Any]], chart: BarChart) -> Any:
    order = altair.EncodingSortField("place")
    scale = altair.Scale(domain=[0, max([1, *(row["count"] for row in rows)])])
    axis = {"title": None, "labelLimit": _LABEL_WIDTH, "ticks": False, "domain": False, "labelPadding": 8}
    labels = altair.Axis(**axis, minExtent=_measure_labels(rows), labelExpr=_label_lookup(rows))
    base = altair.Chart(altair.Data(values=rows)).encode(y=altair.Y("place:O", sort=order, axis=labels))
    colour = altair.condition("datum.leads", altair.value(_LEADING), altair.value(_OTHER))
    bars = base.mark_bar(height=_BAR_HEIGHT - 8).encode(
        x=altair.X("count:Q", scale=scale, axis=None), color=colour
    )
    texts = base.mark_text(align="left", dx=6, color=f"#{INK}", fontSize=13).encode(
        x=altair.X("count:Q", scale=scale, axis=None), text="shown:N"
    )
    height = max(len(rows), 1) * _BAR_HEIGHT
    return _style((bars + texts).properties(width=_WIDTH, height=height, title=_title(chart)))


def _measure_labels(rows: list[dict[str, Any]]) -> float:
    """The width to keep for the labels, in pixels."""
    longest = max((len(row["label"]) for row in rows), default=0)
    return min(longest * _WIDEST_LETTER, _LABEL_WIDTH * _WIDER)


def _label_lookup(rows: list[dict[str, Any]]) -> str:
    """Say each place's label: two groups may share one, and a label is never read as an expression."""
    texts = ", ".join(_quote(row["label"]) for row in rows)
    return f"[{texts}][datum.value]" if rows else "''"


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{escaped}'"


def _title(chart: BarChart) -> dict[str, Any]:
    under = ". ".join(
        part for part in (f"Base: {chart.base}", f"Source: {chart.source}") if part[-2:] != ": "
    )
    return {
        "text": textwrap.wrap(clean_text(chart.finding), _TITLE_LETTERS),
        "subtitle": textwrap.wrap(clean_text(under), _SUBTITLE_LETTERS),
        "anchor": "start",
        "frame": "group",
        "offset": 14,
    }


def _style(drawing: Any) -> Any:
    return (
        drawing.configure(font=_FONT, background="white", padding=_PADDING)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, labelColor=f"#{INK}")
        .configure_title(fontSize=15, color=f"#{INK}", subtitleFontSize=12, subtitleColor=f"#{QUIET}")
    )
