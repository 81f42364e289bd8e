"""Personal data that is on a card or in a file: passports, licences, bank accounts, court numbers,
share codes, profiles.

Numbers with a check digit are checked; others count only beside the word for what they are.
"""

import re
from collections.abc import Iterator

from analysis.identifier_check_digits import list_checked
from analysis.identifier_patterns import Found, Pattern

_FLAGS = re.IGNORECASE
_PASSPORT = (
    "passports?|passeport|pasaporte|passaporte|paszport\\w*|pașaport\\w*|pasaport\\w*|pasaporta|baasaboor\\w*|паспорт\\w*"
    "|جواز(?:\\s+سفر\\w*)?|پاسپورت|پاسپورټ|پاسپۆرت|پاسپورٹ|ፓስፖርት|পাসপোর্ট|ਪਾਸਪੋਰਟ|护照|護照|hộ\\s+chiếu|pasbort"
)
_PROFILES = (
    "instagram|insta|ig|snapchat|snap|telegram|tiktok|twitter|facebook|fb|viber|whatsapp|messenger|imo|skype"
)


def _pattern(kind: str, expression: str, reason: str, confidence: float, flags: int = _FLAGS) -> Pattern:
    return Pattern(kind, re.compile(expression, flags), reason, confidence)


_PATTERNS = (
    _pattern(
        "passport",
        rf"(?<!\w)(?:{_PASSPORT})[^\n\d.]{{0,24}}?(?P<it>(?<![A-Z0-9])[A-Z]{{0,2}}\d{{6,9}})(?![A-Z0-9])",
        "follows the word for a passport",
        0.92,
    ),
    _pattern(
        "driving_licence",
        r"\b[A-Z][A-Z9]{4}\s?\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d\s?[A-Z9]{2}[A-Z0-9]\s?[A-Z]{2}\b",
        "has the form of a British driving licence number",
        0.95,
    ),
    _pattern(
        "bank_account",
        r"(?<![\d-])(?P<it>\d{2}[- ]\d{2}[- ]\d{2}"
        r"(?:[ ,;:]{0,3}(?:and|a/c|acc|account|no|number)\b\W{0,3}){0,3}[ ,;]{0,3}\d{8})"
        r"(?![ -]?\d)",
        "has the form of a sort code and an account number",
        0.94,
    ),
    _pattern(
        "bank_account",
        r"\bsort\s?code\W{0,3}(?:is\W{1,2})?(?P<it>\d{2}[- ]?\d{2}[- ]?\d{2})(?!\d)",
        "follows the words for a sort code",
        0.94,
    ),
    _pattern(
        "bank_account",
        r"\b(?:account|acc|a/c)\s*(?:number|no\.?|#)?\s*(?:is\b|:)?\s*(?P<it>\d{8})(?![ -]?\d)",
        "follows the words for a bank account",
        0.94,
    ),
    _pattern(
        "reference",
        r"\b(?:(?:CO|JR|AC|CA)[/-]\d{4}[/-]\d{4}|(?:AC|CO|CA|JR)-20\d{2}-[A-Z]{3}-\d{6}|[A-Z]{2}\d{2}[A-Z]\d{5})\b",
        "has the form of a court's case number",
        0.88,
        0,
    ),
    _pattern(
        "reference",
        r"\bshare\s{1,3}codes?\W{0,3}(?:(?:is|was)\W{1,2})?"
        r"(?P<it>(?=(?:[A-Z -]*\d){2})[A-Z0-9]{3}[ -]?[A-Z0-9]{3}[ -]?[A-Z0-9]{3})\b",
        "follows the words for a share code",
        0.9,
    ),
    _pattern(
        "reference",
        r"\b(?=(?:[A-Z ]*\d){3})[WRS][A-Z0-9]{2} [A-Z0-9]{3} [A-Z0-9]{3}\b",
        "has the form of a share code",
        0.7,
        0,
    ),
    _pattern(
        "url",
        r"(?<![\w@./])(?:www\.)?(?:facebook|fb|instagram|tiktok|twitter|x|linkedin|youtube|t|wa|telegram|snapchat)"
        r"\.(?:com|me|org)/[^\s<>\"]{2,200}(?<![.,;:!?)\]'\"])",
        "is the address of somebody's page",
        0.92,
    ),
    _pattern(
        "handle",
        rf"(?<!\w)(?:{_PROFILES})(?:\W{{1,3}}(?:is|name|id|me|at|on)\b){{0,2}}\W{{1,3}}(?P<it>(?=[\w.]*[\d_.]\w)[A-Za-z_][\w.]{{3,29}})",
        "follows the name of a service, like a user name",
        0.72,
    ),
)
_PHONE_WORDS = (
    "tel|telephone|phone|mobile|mob|cell|call|ring|text|whatsapp|viber|imo|my\\s+number"
    "|(?:call|ring|reach|answering)\\s+\\w+|هاتف\\w*|موبايل|جوال\\w*|تلفن\\w*|موبایل\\w*|ټیلیفون|تەلەفۆن\\w*|فون"
    "|ስልክ\\w*|ቴሌፎን|ስልኪ|ফোন\\w*|মোবাইল|ਫੋਨ|телефон\\w*|тел|téléphone|tél|teléfono|móvil|telefone|telemóvel"
    "|telefon\\w*|điện\\s+thoại|电话|電話|手机|手機|ffôn|taleefan\\w*|bilbila"
)
_TOLD_PHONE = re.compile(
    rf"(?<!\w)(?:{_PHONE_WORDS})[^\d\n]{{0,12}}?(?P<it>[+(]?\d(?:[ ().-]{{0,2}}\d){{5,12}})(?![\w/-])", _FLAGS
)


def list_documents(text: str) -> Iterator[Found]:
    """List numbers of documents and accounts, and profiles; digits already those of ASCII."""
    for pattern in _PATTERNS:
        for match in pattern.expression.finditer(text):
            start, end = match.span("it" if "it" in pattern.expression.groupindex else 0)
            yield Found(pattern.kind, start, end, pattern.reason, pattern.confidence)
    for match in _TOLD_PHONE.finditer(text):
        yield Found("phone", *match.span("it"), "follows a word for a telephone", 0.72)
    yield from list_checked(text)
