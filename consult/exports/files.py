"""Files written whole or not at all: beside the target first, made durable, then renamed over it."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from consult.errors import ExportRefused

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REASONS = {
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "part of the path is a file, not a folder",
    errno.EISDIR: "it is the name of a folder",
    errno.EROFS: "the disk is read-only",
    errno.EFBIG: "it would be larger than this system allows",
    errno.ENAMETOOLONG: "the name is too long",
}
PRIVATE = 0o600
"""A new file is for its owner only, because exports hold people's words; an existing file keeps its mode."""


def write_file(target: Path, content: bytes) -> None:
    """Write a whole file.

    Raises: ExportRefused (C801 disk full, C802 otherwise), leaving what was there before.
    """
    with replace_file(target) as stream:
        stream.write(content)


@contextmanager
def replace_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside the target that takes its place when the block ends well, and vanishes otherwise.

    Raises: ExportRefused (C801 disk full, C802 otherwise).
    """
    part = target.parent / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as stream:
            part.chmod(_find_mode(target))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
        _make_durable(target.parent)
    except OSError as failure:
        raise _explain(target, failure) from failure
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _find_mode(target: Path) -> int:
    return target.stat().st_mode & 0o777 if target.is_file() else PRIVATE


def _make_durable(folder: Path) -> None:
    """Ask for the renaming itself to reach the disk; some file systems do not offer it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explain(target: Path, failure: OSError) -> ExportRefused:
    if failure.errno in _FULL:
        return ExportRefused("C801", path=target)
    reason = _REASONS.get(failure.errno or 0, failure.strerror or "the system refused")
    return ExportRefused("C802", path=target, reason=reason)
