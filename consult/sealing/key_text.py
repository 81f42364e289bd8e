"""The key file as text: JSON with a version, public key in clear, one share for each holder."""

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from consult.sealing.holders import Holder, HolderKind
from consult.sealing.keys import PartnershipPublicKey
from consult.sealing.stretching import StretchCost

FORMAT = "consult-partnership-key"
VERSION = 1
PUBLIC_KEY_BYTES = 32
PEOPLE_NEEDED = 2


@dataclass(frozen=True)
class KeyFile:
    """What a key file says. With no holders it is a public key file, which can lock but never unlock."""

    public_key: PartnershipPublicKey
    created_on: date
    is_demo: bool
    holders: tuple[Holder, ...]

    @property
    def survives_a_loss(self) -> bool:
        """Whether two people can each unlock, or one and a printed recovery key."""
        people = sum(holder.kind is HolderKind.PASSPHRASE for holder in self.holders)
        return people >= PEOPLE_NEEDED or (people > 0 and len(self.holders) > people)

    def find_holder(self, name: str) -> Holder | None:
        """Give the holder of that name, if there is one."""
        return next((holder for holder in self.holders if holder.name == name), None)


def to_text(key_file: KeyFile) -> bytes:
    """Write a key file's content; the same content gives the same bytes."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "public_key": _to_base64(key_file.public_key.raw),
        "created_on": key_file.created_on.isoformat(),
        "is_demo": key_file.is_demo,
        "holders": [_holder_to_json(holder) for holder in key_file.holders],
    }
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"


def from_text(text: bytes) -> KeyFile:
    """Read a key file's content; ValueError, with a reason that is safe to show, if it is not one."""
    try:
        content = json.loads(text)
        _require_known_version(content)
        return KeyFile(
            PartnershipPublicKey(_from_base64(content["public_key"], PUBLIC_KEY_BYTES)),
            date.fromisoformat(content["created_on"]),
            content["is_demo"] is True,
            tuple(_holder_from_json(holder) for holder in content["holders"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"a part is missing or of the wrong kind ({type(error).__name__})") from None


def _require_known_version(content: dict[str, Any]) -> None:
    if content["format"] != FORMAT:
        raise ValueError("it is not a key file")
    if content["version"] != VERSION:
        raise ValueError("it was written by a newer version of this program")


def _holder_to_json(holder: Holder) -> dict[str, Any]:
    return {
        "name": holder.name,
        "kind": str(holder.kind),
        "salt": _to_base64(holder.salt),
        "passes": holder.cost.passes,
        "memory_bytes": holder.cost.memory_bytes,
        "locked_key": _to_base64(holder.locked_key),
    }


def _holder_from_json(content: dict[str, Any]) -> Holder:
    cost = StretchCost(int(content["passes"]), int(content["memory_bytes"]))
    if not cost.is_sane():
        raise ValueError("it asks for an unreasonable amount of computing")
    salt = _from_base64(content["salt"], 16)
    locked_key = _from_base64(content["locked_key"])
    return Holder(str(content["name"]), HolderKind(content["kind"]), salt, cost, locked_key)


def _to_base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _from_base64(text: str, size_bytes: int | None = None) -> bytes:
    raw = base64.b64decode(text, validate=True)
    if size_bytes is not None and len(raw) != size_bytes:
        raise ValueError("a part has the wrong length")
    return raw
