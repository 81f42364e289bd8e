"""The project's own files, read once: what every house rule looks at."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("consult", "forms", "analysis")
SKIPPED = {
    "__pycache__", ".git", ".venv", "node_modules", "build", "dist", "instance", "demo", ".hypothesis",
    ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache",
}  # fmt: skip
MIGRATIONS = ("consult/migrations/versions/", "consult/migrations/key_store/versions/")

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """A function of the code, and where it stands."""

    path: str
    name: str
    node: FunctionNode
    is_public: bool

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"{self.path}:{self.node.lineno} {self.name}"

    @property
    def length_lines(self) -> int:
        """Lines of the body without the docstring."""
        body = self.node.body[1:] if ast.get_docstring(self.node) else self.node.body
        return measure_lines(body)


def list_files(*folders: str, endings: tuple[str, ...] = (".py",)) -> list[str]:
    """Paths from the root of every file in the folders with one of the endings; "." is the whole project."""
    found = (path for folder in folders for path in _walk(ROOT / folder))
    return sorted({path.relative_to(ROOT).as_posix() for path in found if path.name.endswith(endings)})


@cache
def read(path: str) -> str:
    """The text of a file."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def parse(path: str) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(read(path), path)


def count_lines(path: str) -> int:
    """Lines of a file."""
    return len(read(path).splitlines())


def measure_lines(body: list[ast.stmt]) -> int:
    """Lines from the first statement to the end of the last; 0 for a body that is only a docstring."""
    return (body[-1].end_lineno or 0) - _find_start(body[0]) + 1 if body else 0


def list_functions(path: str) -> list[Function]:
    """Every function of a file, nested ones too, in the order written."""
    return _list_functions(path, parse(path))


@cache
def _list_functions(path: str, read: ast.Module) -> list[Function]:
    return list(_find_functions(path, read, prefix="", inside=True))


def _find_functions(path: str, parent: ast.AST, prefix: str, inside: bool) -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, FunctionNode):
            name = f"{prefix}{node.name}"
            is_public = inside and not node.name.startswith("_")
            yield Function(path, name, node, is_public)
            yield from _find_functions(path, node, f"{name}.", inside=False)
        elif isinstance(node, ast.ClassDef):
            inside_class = inside and not node.name.startswith("_")
            yield from _find_functions(path, node, f"{prefix}{node.name}.", inside_class)
        else:
            yield from _find_functions(path, node, prefix, inside)


def _find_start(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in SKIPPED or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
