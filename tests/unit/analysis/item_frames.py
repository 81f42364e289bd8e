"""Items for tests, written as small tables, and texts that break careless code."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from analysis import columns
from analysis.campaigns import find_shared_wording
from analysis.columns import UNKNOWN_LANGUAGE
from analysis.languages import judge_language, write_languages
from analysis.segments import write_segments
from analysis.sentences import split_text
from analysis.substance import choose_bucket, write_buckets
from analysis.text import clean_text


def make_items(*texts: str, **every: Any) -> pd.DataFrame:
    """Make items i1, i2… of different respondents; `every` sets columns, by one value or one for each."""
    rows: list[dict[str, Any]] = []
    for n, text in enumerate(texts):
        row = {"id": f"i{n + 1}", "respondent_id": f"r{n + 1}", "question_id": "q1", "text": text}
        row |= {"language": "en", "group": "council", "sealed": False, "settled": False}
        row |= {name: value[n] if isinstance(value, list) else value for name, value in every.items()}
        rows.append(row)
    return columns.make_frame(rows, columns.ITEMS)


def find_languages(items: pd.DataFrame) -> pd.DataFrame:
    """Judge the language of each item, as columns.LANGUAGES."""
    answers = zip(items["text"], items["language"], items["settled"], strict=True)
    return write_languages(items, [judge_language(text, *told) for text, *told in answers])


def sort_into_buckets(items: pd.DataFrame) -> pd.DataFrame:
    """Judge the language and the state of each item, as columns.ITEM_RESULTS."""
    languages = find_languages(items)
    known = (languages["language"] != UNKNOWN_LANGUAGE).tolist()
    texts = zip(items["text"], known, strict=True)
    return write_buckets(items, languages, [choose_bucket(text, language_known=one) for text, one in texts])


def make_segments(items: pd.DataFrame) -> pd.DataFrame:
    """Cut each item into segments, a repeated id once, as columns.SEGMENTS."""
    first = items.drop_duplicates("id")
    spans = [split_text(clean_text(text)) for text in first["text"]]
    return write_segments(first, spans, find_declared(first))


def find_declared(items: pd.DataFrame) -> pd.DataFrame:
    """Take the languages as declared, as columns.LANGUAGES."""
    told = [language or UNKNOWN_LANGUAGE for language in items["language"]]
    beside = {
        "language_confident": True,
        "basis": "declared",
        "detected": "und",
        "detected_confident": False,
        "contradicted": False,
    }
    rows = [{"id": id, "language": one, **beside} for id, one in zip(items["id"], told, strict=True)]
    return columns.make_frame(rows, columns.LANGUAGES)


def find_campaigns(items: pd.DataFrame, *, ignore: Iterable[str] = ()) -> pd.DataFrame:
    """Find the groups with shared wording that wait for nobody, as columns.CAMPAIGNS."""
    return find_shared_wording(items, ignore=ignore).campaigns


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
