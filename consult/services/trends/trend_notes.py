"""What has to be said beside the numbers of a trend."""

from datetime import date

from analysis.drafting.figures import Rules, is_small
from analysis.tables.comparing import NOT_A_SAMPLE
from analysis.tables.trends import LEAST_LOOKED_PCT
from consult.services.counting.written_tables import SILENT, UNUSABLE
from consult.services.region.hidden_numbers import say_hidden
from consult.services.trends.asked_trends import OTHER_QUESTIONS, SAME
from consult.services.trends.following_trends import Trend

UNDATED = "Responses not counted, as the day they were received is not known"
HOW_TESTED = (
    "Each half-year is compared with the one before it that has numbers: Fisher’s exact test, Newcombe’s 95% "
    "interval of the difference in percentage points, corrected for all comparisons (Benjamini and Hochberg, "
    f"5%). Nothing is said of places with few answers, nor where people looked through less than "
    f"{LEAST_LOOKED_PCT}% of what was said."
)


def list_notes(trend: Trend, *, made_on: date) -> list[str]:
    """What has to be said beside the numbers."""
    names = ", ".join(trend.names.values())
    left_out = [f"{words}: {number}." for words, number in list_left_out(trend)]
    made_up = ["All of this is made up, for a demonstration."] if trend.is_fictional else []
    source = f"Source: the last analysis of each consultation ({names}), counted on {made_on.isoformat()}."
    small = say_hidden("Counts", trend.threshold, trend.least_silent)
    return [*made_up, source, SAME, OTHER_QUESTIONS, small, *left_out, HOW_TESTED, NOT_A_SAMPLE]


def list_left_out(trend: Trend) -> list[tuple[str, str | int]]:
    """How many responses are in no count, and why; with those counted they add up to all received."""
    rules = Rules(trend.threshold)
    numbers = ((UNUSABLE, trend.unusable), (SILENT, trend.silent), (UNDATED, trend.undated))
    return [
        (words, f"fewer than {trend.threshold}" if is_small(number, rules) else number)
        for words, number in numbers
    ]
