"""The folder of results: written beside its place and renamed, so that it is whole or not there."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import errors
from analysis.outputs.manifest import make_manifest, write_manifest
from analysis.outputs.report import write_report
from analysis.outputs.tables import TABLE_NAMES, write_tables
from analysis.redaction import find_identifiers
from analysis.results import Analysis


@dataclass(frozen=True)
class PersonalData:
    """What may be personal data, columns.IDENTIFIERS, and the model that looked for names; "" for none."""

    identifiers: pd.DataFrame
    model: str = ""


MANIFEST = "manifest.json"
REPORT = "report.html"
FILE_NAMES = (*TABLE_NAMES, MANIFEST, REPORT)


def write_folder(
    analysis: Analysis,
    folder: Path,
    *,
    replace: bool = False,
    inputs: Sequence[Mapping[str, Any]] = (),
    personal_data: PersonalData | None = None,
) -> None:
    """Write an analysis into a folder: tables, manifest.json, report.html.

    replace: whether a folder that holds earlier results may be replaced; other files are never removed.
    inputs: for the manifest, a name and hash of each file read.
    personal_data: of the answers; None has it looked for by lists and rules alone.
    Raises: FolderNotEmpty (A028), FolderNotWritten (A029), AccountsNotWritten (A030), FolderHoldsOthers
    (A031).
    """
    sealed = int(analysis.items["sealed"].sum())
    if sealed:
        raise errors.AccountsNotWritten(count=sealed)
    check_folder(folder, replace=replace)
    try:
        found = personal_data or PersonalData(find_identifiers(analysis.items))
        _write_beside(analysis, found, folder.absolute(), inputs)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        raise errors.FolderNotWritten(folder=folder, reason=reason) from failure


def check_folder(folder: Path, *, replace: bool) -> None:
    """Check that results may be written to a folder. Raises: A028, A029, A031."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise errors.FolderNotWritten(folder=folder, reason="it is a file, or in one") from None
    except OSError as failure:
        raise errors.FolderNotWritten(folder=folder, reason=failure.strerror) from failure
    if names and not replace:
        raise errors.FolderNotEmpty(folder=folder)
    others = [name for name in names if name not in FILE_NAMES]
    if others:
        raise errors.FolderHoldsOthers(folder=folder, name=others[0])


def _write_beside(
    analysis: Analysis, found: PersonalData, folder: Path, inputs: Sequence[Mapping[str, Any]]
) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = beside / "new"
        new.mkdir()
        write_tables(analysis, found.identifiers, new)
        manifest = make_manifest(analysis, inputs, names_model=found.model)
        write_manifest(manifest, new / MANIFEST)
        write_report(analysis, manifest, new / REPORT)
        _make_durable(new)
        _swap(new, folder, beside / "old")
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _make_durable(folder: Path) -> None:
    """Have the system write the files out, so that a full disk shows before anything is replaced."""
    for path in sorted(folder.iterdir()):
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put the new folder in its place; what was there goes back if that fails."""
    replaced = folder.exists()
    if replaced:
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if replaced:
            old.rename(folder)
        raise
