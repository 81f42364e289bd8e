"""Personal data that is a number: of the health service, of telephones, and long ones of any kind."""

import re
from collections.abc import Iterator

import phonenumbers

from analysis.identifier_patterns import Found

_NHS_NUMBER = re.compile(r"(?<![\w-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w-])")
_LOOSE_PHONE = re.compile(r"(?<![\w/.-])(?:\+44|0044|0)[ ()-]{0,2}\d(?:[ ()-]{0,2}\d){8,9}(?![\w/-])")
_LONG_NUMBER = re.compile(r"(?<![\w/.,-])[+(]?\d(?:[ ().-]{0,2}\d){8,18}(?![\w/-])")


def list_nhs_numbers(text: str) -> Iterator[Found]:
    """List NHS numbers: ten digits whose last one checks the others."""
    for match in _NHS_NUMBER.finditer(text):
        digits = [int(digit) for digit in match.group() if digit.isdigit()]
        if has_valid_check_digit(digits):
            yield Found("nhs_number", *match.span(), "is a valid NHS number, by its check digit", 0.95)


def has_valid_check_digit(digits: list[int]) -> bool:
    """Say whether the tenth digit is what eleven leaves of the weighted first nine (NHS Data Dictionary)."""
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return len(digits) == 10 and len(set(digits)) > 1 and check % 11 == digits[9]


def list_phone_numbers(text: str) -> Iterator[Found]:
    """List telephone numbers: valid ones of any country, and what only looks like a British one."""
    for match in phonenumbers.PhoneNumberMatcher(text, "GB"):
        yield Found("phone", match.start, match.end, "is a valid telephone number", 0.93)
    for loose in _LOOSE_PHONE.finditer(text):
        yield Found("phone", *loose.span(), "has the form of a British telephone number", 0.75)


def list_long_numbers(text: str) -> Iterator[Found]:
    """List numbers long enough to be of a telephone, a bank account, a card or a passport."""
    for match in _LONG_NUMBER.finditer(text):
        yield Found(
            "number", *match.span(), "is long enough to be of a telephone, a document or an account", 0.5
        )
