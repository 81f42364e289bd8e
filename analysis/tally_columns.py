"""The frames of counts: as they are, and as they may be shown."""

import pandera.pandas as pa

from analysis.column_kinds import flag, key, number, percentage, schema, text

TALLY = schema(
    "tally",
    {"label": key(), "group": text(), "count": number(), "base": number(), "share_pct": percentage()},
)
TALLY.unique = ["label", "group"]
"""Counts by label and group: the label ALL has the bases, the group ALL the totals. Not for showing."""

PROTECTED = schema(
    "protected tally",
    {
        "label": key(),
        "group": text(),
        "count": pa.Column("Int64", coerce=True, nullable=True),
        "base": pa.Column("Int64", coerce=True, nullable=True),
        "share_pct": percentage(),
        "hidden": flag(),
    },
)
"""A tally that may be shown: what would give a small number away is empty."""
