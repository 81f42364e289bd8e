"""The frame of what coders gave blind."""

import pandera.pandas as pa


def _key() -> pa.Column:
    return pa.Column(str, pa.Check.str_length(min_value=1), coerce=True)


BLIND_CODED = pa.DataFrameSchema(
    {
        "segment_id": _key(),
        "respondent_id": _key(),
        "language": _key(),
        "coder": _key(),
        "codes": pa.Column(str, coerce=True),
    },
    name="blind codings",
    strict=True,
    ordered=True,
    unique=["segment_id", "coder"],
)
"""What each coder gave a segment without seeing what others gave: codes joined by |, empty for none.

respondent_id: whose segment it is; those of one respondent are alike more often than others are.
"""
