"""The version of a step: a hash of the code it rests on and of the libraries it calls.

Taken from the files themselves, so that nobody has to remember to raise a number: whatever is changed in a
step or in what it imports makes the stored results those of another version.
"""

import ast
import importlib.metadata
import importlib.util
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

_ROOM = "analysis"


@cache
def find_version(module: str, *distributions: str) -> str:
    """Find the version of the step in this module; distributions: the libraries whose results it keeps."""
    sources = {name: _read(name) for name in list_modules(module)}
    files = [f"{name} {sha256(source).hexdigest()}" for name, source in sorted(sources.items())]
    tables = {table for source in sources.values() for table in _list_tables(source)}
    files += [f"{table.name} {sha256(table.read_bytes()).hexdigest()}" for table in sorted(tables)]
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
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == _ROOM:
            yield from (f"{_ROOM}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{_ROOM}."):
            yield str(node.module)


def _list_tables(source: bytes) -> Iterator[Path]:
    """List the tables of this room that a source names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and str(node.value).endswith(".csv"):
            yield from Path(__file__).parent.rglob(Path(str(node.value)).name)


@cache
def _read(module: str) -> bytes:
    spec = importlib.util.find_spec(module)
    assert spec is not None and spec.origin is not None, module
    return Path(spec.origin).read_bytes()
