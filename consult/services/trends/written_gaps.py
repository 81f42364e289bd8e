"""Gaps in provision and training needs in words: rows of a file, and what has to be said beside them."""

from collections.abc import Sequence
from datetime import date

from analysis.tables.comparing import NOT_A_SAMPLE
from consult.services.counting.written_tables import NOT_SHOWN, list_left_out, say_channels, show_number
from consult.services.region.hidden_numbers import say_hidden
from consult.services.trends.listing_gaps import Gap, GapList

COLUMNS = (
    "Gap or need",
    "Said by",
    "Out of",
    "People they speak for",
    "Without shared wording",
    "Without the open form",
    "Sectors",
    "Places",
    "First seen",
    "Half-years",
)
HOW_FOUND = (
    "A passage is counted where a person accepted that it tells of a gap in provision or a training need; "
    "the subject is that of the same passage. It is what people said, and nobody has checked it."
)
IN_PEOPLE = (
    "People they speak for: those for whom a return or a listening event says that it speaks, everybody else "
    "as one. It is not shown where nearly all of them are those of one response."
)
HOW_SEEN = (
    "Half-years are those of all consultations, of whoever allows it; first seen is the first of them whose "
    "number is shown, so it may have been said before."
)
Row = tuple[str | int | float | None, ...]


def list_rows(found: GapList, *, slug: str, made_on: date) -> list[Row]:
    """The rows of a file: each gap, then what has to be said."""
    blank = ("",) * (len(COLUMNS) - 1)
    notes = list_notes(found, slug=slug, made_on=made_on)
    return [*(write_gap(found, one) for one in found.gaps), *((note, *blank) for note in notes)]


def write_gap(found: GapList, gap: Gap) -> Row:
    """One gap as a row."""
    return (
        gap.label,
        show_number(gap.number),
        show_number(found.base),
        show_number(gap.people),
        show_number(gap.own) if found.by_sector.sheet.own else "",
        show_number(gap.without_open) if found.by_sector.without_open else "",
        say_parts(gap.sectors),
        say_parts(gap.places),
        gap.seen[0][0] if gap.seen else NOT_SHOWN,
        say_parts(gap.seen),
    )


def list_notes(found: GapList, *, slug: str, made_on: date) -> list[str]:
    """Source, date, what is not shown, and how to read it."""
    made = found.by_sector
    small = say_hidden("Numbers", made.threshold, made.least_silent)
    source = f"Source: analysis run {made.run_number} of {slug}, counted on {made_on.isoformat()}."
    made_up = ["All of this is made up, for a demonstration."] if found.over_time.is_fictional else []
    left_out = [f"{words}: {number}." for words, number in list_left_out(made)]
    channels = [said] if (said := say_channels(made)) else []
    return [*made_up, source, HOW_FOUND, IN_PEOPLE, HOW_SEEN, small, *channels, *left_out, NOT_A_SAMPLE]


def say_parts(parts: Sequence[tuple[str, int]]) -> str:
    """Names with numbers in one line."""
    return "; ".join(f"{name}: {number:,}" for name, number in parts) or NOT_SHOWN
