"""The installation's one secret salt for return numbers: made once by setting up, never by reading."""

from pathlib import Path

from consult.sealing.codenames import SECRET_SALT_BYTES, new_secret_salt
from consult.sealing.errors import SaltUnusable
from consult.sealing.private_files import write_new


def create_secret_salt(path: Path) -> bytes:
    """Write a new salt; FileExistsError if there is one, for another would orphan every return number."""
    salt = new_secret_salt()
    write_new(path, salt.hex().encode("ascii") + b"\n")
    return salt


def read_secret_salt(path: Path) -> bytes:
    """Read the salt, or raise SaltUnusable: a missing salt must stop the site, not be made anew."""
    try:
        salt = bytes.fromhex(path.read_text(encoding="ascii"))
    except OSError as error:
        raise SaltUnusable(reason=f"{path.name} cannot be read ({error.strerror})") from None
    except ValueError:
        raise SaltUnusable(reason=f"{path.name} is damaged") from None
    if len(salt) != SECRET_SALT_BYTES:
        raise SaltUnusable(reason=f"{path.name} is damaged")
    return salt
