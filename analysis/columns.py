"""The frames that cross the door of this room: their columns, types and limits.

Every score is rounded to SCORE_DECIMALS before it is compared, sorted or written, so that the same input
gives the same bytes on the same type of machine. Offsets are half-open [start, end) code points into the
text as given.
"""

from analysis.answer_columns import (
    ANALYSED,
    BUCKETS,
    CAMPAIGNS,
    CANDIDATES,
    CODINGS,
    DUPLICATE_ID,
    EMPTY,
    IDENTIFIERS,
    ITEM_RESULTS,
    ITEMS,
    LANGUAGE_NOT_KNOWN,
    LANGUAGES,
    NO_SUBSTANCE,
    SEGMENTS,
    SPANS,
    UNREADABLE,
)
from analysis.checked_frames import (
    check,
    make_empty,
    make_frame,
    round_scores,
)
from analysis.rounding import SCORE_DECIMALS
from analysis.tables.limits import ALL
from analysis.tally_columns import (
    PROTECTED,
    TALLY,
)
from analysis.theme_columns import (
    ASSIGNMENTS,
    BROADER,
    DIFFERENCES,
    MAX_THEMES_PER_SEGMENT,
    SPOKEN,
    THEMES,
)

LIST_SEPARATOR = "|"
UNKNOWN_LANGUAGE = "und"

__all__ = (
    "ALL",
    "ANALYSED",
    "ASSIGNMENTS",
    "BROADER",
    "BUCKETS",
    "CAMPAIGNS",
    "CANDIDATES",
    "CODINGS",
    "DIFFERENCES",
    "DUPLICATE_ID",
    "EMPTY",
    "IDENTIFIERS",
    "ITEMS",
    "ITEM_RESULTS",
    "LANGUAGES",
    "LANGUAGE_NOT_KNOWN",
    "LIST_SEPARATOR",
    "MAX_THEMES_PER_SEGMENT",
    "NO_SUBSTANCE",
    "PROTECTED",
    "SCORE_DECIMALS",
    "SEGMENTS",
    "SPANS",
    "SPOKEN",
    "TALLY",
    "THEMES",
    "UNKNOWN_LANGUAGE",
    "UNREADABLE",
    "check",
    "make_empty",
    "make_frame",
    "round_scores",
)
