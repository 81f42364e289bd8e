"""Patterns of personal data that have a form: addresses, numbers, references.

Written for the United Kingdom. Each finds more than it should rather than less: a person confirms every one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FLAGS = re.IGNORECASE
_NINO_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
# Short groups at the end of a number; the day of a date, a time and a sum are none.
LAST_GROUPS = (
    r"(?:[ \u00a0]\d{1,3}(?!\w|[/.,:-]\d|[ \u00a0]?[%£$€]"
    r"|\s+(?:of\s+)?[^\W\d_]{3,12},?\s+(?:19|20)\d{2})){0,3}"
)
_REFERENCE_WORD = (
    r"(?:(?:home\s+office|case|nass|asylum|claim|application|court|tribunal|passport|visa|cid|uan|arc|brp|port)\s+)"
    r"(?:(?:ref(?:erence)?|number|no|id)\b\.?\s*)+(?:is\b\s*)?[:#]?\s*"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form of personal data. The whole match is the span, or the group `it` where there is one."""

    kind: str
    expression: re.Pattern[str]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Found:
    """Suggested personal data at [start, end) of a text."""

    kind: str
    start: int
    end: int
    reason: str
    confidence: float


def _pattern(kind: str, expression: str, reason: str, confidence: float, flags: int = _FLAGS) -> Pattern:
    return Pattern(kind, re.compile(expression, flags), reason, confidence)


PATTERNS = (
    _pattern(
        "email",
        r"(?<![\w.+%-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
        "has the form of an e-mail address",
        0.99,
    ),
    _pattern("url", r"(?:https?://|www\.)[^\s<>\"]{2,2000}(?<![.,;:!?)\]'\"])", "is a web address", 0.9),
    _pattern("handle", r"(?<![\w@/.])@[A-Za-z_][\w.]{2,30}(?<!\.)", "has the form of a user name", 0.7),
    _pattern(
        "postcode",
        r"\b(?:GIR\s?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
        r"\s{0,2}\d[ABD-HJLNP-UW-Z]{2})\b",
        "has the form of a United Kingdom postcode",
        0.95,
    ),
    _pattern(
        "nino",
        rf"\b{_NINO_PREFIX}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?[A-D]\b",
        "has the form of a National Insurance number",
        0.97,
    ),
    _pattern(
        "nino",
        r"\b(?:NI|NINO|national\s{1,3}insurance)\b\W{0,3}(?:(?:number|no|num)\b\W{0,3})?(?:(?:is|was)\W{1,2})?"
        r"(?P<it>[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}(?:[ -]?[A-Z])?)\b",
        "follows the words for a National Insurance number",
        0.95,
    ),
    _pattern(
        "reference",
        r"\b(?:\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{4}(?:/\d{2})?|GWF\s?\d{9}|[A-Z]{3}/\d{5,7}"
        r"|ARC[ /-]?\d{4,10}(?:[/-]\d{1,6}){0,2}"
        r"|\d{2}/\d{2}/\d{5}(?:/\d{3})?|(?:PA|HU|EA|DA|IA|AA|RP|LP|DC|UI)[/-]\d{5}[/-]\d{4}"
        r"|UI-\d{4}-\d{6})\b",
        "has the form of a Home Office, asylum support or tribunal reference",
        0.9,
    ),
    _pattern(
        "reference",
        r"\b[A-Z]\d{7}(?:/\d{1,3})?\b|\b[A-Z]{2}\d{7}\b",
        "has the form of a Home Office reference or a residence permit number",
        0.85,
        0,
    ),
    _pattern(
        "reference",
        rf"\b{_REFERENCE_WORD}(?P<it>[A-Z0-9][A-Z0-9/-]{{3,23}}\d{LAST_GROUPS})\b",
        "follows the words for a case or document number",
        0.9,
    ),
    _pattern(
        "reference",
        r"\b(?:PA|HU|EA|DA|IA|AA|RP|LP|DC|UI)[ /-]{1,3}\d{4,5}[ /-]{1,3}20\d{2}\b",
        "has the form of a tribunal's reference, written with spaces",
        0.88,
        0,
    ),
)


def list_by_pattern(text: str) -> Iterator[Found]:
    """List what has the form of one of PATTERNS."""
    for pattern in PATTERNS:
        for match in pattern.expression.finditer(text):
            start, end = match.span("it" if "it" in pattern.expression.groupindex else 0)
            yield Found(pattern.kind, start, end, pattern.reason, pattern.confidence)
