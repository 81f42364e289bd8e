"""A disk too small for what is to be written: a real one where we may mount it, else a limit on files."""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_BYTES = 8_192
_SYSTEM_ADMINISTRATION = 1 << 21


def may_mount() -> bool:
    """True for root on Linux outside a container that forbids it."""
    status = Path("/proc/self/status")
    if os.geteuid() != 0 or not status.is_file() or not shutil.which("mount"):
        return False
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("CapEff"))
    return bool(int(line.split()[1], 16) & _SYSTEM_ADMINISTRATION)


KINDS = ("disk", "limit") if may_mount() else ("limit",)


@contextmanager
def mount_small_disk(folder: Path) -> Iterator[Path]:
    """A disk of a few pages at this folder."""
    folder.mkdir()
    size = f"size={SIZE_BYTES}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def limit_files(size_bytes: int = SIZE_BYTES) -> Iterator[None]:
    """No file of this process may grow beyond the size while the block runs."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
