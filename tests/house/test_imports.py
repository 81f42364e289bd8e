"""Imports: the contracts of pyproject.toml, and the rules that a contract cannot say."""

import ast
import os
import subprocess
import sys

import pytest

from tests.house import tree

WEB_LIBRARIES = {
    "flask",
    "flask_babel",
    "flask_sqlalchemy",
    "flask_wtf",
    "flask_security",
    "werkzeug",
    "wtforms",
}
WITHOUT_WEB = (
    "consult/services", "consult/exports", "consult/queries", "consult/models", "consult/sealing",
    "consult/jobs",
)  # fmt: skip
WITHOUT_WEB_FILES = (
    "consult/frames.py", "consult/vocabulary.py", "consult/config.py", "consult/errors.py", "consult/logs.py",
)  # fmt: skip
STAFF_MODEL = "consult/models/staff.py"
EVERY_MODEL, KEY_STORE = "consult/models/all.py", "key_store"
STANDARD_ONLY = (
    "forms/asked.py",
    "forms/bounds.py",
    "forms/definitions.py",
    "forms/reading_values.py",
    "forms/errors.py",
    "forms/errors_expressions.py",
    "forms/errors_kinds.py",
)
REASON = "#"


def list_imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def find_imports(path: str) -> set[str]:
    """The top packages that a file imports, wherever the import stands."""
    nodes = ast.walk(tree.parse(path))
    return {name.split(".")[0] for node in nodes for name in list_imported(node)}


def find_late_imports(path: str) -> list[str]:
    """Imports inside functions that give no reason on their line."""
    lines = tree.read(path).splitlines()
    nodes = [
        inner for one in tree.list_functions(path) for inner in ast.walk(one.node) if list_imported(inner)
    ]
    numbers = sorted({node.lineno for node in nodes if isinstance(node, ast.stmt)})
    return [f"{path}:{number}" for number in numbers if REASON not in lines[number - 1]]


def test_import_contracts__checked_by_import_linter__are_kept() -> None:
    program = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    environment = os.environ | {"PYTHONPATH": str(tree.ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*program, "--no-cache"], cwd=tree.ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")


def test_services_and_below__read__import_no_flask() -> None:
    files = {*tree.list_files(*WITHOUT_WEB), *WITHOUT_WEB_FILES} - {STAFF_MODEL}
    offenders = {path: sorted(find_imports(path) & WEB_LIBRARIES) for path in files}
    assert {path: found for path, found in offenders.items() if found} == {}


def test_models__read__only_staff_knows_flask_security() -> None:
    found = [path for path in tree.list_files("consult/models") if "flask_security" in find_imports(path)]
    assert found == [STAFF_MODEL]


def test_models_of_the_data__read__are_all_imported_where_backups_look_for_tables() -> None:
    """A backup of PostgreSQL leaves out what its process never imported, and nobody notices."""
    [imported] = [one for one in tree.parse(EVERY_MODEL).body if isinstance(one, ast.ImportFrom)]
    having = [one for one in tree.list_files("consult/models") if "__tablename__ = " in tree.read(one)]
    names = {one.removeprefix("consult/models/").removesuffix(".py") for one in having} - {KEY_STORE}
    assert "response" in names and names - {one.name for one in imported.names} == set()


@pytest.mark.parametrize("path", STANDARD_ONLY)
def test_definitions__read__use_the_standard_library_alone(path: str) -> None:
    named = {name for node in ast.walk(tree.parse(path)) for name in list_imported(node)}
    own = {name.replace(".", "/") + ".py" for name in named if name.startswith("forms.")}
    assert own <= {*STANDARD_ONLY}
    assert find_imports(path) - {*sys.stdlib_module_names, "forms"} == set()


def test_functions__read__import_only_what_is_heavy_and_say_why() -> None:
    assert [place for path in tree.list_files(*tree.PACKAGES) for place in find_late_imports(path)] == []


@pytest.mark.parametrize(("line", "offends"), [("import spacy", True), ("import spacy  # heavy: 2 s", False)])
def test_import_inside_a_function__with_and_without_reason__is_told_apart(
    monkeypatch: pytest.MonkeyPatch, line: str, offends: bool
) -> None:
    path, text = f"made/{offends}.py", f"def load():\n    {line}\n    return spacy\n"
    monkeypatch.setattr(tree, "read", lambda _: text)
    monkeypatch.setattr(tree, "parse", lambda _: ast.parse(text))
    assert bool(find_late_imports(path)) is offends
