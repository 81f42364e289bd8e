"""Key files as the first format wrote them: the private key itself locked under each holder's secret."""

import base64
import json
from pathlib import Path

from consult.sealing.holder_halves import HolderKey
from consult.sealing.keys import PartnershipKey, new_partnership_key
from consult.sealing.passphrases import secret_bytes
from consult.sealing.payloads import Place, seal
from consult.sealing.stretching import MINIMAL, SALT_BYTES, stretch


def write_format_1(path: Path, secrets: dict[str, str], key: PartnershipKey | None = None) -> None:
    """A file whose holders have these secrets; one named "recovery key" is of that kind."""
    key = key or new_partnership_key()
    content = {
        "format": "consult-partnership-key",
        "version": 1,
        "public_key": show(key.public_key.raw),
        "created_on": "2026-03-02",
        "is_demo": False,
        "holders": [lock(key, name, secret) for name, secret in secrets.items()],
    }
    path.write_text(json.dumps(content, indent=2))


def lock(key: PartnershipKey, name: str, secret: str) -> dict[str, object]:
    """One share of that format."""
    salt = bytes(range(SALT_BYTES))
    place = Place("partnership_key", key.public_key.raw.hex(), name, 1)
    locked = seal(HolderKey(stretch(secret_bytes(secret), salt, MINIMAL)), key.reveal(), place)
    cost = {"passes": MINIMAL.passes, "memory_bytes": MINIMAL.memory_bytes}
    kind = "recovery" if name == "recovery key" else "passphrase"
    return {"name": name, "kind": kind, "salt": show(salt), **cost, "locked_key": show(locked)}


def show(raw: bytes) -> str:
    """As the file writes bytes."""
    return base64.b64encode(raw).decode("ascii")
