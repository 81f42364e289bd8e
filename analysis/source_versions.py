"""The version of a step: a hash of the code it rests on and of the libraries it calls.

Taken from the files themselves, so that nobody has to remember to raise a number: whatever is changed in a
step or in what it imports makes the stored results those of another version.
"""

import ast
import importlib.metadata
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

_ROOM = "analysis"
_ROOM_FOLDER = Path(__file__).parent


@cache
def find_version(module: str, *distributions: str) -> str:
    """Find the version of the step in this module; distributions: the libraries whose results it keeps."""
    sources = {name: _read(name) for name in list_modules(module)}
    files = [f"{name} {sha256(source).hexdigest()}" for name, source in sorted(sources.items())]
    read = {path for source in sources.values() for path in _list_files_read(source)}
    files += [f"{path.name} {sha256(path.read_bytes()).hexdigest()}" for path in sorted(read)]
    libraries = [f"{name} {importlib.metadata.version(name)}" for name in distributions]
    machine = [
        f"python {sys.version_info[0]}.{sys.version_info[1]}",
        f"unicode {unicodedata.unidata_version}",
    ]
    return "\n".join([*files, *libraries, *machine])


def list_modules(module: str) -> list[str]:
    """List a module of this room and every module of the room that it imports, near or far."""
    found, waiting = set[str](), [module]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(_list_imported(_read(name)))
    return sorted(found)


def _list_imported(source: bytes) -> Iterator[str]:
    return (name for name in _list_names(source)[0] if _find_file(name) is not None)


def _list_files_read(source: bytes) -> Iterator[Path]:
    """List the files of this room, other than code, that a source names."""
    files = _list_files()
    for said in _list_names(source)[1]:
        yield from files.get(said.rpartition("/")[2], ())


@cache
def _list_names(source: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List what a source imports, and what it says between quotation marks. Several steps ask for each."""
    imported, said = list[str](), list[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported += [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            said.append(node.value)
    return tuple(imported), tuple(said)


@cache
def _list_files() -> dict[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    for path in sorted(_ROOM_FOLDER.rglob("*.*")):
        if path.suffix not in {".py", ".pyc"}:
            found[path.name] = (*found.get(path.name, ()), path)
    return found


def _find_file(module: str) -> Path | None:
    """Find the file of a module of this room; None where the name is something else."""
    first, *rest = module.split(".")
    path = _ROOM_FOLDER.joinpath(*rest)
    places = [path.with_suffix(".py"), path / "__init__.py"] if first == _ROOM else []
    return next((place for place in places if place.is_file()), None)


@cache
def _read(module: str) -> bytes:
    path = _find_file(module)
    assert path is not None, module
    return path.read_bytes()
