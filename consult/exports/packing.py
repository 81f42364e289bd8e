"""Zip-based files made the same every time: sorted members, one fixed time, one way of compressing."""

import io
import zipfile
from collections.abc import Mapping

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def repack(content: bytes) -> bytes:
    """Write a zip file again so that the same members always give the same bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return pack({name: given.read(name) for name in given.namelist()})


def pack(members: Mapping[str, bytes], *, first: str = "") -> bytes:
    """Write a zip file. first: the member that says what the file is; it leads and is not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name in sorted(members, key=lambda name: (name != first, name)):
            made.writestr(_describe(name, is_compressed=name != first), members[name])
    return packed.getvalue()


def _describe(name: str, *, is_compressed: bool) -> zipfile.ZipInfo:
    described = zipfile.ZipInfo(name, FIXED_TIME)
    described.compress_type = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
    described.create_system = _UNIX  # the same on every system
    described.external_attr = 0o644 << 16
    return described
