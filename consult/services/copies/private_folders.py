"""Folders for what must not stay: deleted when the work ends, or by the next one where it was killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".backup-"


@contextmanager
def private_folder(parent: Path) -> Iterator[Path]:
    """Give an empty folder that only its owner can enter; those of work that was killed go first."""
    for old in parent.glob(f"{PREFIX}*"):
        _delete_if_left(old)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=parent) as folder, _locked(Path(folder)):
        yield Path(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Held as long as this process lives, however it ends. BlockingIOError where another holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _delete_if_left(folder: Path) -> None:
    try:
        with _locked(folder):
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return  # somebody is still at it, or deleted it meanwhile
