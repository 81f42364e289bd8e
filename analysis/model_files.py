"""Whether a model's package is there, of the right version, with the files that were checked."""

import csv
import hashlib
import importlib.metadata
import importlib.util
from functools import cache
from importlib import resources
from pathlib import Path

HASHES = "model_hashes.csv"


def find_fault(package: str, distribution: str, wanted: str) -> str | None:
    """Say why a model cannot be used, or None when it is there as pinned."""
    folder = _find_folder(package)
    if folder is None:
        return "it is not installed"
    version = _find_version(distribution)
    if version != wanted:
        return f"version {version or 'unknown'} is installed, {wanted} is needed"
    changed = find_changed_file(folder, list_hashes(package))
    return None if changed is None else f"its file {changed} is not the one that was checked"


def find_changed_file(folder: Path, hashes: tuple[tuple[str, str], ...]) -> str | None:
    """Name the first file of a model that is absent or differs from its pinned hash."""
    for name, pinned in hashes:
        path = folder / name
        if not path.is_file() or hash_file(path) != pinned:
            return name
    return None


def hash_file(path: Path) -> str:
    """Hash a file's bytes with SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def list_hashes(package: str) -> tuple[tuple[str, str], ...]:
    """List the files of a package that were checked, each with its SHA-256."""
    text = (resources.files("analysis") / HASHES).read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple((row["path"], row["sha256"]) for row in rows if row["package"] == package)


def _find_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _find_version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None
