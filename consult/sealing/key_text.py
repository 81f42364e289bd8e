"""The key file as text: JSON with a version, public keys in clear, and what is sealed to each holder."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from consult.sealing.base64_text import from_base64, to_base64
from consult.sealing.holder_text import holder_from_json, holder_to_json
from consult.sealing.holders import OLD_FORMAT, PRESENT_FORMAT, Holder, HolderKind
from consult.sealing.keys import PartnershipPublicKey

FORMAT = "consult-partnership-key"
PUBLIC_KEY_BYTES = 32
PEOPLE_NEEDED = 2


@dataclass(frozen=True)
class Retiring:
    """A key before the current one: experiences may still be locked for it."""

    public_key: PartnershipPublicKey
    created_on: date
    retired_on: date


@dataclass(frozen=True)
class KeyFile:
    """What a key file says. With no holders it is a public key file, which can lock but never unlock.

    opens: in a public key file, in what ways the whole file can be unlocked. check: see key_opening.py.
    """

    public_key: PartnershipPublicKey
    created_on: date
    is_demo: bool
    holders: tuple[Holder, ...]
    retiring: tuple[Retiring, ...] = ()
    opens: tuple[HolderKind, ...] = ()
    check: bytes = field(default=b"", repr=False)

    @property
    def survives_a_loss(self) -> bool:
        """Whether two people can each unlock, or one and a printed recovery key."""
        kinds = [holder.kind for holder in self.holders] or list(self.opens)
        people = kinds.count(HolderKind.PASSPHRASE)
        return people >= PEOPLE_NEEDED or (people > 0 and len(kinds) > people)

    @property
    def format(self) -> int:
        """The oldest format among the holders' shares; the present one where there is none."""
        return min((holder.format for holder in self.holders), default=PRESENT_FORMAT)

    def find_holder(self, name: str) -> Holder | None:
        """Give the holder of that name, if there is one."""
        return next((holder for holder in self.holders if holder.name == name), None)

    def without_holders(self) -> "KeyFile":
        """The public key file: nothing in it opens anything."""
        kinds = tuple(holder.kind for holder in self.holders)
        return KeyFile(self.public_key, self.created_on, self.is_demo, (), opens=kinds or self.opens)


def to_text(key_file: KeyFile) -> bytes:
    """Write a key file's content in the present format; the same content gives the same bytes."""
    content = {
        "format": FORMAT,
        "version": PRESENT_FORMAT,
        "public_key": to_base64(key_file.public_key.raw),
        "created_on": key_file.created_on.isoformat(),
        "is_demo": key_file.is_demo,
        "retiring": [_retiring_to_json(one) for one in key_file.retiring],
        "holders": [holder_to_json(holder) for holder in key_file.holders],
        "opens": [str(kind) for kind in key_file.opens],
        "check": to_base64(key_file.check),
    }
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"


def from_text(text: bytes) -> KeyFile:
    """Read a key file's content; ValueError, with a reason that is safe to show, if it is not one."""
    try:
        content = json.loads(text)
        return _read(content, _find_version(content))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"a part is missing or of the wrong kind ({type(error).__name__})") from None


def _read(content: dict[str, Any], version: int) -> KeyFile:
    is_old = version == OLD_FORMAT
    return KeyFile(
        PartnershipPublicKey(from_base64(content["public_key"], PUBLIC_KEY_BYTES)),
        date.fromisoformat(content["created_on"]),
        content["is_demo"] is True,
        tuple(holder_from_json(holder, version) for holder in content["holders"]),
        () if is_old else tuple(_retiring_from_json(one) for one in content["retiring"]),
        () if is_old else tuple(HolderKind(kind) for kind in content["opens"]),
        b"" if is_old else from_base64(content["check"]),
    )


def _find_version(content: dict[str, Any]) -> int:
    if content["format"] != FORMAT:
        raise ValueError("it is not a key file")
    if content["version"] not in (OLD_FORMAT, PRESENT_FORMAT):
        raise ValueError("it was written by a newer version of this program")
    return int(content["version"])


def _retiring_to_json(one: Retiring) -> dict[str, str]:
    return {
        "public_key": to_base64(one.public_key.raw),
        "created_on": one.created_on.isoformat(),
        "retired_on": one.retired_on.isoformat(),
    }


def _retiring_from_json(content: dict[str, Any]) -> Retiring:
    return Retiring(
        PartnershipPublicKey(from_base64(content["public_key"], PUBLIC_KEY_BYTES)),
        date.fromisoformat(content["created_on"]),
        date.fromisoformat(content["retired_on"]),
    )
