"""Items for tests, written as small tables, and texts that break careless code."""

from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from analysis import columns


def make_items(*texts: str, **every: Any) -> pd.DataFrame:
    """Make items i1, i2… of different respondents; `every` sets columns, by one value or one for each."""
    rows: list[dict[str, Any]] = []
    for n, text in enumerate(texts):
        row = {"id": f"i{n + 1}", "respondent_id": f"r{n + 1}", "question_id": "q1", "text": text}
        row |= {"language": "en", "group": "council", "sealed": False}
        row |= {name: value[n] if isinstance(value, list) else value for name, value in every.items()}
        rows.append(row)
    return columns.make_frame(rows, columns.ITEMS)


steady = settings(deadline=None, derandomize=True)
"""The same examples every time, however slow the machine."""

_CONTROLS = "\x00\x07\r\n\t\ud800\udfff\ufffd"
_MARKS = "\u200b\u200c\u200d\u200e\u202b\u202e\u2066\ufeff\u0301\u064b"
_ODD = _CONTROLS + _MARKS + "🙂👍🏽\U0001f468\u1361"
_WORDS = ["Dr.", "e.g.", "No.", "3.5", "U.K.", "https://a.uk/b?c=d.", "me@a.org", "don't", "…"]
_WORDS += ["ቤት።", "房子。", "خانه؟", "مدد۔", "ਘਰ।"]

odd_texts = st.lists(
    st.one_of(
        st.sampled_from(_WORDS),
        st.text(st.sampled_from(_ODD + ".!?,; "), max_size=6),
        st.text(max_size=20),
        st.text(st.characters(categories=["Cs", "Cc", "Mn", "Lo", "Po", "So", "Cf"]), max_size=8),
    ),
    max_size=25,
).map(" ".join)
