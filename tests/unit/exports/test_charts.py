"""Bar charts: sorted, from nought, labelled, quiet, and the same every time."""

import re

from lxml import etree

from consult.exports.charts import Bar, BarChart, draw_bars, sort_bars

BARS = (
    Bar("Councils", 14, "14"),
    Bar("Health's \\ 'bodies' <b>", None, "fewer than 5"),
    Bar("Voluntary groups", 19, "19"),
    Bar("Colleges", 14, "14"),
)
CHART = BarChart("Voluntary groups sent most returns", BARS, "52 returns", "returns held on 2 December 2026")


def _texts(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in etree.fromstring(svg).iter("{*}text")]


def test_bars__drawn__are_sorted_longest_first_protected_last_ties_by_label() -> None:
    assert [bar.label for bar in sort_bars(BARS)] == [
        "Voluntary groups",
        "Colleges",
        "Councils",
        "Health's \\ 'bodies' <b>",
    ]


def test_chart__read_aloud__says_finding_base_source_and_every_value() -> None:
    texts = _texts(draw_bars(CHART))
    assert "Voluntary groups sent most returns" in texts
    assert "Base: 52 returns. Source: returns held on 2 December 2026" in texts
    for bar in BARS:
        assert bar.label in texts and bar.shown in texts


def test_chart__of_a_long_finding__is_no_wider_than_its_bars_and_has_every_word() -> None:
    finding = "1,699 people in the region on 30 June; " + "2 are in their county's and not added again; " * 3
    svg = draw_bars(BarChart(finding.strip(), BARS, "5 figures"))
    short = draw_bars(CHART)
    width, usual = (float(etree.fromstring(one).get("width")) for one in (svg, short))
    assert width < 1.1 * usual
    lines = ["".join(line.itertext()) for line in etree.fromstring(svg).iter("{*}tspan")]
    assert finding.strip() in " ".join(lines)


def test_chart__drawn_twice__has_the_same_bytes_and_loads_nothing() -> None:
    svg = draw_bars(CHART)
    assert svg == draw_bars(CHART)
    assert b"<script" not in svg and b"href" not in svg.replace(b"xmlns:xlink", b"")


def test_bars__drawn__start_at_nought_so_that_length_is_proportional() -> None:
    paths = re.findall(r'aria-roledescription="bar" d="M([\d.]+),[\d.]+h([\d.]+)', draw_bars(CHART).decode())
    lengths = [float(length) for _, length in paths]
    assert {start for start, _ in paths} == {"0"}
    assert [round(length / max(lengths), 3) for length in lengths] == [1.0, 0.737, 0.737, 0.0]


def test_chart__with_no_bars_or_only_noughts__is_still_drawn() -> None:
    assert "Nobody answered" in _texts(draw_bars(BarChart("Nobody answered", (), "0 returns")))
    assert "0" in _texts(draw_bars(BarChart("None", (Bar("Councils", 0, "0"),), "0 returns")))


def test_labels__in_a_wider_font_than_they_were_measured_in__still_have_room() -> None:
    label = "Interpreter, telephone interpreting"
    drawn = draw_bars(BarChart("Interpreting", (Bar(label, 43, "43"),), "51 returns")).decode()
    (room,) = re.findall(r'class="marks".*?<g [^>]*transform="translate\((\d+),', drawn)
    widest_letter_px = 8  # of letters at 13 px in DejaVu Sans, which stands in where there is no Arial
    assert int(room) >= len(label) * widest_letter_px
