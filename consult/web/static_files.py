"""Style sheets and scripts as they were built, compressed where the browser takes it.

Only files of ours that are the same for everybody: a page with a form token or somebody's words is never
compressed, since its length would tell of them.
"""

import mimetypes
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory

from consult.web.access import PUBLIC, allow

PACKED = ".gz"


def init_static_files(app: Flask) -> None:
    """Take the place of the framework's own view."""
    app.view_functions["static"] = send_static


@allow(PUBLIC)
def send_static(filename: str) -> Response:
    """A file of consult/static; its compressed copy where there is one."""
    folder = Path(current_app.static_folder or "")
    if not (folder / f"{filename}{PACKED}").is_file():
        return send_from_directory(folder, filename)
    response = _send_packed(folder, filename) if _takes_packed() else send_from_directory(folder, filename)
    response.vary.add("Accept-Encoding")
    return response


def _send_packed(folder: Path, filename: str) -> Response:
    media_type = mimetypes.guess_type(filename)[0]
    response = send_from_directory(folder, f"{filename}{PACKED}", mimetype=media_type)
    response.headers["Content-Encoding"] = "gzip"
    return response


def _takes_packed() -> bool:
    return "gzip" in request.accept_encodings
