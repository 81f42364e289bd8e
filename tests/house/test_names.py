"""Names: of modules, of tests, and what public functions say of themselves."""

import ast
import re
from pathlib import PurePosixPath

import pytest

from tests.house import tree

BANNED_MODULES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data", "info"}
TEST_NAME = re.compile(r"^test(_[a-z0-9]+)+__[a-z0-9]+(_[a-z0-9]+)*__[a-z0-9]+(_[a-z0-9]+)*$")
OVERRIDES = {"__init__", "__call__", "__enter__", "__exit__", "__iter__", "__len__", "__str__", "__repr__"}


def find_banned(paths: list[str]) -> list[str]:
    """Modules whose own name or folder says nothing."""
    return [path for path in paths if BANNED_MODULES & {*PurePosixPath(path).with_suffix("").parts}]


def find_undocumented(path: str) -> list[str]:
    """Public functions without a docstring; special methods and registered wrappers need none."""
    functions = [one for one in tree.list_functions(path) if one.is_public]
    bare = [one for one in functions if not ast.get_docstring(one.node)]
    return [one.place for one in bare if one.node.name not in OVERRIDES and not _is_plain(one.node)]


def _is_plain(node: tree.FunctionNode) -> bool:
    """An overload or a setter says nothing of its own."""
    marks = {ast.unparse(decorator) for decorator in node.decorator_list}
    return any(mark.endswith(("overload", ".setter", "override")) for mark in marks)


def list_test_names() -> list[tuple[str, str]]:
    """The place and the name of every test."""
    functions = [one for path in tree.list_files("tests") for one in tree.list_functions(path)]
    return [(one.place, one.node.name) for one in functions if one.node.name.startswith("test_")]


def test_modules__named__none_is_a_dump() -> None:
    assert find_banned(tree.list_files(*tree.PACKAGES, "tests")) == []


def test_init_files__read__hold_a_docstring_only() -> None:
    files = [path for path in tree.list_files(*tree.PACKAGES) if path.endswith("__init__.py")]
    bodies = {path: tree.parse(path).body for path in files}
    assert [path for path, body in bodies.items() if len(body) > 1 or not _is_docstring(body)] == []


def _is_docstring(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def test_every_folder_of_modules__listed__is_a_package() -> None:
    folders = {PurePosixPath(path).parent for path in tree.list_files(*tree.PACKAGES)}
    bare = [str(folder) for folder in folders if not (tree.ROOT / folder / "__init__.py").is_file()]
    assert sorted(set(bare) - {folder.rstrip("/") for folder in tree.MIGRATIONS}) == []


def test_modules__read__each_says_what_it_is_for() -> None:
    files = [path for path in tree.list_files(*tree.PACKAGES) if not path.startswith(tree.MIGRATIONS)]
    assert [path for path in files if not ast.get_docstring(tree.parse(path))] == []


def test_public_functions__read__each_has_a_docstring() -> None:
    files = [path for path in tree.list_files(*tree.PACKAGES) if not path.startswith(tree.MIGRATIONS)]
    assert [place for path in files for place in find_undocumented(path)] == []


def test_tests__named__say_subject_condition_and_outcome() -> None:
    assert [place for place, name in list_test_names() if not TEST_NAME.match(name)] == []


@pytest.mark.parametrize(
    ("path", "is_found"),
    [("consult/utils.py", True), ("consult/data/rows.py", True), ("consult/databases.py", False)],
)
def test_banned_names__asked_of_a_path__are_whole_words(path: str, is_found: bool) -> None:
    assert bool(find_banned([path])) is is_found
