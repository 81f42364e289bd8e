"""Starting a command loads what it needs: the language work for analyses, not for keys or for serving."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from consult.cli.main import COMMANDS, consult

HEAVY = ("pandas", "scipy", "spacy", "sklearn")
PROGRAM = """
import json, sys
from consult.command import main
try:
    main()
finally:
    print(json.dumps([name for name in {heavy} if name in sys.modules]), file=sys.stderr)
"""


def list_loaded(folder: Path, program: str, *arguments: str) -> tuple[str, list[str]]:
    """What a program prints, and which heavy libraries it has loaded when it ends."""
    command = [sys.executable, "-c", program.replace("{heavy}", repr(HEAVY)), *arguments]
    ended = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return ended.stdout, json.loads(ended.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["responses", "import", "--help"],
        *(
            pytest.param([*one, "--help"], marks=pytest.mark.soak)
            for one in (["init"], ["serve"], ["keys", "status"], ["questionnaire", "check"])
        ),
    ],
    ids=" ".join,
)
def test_command__asked_for_help__loads_no_language_work(tmp_path: Path, arguments: list[str]) -> None:
    said, loaded = list_loaded(tmp_path, PROGRAM, *arguments)
    assert said.startswith("Usage: consult") and loaded == []


def test_command__that_analyses__loads_it_but_for_scikit_learn(tmp_path: Path) -> None:
    """The tests above can fail: what they look for is there when it is needed."""
    assert list_loaded(tmp_path, PROGRAM, "theme", "--help")[1] == [one for one in HEAVY if one != "sklearn"]


def test_site__made__loads_no_language_work(tmp_path: Path) -> None:
    program = """
import json, sys
from consult.app import create_app
create_app({"SECRET_KEY": "for tests only", "DATABASE_URL": "sqlite://"})
print(json.dumps([name for name in {heavy} if name in sys.modules]), file=sys.stderr)
"""
    assert list_loaded(tmp_path, program)[1] == []


@pytest.mark.parametrize("name", [one.name for one in COMMANDS])
def test_command__loaded_by_its_name__is_the_one_of_the_list(name: str) -> None:
    command = consult.get_command(click.Context(consult), name)
    assert command is not None and command.name == name
