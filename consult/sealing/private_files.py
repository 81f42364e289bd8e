"""Files that only their owner may read, written whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def write_new(path: Path, content: bytes) -> None:
    """Write a private file that must not exist yet; FileExistsError if it does, even by a hair."""
    with _complete_draft(path, content) as draft:
        _name_new(draft, path)


def replace_whole(path: Path, content: bytes) -> None:
    """Replace a private file in one step: a reader finds the old one or the new one."""
    with _complete_draft(path, content) as draft:
        draft.replace(path)


@contextmanager
def publish(path: Path) -> Iterator[BinaryIO]:
    """Give a private file to write to, which gets its name, in one step, when the block ends well.

    FileExistsError where another file has that name by then.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name_new(draft, path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _name_new(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        _take_name(draft, path)


def _take_name(draft: Path, path: Path) -> None:
    """Do without hard links, which some file systems lack: claim the name first, then fill it in one step."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    draft.replace(path)


@contextmanager
def _complete_draft(path: Path, content: bytes) -> Iterator[Path]:
    """Write the content beside the path, on the disk before it gets its name; leave nothing behind."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_to_disk(draft, content)
        yield draft
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _write_to_disk(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in a folder as durable as what they name."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def find_exposure(folder: Path) -> str | None:
    """Say why others could reach into a folder; None if only its owner, who is us, can."""
    state = folder.stat()
    if state.st_uid != os.geteuid():
        return f"the folder {folder} belongs to another account"
    if state.st_mode & 0o077:
        return f"other accounts can enter the folder {folder} (make it private: chmod 700)"
    return None
