"""The frames of answers: their languages, states and segments, and what is suggested for them."""

import pandera.pandas as pa

from analysis.column_kinds import (
    IS_NOT_ALL,
    IS_NOT_EMPTY,
    flag,
    given,
    key,
    number,
    schema,
    score,
    share,
    span_is_forward,
    text,
)

SPANS = r"^(\d+-\d+(\|\d+-\d+)*)?$"

ANALYSED = "analysed"
EMPTY = "empty"
NO_SUBSTANCE = "no_substance"
UNREADABLE = "unreadable"
LANGUAGE_NOT_KNOWN = "unknown_language"
DUPLICATE_ID = "duplicate_id"
BUCKETS = (ANALYSED, EMPTY, NO_SUBSTANCE, UNREADABLE, LANGUAGE_NOT_KNOWN, DUPLICATE_ID)

ITEMS = schema(
    "items",
    {
        "id": given(IS_NOT_EMPTY),  # may repeat: the first row is analysed, later ones go to duplicate_id
        "respondent_id": given(IS_NOT_EMPTY),
        "question_id": given(),
        "text": text(),
        "language": given(),
        "group": given(IS_NOT_ALL),
        "sealed": flag(),
        "settled": flag(),
    },
)
"""One row for each answer to analyse, in input order. Sealed: it comes from a lived-experience account.
Settled: a person who read it says that the whole of it is in its language, whatever detectors make of it."""

LANGUAGES = schema(
    "languages",
    {
        "id": key(),
        "language": key(),
        "language_confident": flag(),
        "basis": text(pa.Check.isin(("declared", "detected", "unknown"))),
        "detected": key(),
        "detected_confident": flag(),
        "contradicted": flag(),
    },
)
"""One row for each item, same order. Contradicted: the words clearly show the detected language, or are in
letters of none known here; the declared one stands, unconfident, for a person to settle."""

ITEM_RESULTS = schema(
    "item results",
    {
        "id": key(),
        "language": key(),
        "language_confident": flag(),
        "bucket": text(pa.Check.isin(BUCKETS)),
        "campaign_id": text(pa.Check.str_matches(r"^(C\d{2,})?$")),
    },
)
"""One row for each row of ITEMS, same order; the buckets add up to the number of rows."""

SEGMENTS = schema(
    "segments",
    {
        "segment_id": text(pa.Check.str_matches(r"^(?s:.+):[1-9]\d*$"), unique=True),
        "item_id": key(),
        "start": number(),
        "end": number(1),
        "text": key(),
        "language": key(),
        "language_confident": flag(),
        "basis": text(pa.Check.isin(("declared", "detected", "unknown"))),
    },
)
"""A segment has the language of its answer unless it clearly shows another; basis: as of LANGUAGES."""
SEGMENTS.checks = [span_is_forward()]

CODINGS = schema(
    "codings",
    {"segment_id": key(), "item_id": key(), "code": key(), "score": share(), "because": text()},
)
CODINGS.unique = ["segment_id", "code"]

CAMPAIGNS = schema(
    "campaigns",
    {
        "campaign_id": text(pa.Check.str_matches(r"^[CN]\d{2,}$")),
        "item_id": key(unique=True),
        "shared": share(),
        "spans": text(pa.Check.str_matches(SPANS)),
    },
)
"""C01… campaigns of three respondents or more; N01… near-duplicates of two, never taken out of counts.
spans: the shared parts as `start-end|start-end`."""

IDENTIFIERS = schema(
    "identifiers",
    {
        "item_id": key(),
        "kind": key(),
        "start": number(),
        "end": number(1),
        "reason": text(),
        "confidence": share(),
    },
)
IDENTIFIERS.checks = [span_is_forward()]
"""Suggested personal data. A person confirms or rejects every one before anything is quoted."""

CANDIDATES = schema(
    "candidates",
    {
        "segment_id": key(unique=True),
        "item_id": key(),
        "respondent_id": key(),
        "group": text(),
        "campaign_id": text(),
        "text": text(),
        "score": score(),
        "has_identifiers": flag(),
    },
)
"""Segments that might be quoted. has_identifiers: suggested personal data that nobody has settled yet."""
