"""Addresses that templates build: this page with another query, and built files that browsers may keep."""

import hashlib
from pathlib import Path
from urllib.parse import urlencode

from flask import current_app, request, url_for

VERSION_CHARACTERS = 10


def change_query(**changes: object) -> str:
    """The address of this page with these query values changed; None takes one away, the rest stay.

    Filters, sorting, pages and languages all use it, so that each keeps what the others chose.
    """
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in changes]
    new = [(key, str(value)) for key, value in changes.items() if value is not None]
    query = urlencode(kept + new)
    return request.script_root + request.path + (f"?{query}" if query else "")


def change_sorting(key: str) -> str:
    """The address of this page sorted by the column; the other way round where it already is."""
    return change_query(sort=key, order="desc" if find_sorting(key) == "ascending" else "asc", page=None)


def find_sorting(key: str) -> str | None:
    """How the page is sorted by the column (a value of aria-sort); None where it is not."""
    if request.args.get("sort") != key:
        return None
    return "descending" if request.args.get("order") == "desc" else "ascending"


def locate_static(path: str) -> str:
    """The address of a file in consult/static, with its version: browsers keep it until it changes."""
    return url_for("static", filename=path, v=_find_version(path))


def has_page(endpoint: str) -> bool:
    """True where the application serves the endpoint; links to pages that are not there are left out."""
    return endpoint in current_app.view_functions


def _find_version(path: str) -> str | None:
    versions: dict[str, str | None] = current_app.extensions.setdefault("static_versions", {})
    if path not in versions or current_app.debug:
        versions[path] = _digest(Path(current_app.static_folder or "") / path)
    return versions[path]


def _digest(file: Path) -> str | None:
    """None where the file is not built yet: the page still works, without its style."""
    if not file.is_file():
        return None
    return hashlib.sha256(file.read_bytes()).hexdigest()[:VERSION_CHARACTERS]
