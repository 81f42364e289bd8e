"""What a trend can be asked to count, and what it is called."""

from dataclasses import dataclass

from consult.services.counting.asked_tables import ROWS, UNITS, WHO

SAME = (
    "The same tag of the region’s tags is followed from one consultation to the next. Themes are not: each "
    "analysis finds its own, and two with one name need not be one. Make a theme a tag to follow it."
)
OTHER_QUESTIONS = (
    "Consultations ask different questions of different people. A tag that is named less may have been asked "
    "about less. A return is counted each time: whoever answered two consultations is in both."
)

TAG_ROWS = {key: words for key, words in ROWS.items() if key != "theme"}


@dataclass(frozen=True)
class AskedTrend:
    """rows: whether only tags count that people accepted; unit and who as in tables."""

    rows: str = "decided"
    unit: str = "responses"
    who: str = "returns"


def name_trend(asked: AskedTrend) -> str:
    """What a trend is called."""
    return f"{TAG_ROWS[asked.rows]} by half-year: {UNITS[asked.unit].lower()} ({WHO[asked.who].lower()})"
