"""Numbers of bank accounts and cards that their check digits tell."""

import re
from collections.abc import Callable, Iterator

from analysis.identifier_patterns import Found

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])")


def list_checked(text: str) -> Iterator[Found]:
    """List those whose check digits are right; digits already those of ASCII."""
    yield from _list_right(text, _IBAN, is_valid_iban, "is a valid international bank account number")
    yield from _list_right(text, _CARD, is_valid_card, "is a valid card number, by its check digit")


def _list_right(
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
