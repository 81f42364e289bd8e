"""Bytes as text in the key file."""

import base64


def to_base64(raw: bytes) -> str:
    """Write bytes as ASCII."""
    return base64.b64encode(raw).decode("ascii")


def from_base64(text: str, size_bytes: int | None = None) -> bytes:
    """Read them; ValueError where the text is none, or they are not as many as they should be."""
    raw = base64.b64decode(text, validate=True)
    if size_bytes is not None and len(raw) != size_bytes:
        raise ValueError("a part has the wrong length")
    return raw
