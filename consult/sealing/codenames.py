"""Return numbers: the secrets with which a person reopens a return or an account.

Sixteen random digits (53 bits) and two check digits, in six groups of three: easy to read over the phone and
to write in any script, and a slip is noticed before anything is looked up. The database keeps only what
`lookup_id` gives. Show one left to right even in a right-to-left page, or the groups change places.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from consult.sealing.errors import CodenameMistyped, SaltUnusable
from consult.sealing.hidden import Hidden
from consult.sealing.payloads import SealingKey
from consult.sealing.stretching import INTERACTIVE, SALT_BYTES, StretchCost, stretch

RANDOM_DIGITS = 16
CHECK_DIGITS = 2
GROUP_DIGITS = 3
LONGEST_INPUT = 200
SECRET_SALT_BYTES = 32
BETWEEN_GROUPS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
ALSO_BETWEEN_GROUPS = frozenset("\u2212.,·_/|،٬٫")


class Codename(Hidden):
    """One return number. It shows itself only through `shown` and `groups`."""

    size_bytes: ClassVar[int] = RANDOM_DIGITS + CHECK_DIGITS

    def groups(self) -> list[str]:
        """Give the digits in groups, to print or to read aloud."""
        digits = self.reveal().decode("ascii")
        return [digits[at : at + GROUP_DIGITS] for at in range(0, len(digits), GROUP_DIGITS)]

    def shown(self) -> str:
        """Give the number as people see it: '123 456 789 012 345 678'."""
        return " ".join(self.groups())


class CodenameKey(SealingKey):
    """What one codename and one account's salt give; it locks that account's key."""


@dataclass(frozen=True)
class StretchedCodename:
    """What a new codename is kept by: the id to look it up, an account's salt, and the key they give."""

    lookup_id: str
    salt: bytes
    key: CodenameKey


@dataclass(frozen=True)
class Reopening:
    """What a codename leads to: the id to look up, the key it gives, and whether anything is there."""

    lookup_id: str
    key: CodenameKey
    found: bool


def new_codename() -> Codename:
    """Draw a return number at random."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return Codename((digits + _check_digits(digits)).encode("ascii"))


def parse_codename(text: str) -> Codename:
    """Read a return number as typed: digits of any script, spaces, dashes and direction marks anywhere."""
    if len(text) > LONGEST_INPUT:
        raise CodenameMistyped(reason="it is far too long")
    digits = "".join(_read_digit(character) for character in text)
    wanted = Codename.size_bytes
    if len(digits) != wanted:
        raise CodenameMistyped(reason=f"it has {len(digits)} digits and needs {wanted}")
    if _check_digits(digits[:RANDOM_DIGITS]) != digits[RANDOM_DIGITS:]:
        raise CodenameMistyped(reason="one or more digits are not right")
    return Codename(digits.encode("ascii"))


def new_secret_salt() -> bytes:
    """Make the one secret salt of an installation; losing it loses every return number."""
    return secrets.token_bytes(SECRET_SALT_BYTES)


def new_account_salt() -> bytes:
    """Make the salt of one account or return; stored beside it in clear."""
    return secrets.token_bytes(SALT_BYTES)


def lookup_id(codename: Codename, secret_salt: bytes, *, cost: StretchCost = INTERACTIVE) -> str:
    """Give the id under which a codename is stored: 64 hexadecimal digits that do not lead back to it."""
    return stretch(codename.reveal(), _salt_for(secret_salt, b"look-up"), cost).hex()


def derive_key(codename: Codename, salt: bytes, *, cost: StretchCost = INTERACTIVE) -> CodenameKey:
    """Give the key that a codename makes with one account's salt."""
    return CodenameKey(stretch(codename.reveal(), salt, cost))


def stretch_codename(
    codename: Codename, secret_salt: bytes, *, cost: StretchCost = INTERACTIVE
) -> StretchedCodename:
    """Do all the slow work of storing a new codename, so that no database waits for it."""
    salt = new_account_salt()
    key = derive_key(codename, salt, cost=cost)
    return StretchedCodename(lookup_id(codename, secret_salt, cost=cost), salt, key)


def reopen(
    codename: Codename,
    secret_salt: bytes,
    find_salt: Callable[[str], bytes | None],
    *,
    cost: StretchCost = INTERACTIVE,
) -> Reopening:
    """Do all the work of reopening, and as much of it for an unknown codename as for a known one.

    find_salt: gives the salt stored with a look-up id, or None; it lets go of the database again, for
    slow work comes before and after it.
    Why: were the second computation left out, its absence would tell a guesser that nothing is there.
    """
    found_id = lookup_id(codename, secret_salt, cost=cost)
    salt = find_salt(found_id)
    decoy = _salt_for(secret_salt, found_id.encode("ascii"))
    key = derive_key(codename, decoy if salt is None else salt, cost=cost)
    return Reopening(found_id, key, salt is not None)


def _salt_for(secret_salt: bytes, purpose: bytes) -> bytes:
    if len(secret_salt) < SECRET_SALT_BYTES:
        raise SaltUnusable(reason=f"it needs {SECRET_SALT_BYTES} bytes and has {len(secret_salt)}")
    return hashlib.blake2b(
        purpose, key=secret_salt[:64], digest_size=SALT_BYTES, person=b"consult.return"
    ).digest()


def _read_digit(character: str) -> str:
    """Read one character: a digit of any script, or nothing for what stands between groups."""
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(value)
    if unicodedata.category(character) in BETWEEN_GROUPS or character in ALSO_BETWEEN_GROUPS:
        return ""
    raise CodenameMistyped(reason="it contains something that is not a digit")


def _check_digits(digits: str) -> str:
    """Compute two check digits (ISO 7064 MOD 97-10): any wrong digit or two swapped ones are noticed."""
    return f"{98 - int(digits) * 100 % 97:02d}"
