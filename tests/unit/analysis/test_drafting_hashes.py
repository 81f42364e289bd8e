"""A draft made in a process that orders sets otherwise is the same draft."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
CODE = """
from dataclasses import replace
from analysis.drafting.collated import draft_collated
from analysis.drafting.material import Contributor
from tests.unit.analysis.drafting_material import make_material
named = tuple(Contributor(f"Body {n}", f"Sector {n % 3}") for n in range(12))
for section in draft_collated(replace(make_material(), contributors=named)):
    for one in (section.key, section.title, *section.blocks, *section.statements):
        print(ascii(one))
"""


def draft_elsewhere(seed: str) -> bytes:
    """All that a draft says, in a process of its own; neither pandas nor a database is loaded for it."""
    own = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", CODE], env=own, check=True, capture_output=True).stdout


def test_draft__made_in_two_processes_with_other_hashes__is_the_same() -> None:
    first = draft_elsewhere("1")
    assert first == draft_elsewhere("77") and first.count(b"\n") > 100
