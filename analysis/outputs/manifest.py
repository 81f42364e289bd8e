"""The manifest: what went in, how it was done, and counts that add up. No clock, so that bytes repeat."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.outputs.wording import OFFSETS
from analysis.results import Analysis, count_all

FORMAT = 1
_LIBRARIES = (
    "numpy",
    "pandas",
    "phonenumberslite",
    "py3langid",
    "pycld2",
    "scikit-learn",
    "scipy",
    "simplemma",
    "spacy",
)


def make_manifest(
    analysis: Analysis, inputs: Sequence[Mapping[str, Any]], *, names_model: str = ""
) -> dict[str, Any]:
    """Make the manifest of an analysis. inputs: a name and hash of each file read, and what else is known.

    names_model: the English model that looked for people's names, with its version; "" where none did.
    """
    return {
        "format": FORMAT,
        "inputs": [dict(one) for one in inputs],
        "codebook": {"name": analysis.codebook.name, "sha256": analysis.codebook.sha256},
        "settings": analysis.settings.list_values(),
        "models": {
            "used": analysis.models.versions,
            "missing": [asdict(one) for one in analysis.models.missing],
            "names_of_people": names_model,
        },
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
        "machine": platform.machine(),
        "offsets": OFFSETS,
        "counts": count_all(analysis),
        "found": {
            "themes": len(analysis.themes),
            "codings": len(analysis.codings),
            "campaigns": analysis.campaigns["campaign_id"].nunique(),
        },
    }


def write_manifest(manifest: Mapping[str, Any], path: Path) -> None:
    """Write a manifest with sorted keys."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
