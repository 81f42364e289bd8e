"""One holder of the key file as JSON, in the present format and in the one before."""

from typing import Any

from consult.sealing.base64_text import from_base64, to_base64
from consult.sealing.holders import OLD_FORMAT, Holder, HolderKind, Link, Share
from consult.sealing.keys import PartnershipPublicKey
from consult.sealing.stretching import SALT_BYTES, StretchCost

HALF_BYTES = 32


def holder_to_json(holder: Holder) -> dict[str, Any]:
    """What is written of a holder."""
    return {
        "name": holder.name,
        "kind": str(holder.kind),
        "salt": to_base64(holder.salt),
        "passes": holder.cost.passes,
        "memory_bytes": holder.cost.memory_bytes,
        "locked_key": to_base64(holder.locked_key),
        "public_half": to_base64(holder.public_half),
        "shares": [{"of": _show(one.public_key), "box": to_base64(one.box)} for one in holder.shares],
        "links": [
            {"before": _show(one.before), "after": _show(one.after), "box": to_base64(one.box)}
            for one in holder.links
        ],
    }


def holder_from_json(content: dict[str, Any], version: int) -> Holder:
    """Read one; ValueError, KeyError or TypeError where it is none."""
    cost = StretchCost(int(content["passes"]), int(content["memory_bytes"]))
    if not cost.is_sane():
        raise ValueError("it asks for an unreasonable amount of computing")
    holder = Holder(
        str(content["name"]),
        HolderKind(content["kind"]),
        from_base64(content["salt"], SALT_BYTES),
        cost,
        from_base64(content["locked_key"]),
    )
    # In a file of format 1 nobody has a half: one that was slipped in is not looked at.
    return holder if version == OLD_FORMAT or not content["public_half"] else _with_half(holder, content)


def _with_half(holder: Holder, content: dict[str, Any]) -> Holder:
    return Holder(
        holder.name,
        holder.kind,
        holder.salt,
        holder.cost,
        holder.locked_key,
        from_base64(content["public_half"], HALF_BYTES),
        tuple(Share(_read(one["of"]), from_base64(one["box"])) for one in content["shares"]),
        tuple(
            Link(_read(one["before"]), _read(one["after"]), from_base64(one["box"]))
            for one in content["links"]
        ),
    )


def _show(public_key: PartnershipPublicKey) -> str:
    return to_base64(public_key.raw)


def _read(text: str) -> PartnershipPublicKey:
    return PartnershipPublicKey(from_base64(text, HALF_BYTES))
