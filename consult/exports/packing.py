"""Zip-based files made the same every time: sorted members, one fixed time, one way of compressing."""

import io
import zipfile

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def repack(content: bytes) -> bytes:
    """Write a zip file again so that the same members always give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(packed, "w") as made:
        for name in sorted(given.namelist()):
            made.writestr(_describe(name), given.read(name))
    return packed.getvalue()


def _describe(name: str) -> zipfile.ZipInfo:
    described = zipfile.ZipInfo(name, FIXED_TIME)
    described.compress_type = zipfile.ZIP_DEFLATED
    described.create_system = _UNIX  # the same on every system
    described.external_attr = 0o644 << 16
    return described
