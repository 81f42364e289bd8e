"""Sizes: small files and small functions, measured."""

from collections import Counter
from pathlib import Path

import pytest

from tests.house import tree

MOST_FILE_LINES, SMALL_FILE_LINES, SMALL_FILES_PCT = 300, 120, 80
MOST_TEST_LINES, MOST_TEMPLATE_LINES = 400, 99
MOST_FUNCTION_LINES, SMALL_FUNCTION_LINES, SMALL_FUNCTIONS_PCT = 40, 9, 70
MOST_ROUTE_LINES = 14
MOST_FILES_IN_ROOM, MOST_FILES_OUTSIDE_ROOMS = 30, 4
CODE = (".py", ".js", ".scss")
MARKS_OF_ROUTES = {"route", "get", "post", "allow"}


def list_code() -> list[str]:
    """Files that the size rule covers: migrations are exempt, catalogues are no code."""
    files = tree.list_files(*tree.PACKAGES, endings=CODE)
    return [path for path in files if not path.startswith(tree.MIGRATIONS)]


def list_functions(*folders: str) -> list[tree.Function]:
    """Every function that the size rule covers."""
    files = tree.list_files(*folders)
    found = [tree.list_functions(path) for path in files if not path.startswith(tree.MIGRATIONS)]
    return [function for functions in found for function in functions]


def find_share_pct(part: int, whole: int) -> float:
    """A share of 0 to 100."""
    return 100 * part / whole


def is_route(function: tree.Function) -> bool:
    """True for a view: a function with a decorator that registers or guards a page."""
    marks = {_name_of(decorator) for decorator in function.node.decorator_list}
    return bool(marks & MARKS_OF_ROUTES)


def _name_of(decorator: object) -> str:
    target = getattr(decorator, "func", decorator)
    return str(getattr(target, "attr", getattr(target, "id", "")))


def test_code_files__measured__none_is_over_the_limit() -> None:
    long = {path: tree.count_lines(path) for path in list_code()}
    assert {path: lines for path, lines in long.items() if lines > MOST_FILE_LINES} == {}


def test_code_files__measured__most_are_small() -> None:
    lengths = {path: tree.count_lines(path) for path in list_code()}
    large = {path: lines for path, lines in lengths.items() if lines >= SMALL_FILE_LINES}
    share = find_share_pct(len(lengths) - len(large), len(lengths))
    assert share >= SMALL_FILES_PCT, f"only {share:.1f}% are under {SMALL_FILE_LINES} lines: {large}"


def test_rooms_of_use_cases__counted__none_is_too_full() -> None:
    rooms = Counter(str(Path(path).parent) for path in tree.list_files("consult/services"))
    assert {room: files for room, files in rooms.items() if files > MOST_FILES_IN_ROOM} == {}
    assert rooms["consult/services"] <= MOST_FILES_OUTSIDE_ROOMS


def test_functions__measured__none_is_over_the_limit() -> None:
    functions = list_functions(*tree.PACKAGES, "tests")
    assert [
        f"{one.place} {one.length_lines}" for one in functions if one.length_lines > MOST_FUNCTION_LINES
    ] == []


def test_functions__measured__most_are_small() -> None:
    functions = list_functions(*tree.PACKAGES)
    small = [one for one in functions if one.length_lines <= SMALL_FUNCTION_LINES]
    share = find_share_pct(len(small), len(functions))
    assert share >= SMALL_FUNCTIONS_PCT, f"only {share:.1f}% of {len(functions)} functions are under 10 lines"


def test_routes__measured__each_is_thin() -> None:
    routes = [one for one in list_functions("consult/web") if is_route(one)]
    assert routes, "no route was found: the check looks at the wrong marks"
    assert [f"{one.place} {one.length_lines}" for one in routes if one.length_lines > MOST_ROUTE_LINES] == []


def test_templates__measured__each_is_short() -> None:
    templates = tree.list_files("templates", endings=(".html", ".txt"))
    long = {path: tree.count_lines(path) for path in templates}
    assert templates
    assert {path: lines for path, lines in long.items() if lines > MOST_TEMPLATE_LINES} == {}


def test_test_files__measured__none_is_over_the_limit() -> None:
    lengths = {path: tree.count_lines(path) for path in tree.list_files("tests")}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_TEST_LINES} == {}


@pytest.mark.parametrize("lines", [1, 9, 41])
def test_length_of_a_function__with_docstring_and_comment__counts_its_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    body = "\n".join(["    value = 1", *["    # why"] * (lines - 2), "    return value"][-lines:])
    (tmp_path / f"made_{lines}.py").write_text(
        f'def made():\n    """Two\n    lines."""\n{body}\n', encoding="utf-8"
    )
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    (function,) = tree.list_functions(f"made_{lines}.py")
    assert function.length_lines == lines
