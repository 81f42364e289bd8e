"""Files that are sent to the site stay in memory."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.unit.web.test_protection import make_app

LARGE = b"MARKED" * 100_000
"""More than the framework keeps in memory."""


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Flask:
    """A site that takes files, where no temporary file can be made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    app = make_app(WTF_CSRF_ENABLED=False, MAX_UPLOAD_BYTES=2_000_000, TESTING=True)
    app.add_url_rule("/file", "file", lambda: request.files["file"].read(), methods=["POST"])
    return app


def send(app: Flask) -> bytes:
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(LARGE), "copy.docx")})
    sent = app.test_client().post(
        "/file", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )
    return sent.data


def test_file__larger_than_the_framework_keeps_in_memory__is_in_no_temporary_file(app: Flask) -> None:
    assert send(app) == LARGE


def test_framework__left_alone__would_make_a_temporary_file(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the test above would notice one."""
    made: list[BytesIO] = []

    def make(*_: object, **__: object) -> BytesIO:
        made.append(BytesIO())
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", make)
    app.request_class = Request
    assert send(app) == LARGE
    assert len(made) == 1
