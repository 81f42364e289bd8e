"""Texts of the project: no foreign addresses, no machine's paths, nothing left to do."""

import json
import re

import pytest

from tests.house import tree

ENDINGS = (
    ".py", ".html", ".txt", ".md", ".toml", ".json", ".js", ".scss", ".cfg", ".ini", ".mako", ".csv", ".po",
    ".yml", "Makefile", "run", ".npmrc", ".gitignore", "LICENSE",
)  # fmt: skip
THIS = "tests/house/test_texts.py"
LEFT_TO_DO = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
REGISTRIES = re.compile(
    r"--(extra-)?index-url|--find-links|\"resolved\":|registry\s*=|https?://[\w.-]*(registry|files|index|simple)[\w.-]*/"
)
MACHINE = re.compile(r"(?<![\w.~])/(root|home/\w+|Users/\w+)/|(?<![\w.~])/work\b")
TEMPORARY = re.compile(r"(?<![\w.~])/tmp/")
LOCKS = (".ci/lock/run.txt", ".ci/lock/dev.txt", ".ci/lock/bench.txt", ".ci/lock/medium.txt")
PINNED = re.compile(r"^[A-Za-z0-9_.\-\[\],]+==\S+( ;.*)? \\$")


def find_lines(shape: re.Pattern[str], paths: list[str]) -> list[str]:
    """Lines of the files in which the shape occurs."""
    numbered = [
        (path, number, line) for path in paths for number, line in enumerate(tree.read(path).splitlines(), 1)
    ]
    return [f"{path}:{number} {line.strip()[:80]}" for path, number, line in numbered if shape.search(line)]


def list_texts() -> list[str]:
    """Every text file of the project but this one, which has to spell what it looks for."""
    return [path for path in tree.list_files(".", endings=ENDINGS) if path != THIS]


def test_texts__read__leave_nothing_to_do() -> None:
    assert find_lines(LEFT_TO_DO, list_texts()) == []


def test_texts__read__name_no_package_registry() -> None:
    assert find_lines(REGISTRIES, list_texts()) == []


def test_texts__read__hold_no_path_of_a_machine() -> None:
    assert find_lines(MACHINE, list_texts()) == []


def test_documents__read__hold_no_temporary_path() -> None:
    assert find_lines(TEMPORARY, [path for path in list_texts() if path.endswith(".md")]) == []


def test_texts__read__are_utf8_with_plain_line_ends() -> None:
    raw = {path: (tree.ROOT / path).read_bytes() for path in list_texts()}
    assert [
        path for path, content in raw.items() if b"\r" in content or content.startswith(b"\xef\xbb\xbf")
    ] == []


@pytest.mark.parametrize("path", LOCKS)
def test_python_lock__read__pins_everything_with_hashes_and_no_address(path: str) -> None:
    lines = [line for line in tree.read(path).splitlines() if line and not line.startswith((" ", "#"))]
    assert [line for line in lines if not PINNED.match(line)] == []
    assert find_lines(re.compile(r"https?://|--index-url|--find-links"), [path]) == []
    assert tree.read(path).count("--hash=sha256:") >= len(lines) > 0


def test_script_lock__read__has_hashes_and_no_address() -> None:
    packages = json.loads(tree.read("package-lock.json"))["packages"]
    outer = {name: entry for name, entry in packages.items() if name}
    assert [name for name, entry in outer.items() if "resolved" in entry] == []
    assert [
        name for name, entry in outer.items() if not entry.get("integrity", "").startswith("sha512-")
    ] == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("see /work/main/a.py", True),
        ("in /root/.cache", True),
        ("the /desk/work page", False),
        ("/workers", False),
    ],
)
def test_machine_paths__planted__are_found(text: str, is_found: bool) -> None:
    assert bool(MACHINE.search(text)) is is_found
