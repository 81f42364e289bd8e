"""What a key holder types: a passphrase, or the printed recovery key."""

import hashlib
import secrets
import unicodedata

from consult.sealing.errors import PassphraseTooShort

SHORTEST_PASSPHRASE = 12
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LETTERS = 28
CHECK_LETTERS = 4
GROUP_LETTERS = 4
LOOKALIKES = str.maketrans("OIL", "011")


def passphrase_bytes(passphrase: str) -> bytes:
    """Give the same bytes for the same passphrase on every keyboard: NFKC, no blanks around it."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "surrogatepass")


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase short enough to be guessed."""
    if len(passphrase_bytes(passphrase).decode("utf-8", "surrogatepass")) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(minimum=SHORTEST_PASSPHRASE)


def new_recovery_key() -> str:
    """Draw a recovery key (140 bits) to print: eight groups of four letters or digits, the last a check."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LETTERS))
    return "-".join(_in_groups(drawn + _check_letters(drawn)))


def find_recovery_key(text: str) -> str | None:
    """Read a recovery key however it was typed; None if the text is not one, so it may be a passphrase."""
    plain = "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())
    plain = plain.upper().translate(LOOKALIKES)
    drawn, check = plain[:RANDOM_LETTERS], plain[RANDOM_LETTERS:]
    if len(check) != CHECK_LETTERS or not set(plain) <= set(ALPHABET) or check != _check_letters(drawn):
        return None
    return "-".join(_in_groups(plain))


def secret_bytes(text: str) -> bytes:
    """Give the bytes to stretch for whatever the holder typed, passphrase or recovery key."""
    return passphrase_bytes(find_recovery_key(text) or text)


def _in_groups(letters: str) -> list[str]:
    return [letters[at : at + GROUP_LETTERS] for at in range(0, len(letters), GROUP_LETTERS)]


def _check_letters(letters: str) -> str:
    digest = hashlib.blake2b(
        letters.encode("ascii", "replace"), digest_size=CHECK_LETTERS, person=b"consult.recover"
    )
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest.digest())
