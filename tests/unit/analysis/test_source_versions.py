"""The version of a stored step: nothing that its results rest on is forgotten."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import answer_steps, source_versions
from analysis.source_versions import find_version, list_modules

FOR_OTHERS = {"numpy", "pandas", "pandera", "scipy", "simplemma", "sklearn"}
"""What the modules import for frames, and for lemmas and weights, which no result of these steps rests on."""


def list_libraries(module: str) -> Iterator[str]:
    """List what a module imports or finds of other distributions."""
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None
    for node in ast.walk(ast.parse(Path(spec.origin).read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("find_spec", "import_module")):
            names = [one.value for one in node.args if isinstance(one, ast.Constant)]
        else:
            names = []
        yield from (name.partition(".")[0] for name in names)


def test_libraries__of_the_stored_steps__are_all_in_their_version() -> None:
    modules = list_modules("analysis.answer_steps")
    used = {name for module in modules for name in list_libraries(module)}
    others = used - sys.stdlib_module_names - {"analysis"} - FOR_OTHERS
    assert others == set(answer_steps.LIBRARIES)
    steps = (
        answer_steps.make_language_step(),
        answer_steps.make_state_step(),
        answer_steps.make_cutting_step(),
        answer_steps.make_part_step(),
    )
    for step in steps:
        assert all(f"\n{name} " in step.shelf.version for name in others)
        assert all(f"{name} " in step.shelf.version for name in modules)


def test_code__of_the_stored_steps__is_all_that_they_import_near_or_far() -> None:
    modules = set(list_modules("analysis.answer_steps"))
    assert {"analysis.answer_steps", "analysis.detectors", "analysis.scripts", "analysis.text"} <= modules
    assert find_version("analysis.languages", "pycld2") != find_version("analysis.languages")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A room whose first module reaches the others in each way there is."""
    sources = {
        "first.py": "from analysis import second\nfrom analysis.inner import third\nimport analysis.fourth",
        "second.py": "from analysis.inner.fifth import LIMIT",
        "inner/third.py": "FILE = 'inner/words.jinja'",
        "inner/fifth.py": "LIMIT = 1",
        "inner/words.jinja": "words",
        "fourth.py": "import json",
        "other.py": "",
    }
    for name, source in sources.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source)
    monkeypatch.setattr(source_versions, "_ROOM_FOLDER", tmp_path)
    for one in (source_versions.find_version, source_versions._read, source_versions._list_files):
        monkeypatch.setattr(source_versions, one.__name__, one.__wrapped__)
    return tmp_path


def test_modules__imported_in_any_way__are_found(room: Path) -> None:
    assert (room / "other.py").is_file()
    found = ["analysis.first", "analysis.fourth", "analysis.inner.fifth", "analysis.inner.third"]
    assert list_modules("analysis.first") == [*found, "analysis.second"]


@pytest.mark.parametrize("name", ["inner/words.jinja", "inner/third.py", "inner/fifth.py", "fourth.py"])
def test_version__when_a_file_read_or_imported_changes__is_another(room: Path, name: str) -> None:
    before = source_versions.find_version("analysis.first")
    (room / "other.py").write_text("CHANGED = True")
    assert source_versions.find_version("analysis.first") == before
    with (room / name).open("a") as file:
        file.write("  # changed")
    assert source_versions.find_version("analysis.first") != before
