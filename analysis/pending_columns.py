"""The frame of shared wording that waits for a person."""

import pandera.pandas as pa

from analysis.columns import SPANS

PENDING = pa.DataFrameSchema(
    {
        "campaign_id": pa.Column(str, pa.Check.str_matches(r"^[SX]\d{2,}$"), coerce=True),
        "item_id": pa.Column(str, pa.Check.str_length(min_value=1), coerce=True),
        "shared": pa.Column("float64", pa.Check.in_range(0, 1), coerce=True),
        "spans": pa.Column(str, pa.Check.str_matches(SPANS), coerce=True),
        "beside": pa.Column(str, coerce=True),
        "aligned": pa.Column(str, pa.Check.str_matches(SPANS), coerce=True),
        "beside_aligned": pa.Column(str, pa.Check.str_matches(SPANS), coerce=True),
    },
    name="pending campaigns",
    strict=True,
    ordered=True,
    unique=["campaign_id", "item_id"],
)
"""Never counted before a person confirms them: X01… the same letter in two languages, S01… short texts nearly
alike. An item may be in one of columns.CAMPAIGNS as well. shared: of X the score of the alignment.

beside: of X the item in another language that this one was laid beside, empty for further copies of a
wording; aligned and beside_aligned: which parts of the two stand for each other, place by place."""

NOTHING_BESIDE = {"beside": "", "aligned": "", "beside_aligned": ""}
