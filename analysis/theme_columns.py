"""The frames of themes: what was found, in which languages and by whom, and where it stands."""

import pandera.pandas as pa

from analysis.column_kinds import key, number, percentage, schema, score, share, text

MAX_THEMES_PER_SEGMENT = 3

THEMES = schema(
    "themes",
    {
        "theme_id": text(pa.Check.str_matches(r"^T\d{2,}$"), unique=True),
        "label": key(),
        "key_phrases": text(),
        "size_responses": number(),
        "stability": share(),
        "broader_id": text(pa.Check.str_matches(r"^(B\d{2,})?$")),
    },
)
"""broader_id: the broader theme it stands in, empty where it stands by itself."""

BROADER = schema(
    "broader themes",
    {
        "broader_id": text(pa.Check.str_matches(r"^B\d{2,}$"), unique=True),
        "label": key(),
        "key_phrases": text(),
        "size_responses": number(),
        "stability": share(),
    },
)
"""Themes that stand together; each has two themes or more."""

SPOKEN = schema(
    "languages of themes",
    {"theme_id": key(), "language": key(), "size_responses": number(1), "key_phrases": text()},
)
SPOKEN.unique = ["theme_id", "language"]
"""In which languages each theme is spoken of, by how many respondents, and in which phrases."""

DIFFERENCES = schema(
    "differences",
    {
        "theme_id": key(),
        "by": text(pa.Check.isin(("group", "kind"))),
        "group": key(),
        "respondents": number(),
        "base": number(1),
        "share_pct": percentage(),
        "elsewhere_pct": percentage(),
        "effect": score(),
    },
)

ASSIGNMENTS = schema(
    "assignments", {"segment_id": key(), "item_id": key(), "theme_id": key(), "score": score()}
)
ASSIGNMENTS.unique = ["segment_id", "theme_id"]
ASSIGNMENTS.checks = [
    pa.Check(
        lambda frame: not (frame.groupby("segment_id").size() > MAX_THEMES_PER_SEGMENT).any(),
        error="a segment has more themes than allowed",
    )
]
