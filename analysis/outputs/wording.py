"""The words of the report for what the frames name in code."""

from analysis import columns
from analysis.language_codes import SERVED

TITLE = "What the answers say"
STATES = {
    columns.ANALYSED: "Analysed",
    columns.EMPTY: "Empty",
    columns.NO_SUBSTANCE: "Nothing to analyse, such as “none” or a number",
    columns.UNREADABLE: "Cannot be read as words",
    columns.LANGUAGE_NOT_KNOWN: "In a language that could not be told",
    columns.DUPLICATE_ID: "Same id as an earlier row",
}
FACETS = {"domain": "Tags on the subject", "kind": "Tags on the kind of point"}
CONTENTS = (
    ("states", "What was received"),
    ("shared", "Shared wording"),
    ("themes", "Themes"),
    ("tags", "Suggested tags"),
    ("method", "How this was done"),
)
_STABILITY = (
    (0.75, "nearly all of it came back"),
    (0.5, "most of it came back"),
    (0.0, "only a part of it came back"),
)


def count_things(count: int, one: str, many: str) -> str:
    """Write a number with its noun."""
    return f"{count:,} {one if count == 1 else many}"


def name_language(tag: str) -> str:
    """Name a language in English, with its tag where the name is not known."""
    return SERVED[tag].name if tag in SERVED else f"Other ({tag})"


def describe_stability(stability: float) -> str:
    """Say in words how stable a theme is when a fifth of the texts is left out."""
    return next(words for least, words in _STABILITY if stability >= least)


OFFSETS = (
    "Where a segment starts and ends is counted in characters (code points) from 0, in the answer as the "
    "file gives it but for the ends of its lines: a carriage return with its line feed counts as one "
    "line feed."
)
METHOD = (
    "Answers were cut into segments; segments with the same words were read once.",
    OFFSETS,
    "The language stated for an answer holds, but a segment that clearly shows another is read in that. "
    "responses.csv names what such an answer seems to be in, under detected, and marks it as contradicted.",
    "Shared wording was found by comparing runs of three words. Counts are given with it and without it.",
    "Themes are groups of segments that are alike. Their number is the one that came back best when a fifth "
    "of the texts was left out, several times over; a theme's stability, from 0 to 1, is how much came back.",
    "Who wrote many times as much as most others shapes themes by a part of it, drawn by chance; the rest "
    "is put into the themes found. A segment may be in up to three themes. A theme counts an answer once.",
    "What may be personal data is in identifiers.csv, with how sure and why; some is missed, none removed.",
    "A tag's score is a probability set by rules: a reason to look first, no more.",
    "Those who answer choose to. The counts say what was said, not how many people think it.",
)
