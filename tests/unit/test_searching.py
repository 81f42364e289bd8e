"""The search for leaks finds what it is there to find."""

import base64
import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.factories.searching import find_traces

MARK = "المطر MARK የዝናብ"


def zip_up(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<p>{text}</p>" * 3)
    return buffer.getvalue()


HIDDEN = {
    "plain": lambda text: text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 of utf-16": lambda text: base64.b64encode(text.encode("utf-16")),
    "json": lambda text: json.dumps({"words": text}).encode(),
    "hex": lambda text: text.encode().hex().upper().encode(),
    "zlib": lambda text: b"before" + zlib.compress(text.encode()) + b"after",
    "gzip": lambda text: gzip.compress(text.encode()),
    "zip": zip_up,
    "base64 in gzip": lambda text: gzip.compress(base64.b64encode(text.encode())),
}


@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
@pytest.mark.parametrize("form", sorted(HIDDEN))
def test_mark__hidden_in_any_form__is_found(tmp_path: Path, form: str, before: str) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file.bin").write_bytes(HIDDEN[form](f"{before} {MARK} and after"))
    assert find_traces(tmp_path, [MARK])


def test_mark__that_is_nowhere__is_not_found(tmp_path: Path) -> None:
    (tmp_path / "file.bin").write_bytes(bytes(range(256)) * 200 + zip_up("something else"))
    assert find_traces(tmp_path, [MARK]) == []
