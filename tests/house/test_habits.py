"""Habits of the code that no type or linter sees: who commits, who asks the clock, who reads answers."""

import ast
from collections.abc import Set

import pytest

from tests.house import tree

EDGES = ("consult/web/database.py", "consult/cli/", "consult/jobs/", "consult/app.py")
CLOCKS = ("consult/web/clock.py", "consult/cli/", "consult/jobs/", "consult/sealing/agent")
CLOCK_CALLS = {
    "datetime.now",
    "dt.datetime.now",
    "date.today",
    "dt.date.today",
    "datetime.utcnow",
    "time.time",
}
WHERE_ABSENCE_IS_REPORTED = "tests/reporting.py"
STEPS = "tests/browser/steps.py"
SESSION_NAMES = {"session", "db.session", "get_session()"}


def find_calls(path: str, wanted: Set[str]) -> list[tuple[int, str]]:
    """The calls of a file that end like one of those wanted: the line, and all of what is called."""
    last = {name.rpartition(".")[2] for name in wanted}
    nodes = ast.walk(tree.parse(path))
    calls = [node for node in nodes if isinstance(node, ast.Call) and _find_last(node.func) in last]
    return [(call.lineno, ast.unparse(call.func)) for call in calls]


def _find_last(called: ast.expr) -> str:
    return str(getattr(called, "attr", getattr(called, "id", "")))


def find_commits(path: str) -> list[str]:
    """Places that end a transaction of a session."""
    names = {f"{session}.{verb}" for session in SESSION_NAMES for verb in ("commit", "rollback")}
    return [f"{path}:{line} {name}" for line, name in find_calls(path, names) if name in names]


def find_clocks(path: str) -> list[str]:
    """Places that ask what time it is."""
    found = find_calls(path, CLOCK_CALLS)
    return [f"{path}:{line} {name}" for line, name in found if name in CLOCK_CALLS]


def list_inner(allowed: tuple[str, ...]) -> list[str]:
    """Files that are not among those allowed."""
    return [path for path in tree.list_files(*tree.PACKAGES) if not path.startswith(allowed)]


def test_code_inside_the_edges__read__never_commits() -> None:
    assert [place for path in list_inner(EDGES) for place in find_commits(path)] == []


def test_code_inside_the_edges__read__is_told_the_time() -> None:
    assert [place for path in list_inner(CLOCKS) for place in find_clocks(path)] == []


def test_tests__read__skip_only_for_want_of_something_outside() -> None:
    """A skip is allowed by a condition that names what is missing, never to hide a failing test."""
    marks = {"pytest.mark.xfail", "pytest.xfail", "unittest.skip", "pytest.mark.skip"}
    files = [path for path in tree.list_files("tests") if path != WHERE_ABSENCE_IS_REPORTED]
    found = [(path, line, name) for path in files for line, name in find_calls(path, marks)]
    assert [f"{path}:{line} {name}" for path, line, name in found if name in marks] == []


def test_browser_tests__read__press_through_the_steps_that_wait() -> None:
    """A bare click goes on at once, and what is typed next may land in the page before."""
    files = [path for path in tree.list_files("tests/browser") if path != STEPS]
    pressed = {"click", "dblclick"}
    found = [(path, line, name) for path in files for line, name in find_calls(path, pressed)]
    assert [f"{path}:{line}" for path, line, name in found if "." in name] == []


@pytest.mark.parametrize(
    ("line", "is_found"),
    [("session.commit()", True), ("get_session().rollback()", True), ("offer.commit()", False)],
)
def test_commits__looked_for__are_those_of_a_session(
    monkeypatch: pytest.MonkeyPatch, line: str, is_found: bool
) -> None:
    monkeypatch.setattr(tree, "parse", lambda _: ast.parse(line))
    assert bool(find_commits("made.py")) is is_found
