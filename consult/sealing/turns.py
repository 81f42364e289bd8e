"""Slow work takes turns: so many at once in this process, and among all that share a folder.

Between processes a turn is a lock on a file in the instance folder, which ends with the process however that
ends. Without a folder, or where it cannot be written to, the turns are this process's own; of the second the
log says so once.
"""

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from consult.sealing.errors import SealingBusy

LOOK_SECONDS = 0.01
LOCK_FILE = "turn-{name}-{place}.lock"
LOCK_MODE = 0o644  # a process of another user may take its turn too: a lock needs only reading

_folder: Path | None = None
_warned: set[Path] = set()
_log = logging.getLogger(__name__)


def share_turns(folder: Path) -> None:
    """Take turns with every process that names the same folder. It need not be there yet."""
    global _folder  # a process belongs to one installation
    _folder = folder


class Turns:
    """So many places; whoever takes one waits for it, up to a time."""

    def __init__(self, name: str, places: int) -> None:
        self._name, self._places = name, places
        self._here = threading.BoundedSemaphore(places)

    @contextmanager
    def take(self, wait_seconds: float) -> Iterator[None]:
        """Hold a place. Raises: SealingBusy where none came in time."""
        deadline = time.monotonic() + wait_seconds
        is_free = self._here.acquire(blocking=False)
        if not is_free and not self._here.acquire(timeout=wait_seconds):
            raise SealingBusy()
        with ExitStack() as held:
            held.callback(self._here.release)
            if not is_free and _folder is not None:
                time.sleep(
                    2 * LOOK_SECONDS
                )  # else a busy process would take the place again before others look
            held.enter_context(self._lock_one(deadline))
            yield

    @contextmanager
    def _lock_one(self, deadline: float) -> Iterator[None]:
        opened = self._open_files()
        try:
            while opened and not any(_lock(one) for one in opened):
                if time.monotonic() >= deadline:
                    raise SealingBusy()
                time.sleep(LOOK_SECONDS)
            yield
        finally:
            for one in opened:
                os.close(one)

    def _open_files(self) -> list[int]:
        """Every place's file, opened; none where the folder is not there or does not allow it."""
        opened: list[int] = []
        if _folder is None:
            return opened
        try:
            for place in range(self._places):
                opened.append(_open(_folder / LOCK_FILE.format(name=self._name, place=place + 1)))
        except OSError as error:
            for one in opened:
                os.close(one)
            _warn(_folder, error)
            return []
        return opened


def _warn(folder: Path, error: OSError) -> None:
    """Say once that turns are not shared; not of a folder that is not there yet."""
    if folder in _warned or isinstance(error, FileNotFoundError):
        return
    _warned.add(folder)
    reason = error.strerror
    _log.warning("slow work takes turns in each process by itself: no lock file in %s (%s)", folder, reason)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return os.open(path, os.O_RDONLY | os.O_CREAT, LOCK_MODE)


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
