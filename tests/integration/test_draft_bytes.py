"""`consult draft` twice in two processes that order sets otherwise: the same bytes in every form."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from consult.exports.writers import WRITERS
from tests.integration.drafting_record import make_received

ROOT = Path(__file__).parents[2]
SETTINGS = ("CONSULT_DATABASE_URL", "CONSULT_KEYSTORE_URL", "CONSULT_INSTANCE")


def draft_elsewhere(settings: dict[str, str], path: Path, seed: str) -> bytes:
    """Draft the response in a process of its own, and read the file."""
    arguments = ["draft", "consultation-1", "--out", str(path), "--as-of", "2031-04-01"]
    command = [sys.executable, "-c", "from consult.command import main; main()", *arguments]
    own = settings | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    subprocess.run(command, env=os.environ | own, check=True, capture_output=True)
    return path.read_bytes()


@pytest.mark.parametrize("ending", [pytest.param(one, marks=pytest.mark.soak) for one in WRITERS])
def test_draft__in_two_processes_with_other_hashes__is_the_same_to_the_byte(
    sessions: sessionmaker[Session], sqlite_url: str, sqlite_keys_url: str, tmp_path: Path, ending: str
) -> None:
    with sessions.begin() as session:
        make_received(session)
    settings = dict(zip(SETTINGS, (sqlite_url, sqlite_keys_url, str(tmp_path)), strict=True))
    first, second = (draft_elsewhere(settings, tmp_path / f"{seed}{ending}", seed) for seed in ("1", "77"))
    assert first == second
