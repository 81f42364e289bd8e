"""The tables of numeric and closed answers as rows of files: a working one, and two that may be published."""

from collections.abc import Collection, Iterator
from decimal import Decimal

from analysis.tables.areas import Publishable
from analysis.tables.areas_without import TWICE as PERHAPS_TWICE
from analysis.tables.summaries import Summary
from analysis.tables.tiers import BLANK, COUNTED, EARLIER, INSIDE, SILENT, Amount
from consult.services.counting.choice_tables import ChoiceTable
from consult.services.counting.number_views import Views, say_views
from consult.services.counting.spoken_for import Share
from consult.services.counting.tabulating import AnswerTables
from consult.services.counting.tabulating_numbers import LEFT_OUT, NumberLine, NumberTable, Totals
from consult.services.returns.sent_numbers import WHOLE

Row = tuple[str | int | float | None, ...]

STATES = {
    COUNTED: "Counted",
    INSIDE: "In its county’s number",
    BLANK: "Left blank",
    SILENT: "No return",
    EARLIER: "An earlier return",
    LEFT_OUT: "Left out",
}
TWICE = "Counted, perhaps twice"
ALL_RETURNS, WITHOUT = "All returns", "Without shared wording"
NOT_SHOWN = "not shown"
NO_SECOND_TOTAL = (
    "Some returns are nothing but shared wording. Totals without them are not in this file: since an earlier "
    "one the returns changed, or what counts as shared wording, and one file taken off the "
    "other could tell a number. They are on the page, where they may be told."
)
NO_SECOND_COUNT = (
    "Some returns are nothing but shared wording. They are counted here; counts without them are on the page "
    "only, since what is shared wording can be decided anew, and two files taken off each other could tell."
)
COUNCILS, OTHERS = "councils", "other bodies"
BY_COUNCIL = (
    *("question", "body", "kind", "sub_region", "state", "number", "view", "county", "agreed_to_be_named"),
    *("without_shared_wording", "evidence"),
)
BY_AREA = (
    *("question", "kind", "counted", "sub_region", "total", "numbers_counted", "of_them_nought", "smallest"),
    *("middle", "largest", "left_blank", "no_return", "in_their_county", "earlier_returns"),
    *("perhaps_counted_twice", "whose_view"),
)
CHOICES = ("question", "answer", "sub_region", "returns", "of", "share_pct", "people_spoken_for")


def list_by_council(tables: AnswerTables) -> Iterator[Row]:
    """Every council and every other body that gave a number, one row each."""
    for table in tables.numbers:
        yield from (_write_line(table, one, COUNCILS) for one in table.councils)
        yield from (_write_line(table, one, OTHERS) for one in table.others)


def list_by_area(tables: AnswerTables) -> Iterator[Row]:
    """Totals by sub-region, with areas put together where too few gave a number; then the whole region.

    Where some returns are nothing but shared wording, the same without them, as far as that may be told.
    """
    totals = [(one, kind, made) for one in tables.numbers for kind, made in _list_totals(one)]
    for table, kind, made in totals:
        yield from _write_totals(table.text, kind, made, tells_own=tables.tells_own)
    if not tables.tells_own and any(made.own is not None for _, _, made in totals):
        yield (NO_SECOND_TOTAL, *(None for _ in BY_AREA[1:]))


def list_choices(tables: AnswerTables) -> Iterator[Row]:
    """Every answer of every closed question by sub-region, small numbers empty."""
    for table in tables.choices:
        for line in table.lines:
            shares = (*zip(table.areas, line.areas, strict=True), (WHOLE, line.all))
            yield from (_write_share(table, line.label, area, share, line.people) for area, share in shares)
    if any(table.has_shared for table in tables.choices):
        yield (NO_SECOND_COUNT, *(None for _ in CHOICES[1:]))


def _write_line(table: NumberTable, one: NumberLine, kind: str) -> Row:
    given, state = one.standing.given, one.standing.state
    named = "yes" if given.public else "no"
    county = one.county if state == INSIDE else ""
    start = (table.text, one.name, kind, given.area, name_state(one), _write(given.number))
    own = STATES[one.own_state] if one.own_state else ""
    return (*start, one.view, county, named if given.sent else "", own, one.evidence)


def name_state(one: NumberLine) -> str:
    """How a number counts, in words."""
    return TWICE if one.standing.is_perhaps_twice else STATES[one.standing.state]


def _list_totals(table: NumberTable) -> tuple[tuple[str, Totals], ...]:
    return (COUNCILS, table.totals), (OTHERS, table.totals_others)


def _write_totals(text: str, kind: str, made: Totals, *, tells_own: bool) -> Iterator[Row]:
    yield from _write_areas((text, kind, ALL_RETURNS), made.published, made.views)
    if made.own is not None and tells_own:
        yield from _write_areas((text, kind, WITHOUT), made.own, made.own_views)


def _write_areas(start: Row, made: Publishable, views: Views) -> Iterator[Row]:
    said = {WHOLE: say_views(views) or None}
    yield from ((*start, *row, said.get(str(row[0]))) for row in list_summaries(made))


def list_summaries(made: Publishable) -> Iterator[Row]:
    """What may be published of each area, then of the whole region; nothing where nobody was asked."""
    if made.areas:
        yield from (_write_summary(one, made.untold) for one in (*made.areas, made.whole))


def _write_summary(one: Summary, untold: Collection[str]) -> Row:
    told = (one.total, one.given, one.noughts, one.least, one.middle, one.most)
    numbers: Row = tuple(map(_write, told))
    shown = (NOT_SHOWN, *(None for _ in numbers[1:])) if one.hidden else numbers
    states = {BLANK: one.blank, SILENT: one.silent, INSIDE: one.inside, EARLIER: one.earlier}
    states |= {PERHAPS_TWICE: one.perhaps_twice}
    return (one.area, *shown, *(NOT_SHOWN if name in untold else n for name, n in states.items()))


def _write(number: Amount | float | None) -> int | float | None:
    """A number as spreadsheets hold it."""
    return float(number) if isinstance(number, Decimal) else number


def _write_share(table: ChoiceTable, label: str, area: str, share: Share, people: int | None) -> Row:
    told = people if area == WHOLE else None
    return (table.text, label, area, share.count, share.base, share.share_pct, told)
