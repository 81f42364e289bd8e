"""Personal data that is on a card or in a file: passports, licences, bank accounts, court numbers, profiles.

Numbers with a check digit are checked; others count only beside the word for what they are.
"""

import re
from collections.abc import Callable, Iterator

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
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])")


def list_documents(text: str) -> Iterator[Found]:
    """List numbers of documents and accounts, and profiles; digits already those of ASCII."""
    for pattern in _PATTERNS:
        for match in pattern.expression.finditer(text):
            start, end = match.span("it" if "it" in pattern.expression.groupindex else 0)
            yield Found(pattern.kind, start, end, pattern.reason, pattern.confidence)
    for match in _TOLD_PHONE.finditer(text):
        yield Found("phone", *match.span("it"), "follows a word for a telephone", 0.72)
    yield from _list_checked(text, _IBAN, is_valid_iban, "is a valid international bank account number")
    yield from _list_checked(text, _CARD, is_valid_card, "is a valid card number, by its check digit")


def _list_checked(
    text: str, form: re.Pattern[str], is_valid: Callable[[str], bool], reason: str
) -> Iterator[Found]:
    for match in form.finditer(text):
        if is_valid("".join(char for char in match.group() if char.isalnum())):
            yield Found("bank_account", *match.span(), reason, 0.94)


def is_valid_iban(number: str) -> bool:
    """Say whether 97 leaves one of the number with its first four characters last (ISO 13616)."""
    turned = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def is_valid_card(number: str) -> bool:
    """Say whether the last digit checks the others (ISO/IEC 7812, Luhn)."""
    weighted = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return len(set(number)) > 1 and sum(one - 9 if one > 9 else one for one in weighted) % 10 == 0
