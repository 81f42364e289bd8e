"""Look for words in files in every form in which they could lie there: encoded, escaped or compressed."""

import base64
import json
import re
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SHORTEST_MARK = 8
# The first bytes of what zlib, gzip and zip write; after each a stream may begin.
STREAM_HEADS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
RAW, WRAPPED = -zlib.MAX_WBITS, zlib.MAX_WBITS | 32
ZIP_HEAD_BYTES = 30
MOST_PLAIN_BYTES = 50_000_000


@dataclass(frozen=True)
class Trace:
    """A mark found in a file, and in which form."""

    path: str
    mark: str
    form: str


def list_forms(mark: str) -> dict[str, bytes]:
    """Every form of a mark as bytes. Base64 is cut to what does not hang on what stands before and after."""
    encodings = {
        "utf-8": mark.encode(),
        "utf-16-le": mark.encode("utf-16-le"),
        "utf-16-be": mark.encode("utf-16-be"),
    }
    forms = dict(encodings)
    for name, raw in encodings.items():
        for shift in range(3):
            forms[f"{name} in base64 +{shift}"] = _encode_inside(raw, shift)
    forms["utf-8 in url-safe base64"] = base64.urlsafe_b64encode(encodings["utf-8"]).rstrip(b"=")[:-1]
    forms["hexadecimal"] = encodings["utf-8"].hex().encode()
    forms["hexadecimal, capitals"] = forms["hexadecimal"].upper()
    forms["percent"] = urllib.parse.quote(mark).encode()
    forms["percent, spaces as plus"] = urllib.parse.quote_plus(mark).encode()
    forms["escaped"] = json.dumps(mark)[1:-1].encode()
    return forms


def find_traces(folder: Path, marks: Iterable[str]) -> list[Trace]:
    """Every mark that is in a file of a folder, in any form, also inside what is compressed."""
    wanted = [(mark, form, needle) for mark in marks for form, needle in list_forms(mark).items()]
    return [trace for path in _list_files(folder) for trace in search(str(path), path.read_bytes(), wanted)]


def search(name: str, content: bytes, wanted: Iterable[tuple[str, str, bytes]]) -> list[Trace]:
    """Every wanted form that is in the content of one file, or in a stream within it."""
    wanted = list(wanted)
    layers = [("", content), *((" (compressed)", plain) for plain in list_streams(content))]
    return [
        Trace(name, mark, form + how)
        for how, layer in layers
        for mark, form, needle in wanted
        if needle in layer
    ]


def list_streams(content: bytes) -> Iterator[bytes]:
    """What can be decompressed from anywhere in a file."""
    for head in STREAM_HEADS.finditer(content):
        at = head.start()
        if head.group() == b"PK\x03\x04":
            names = int.from_bytes(content[at + 26 : at + 28], "little") + int.from_bytes(
                content[at + 28 : at + 30], "little"
            )
            yield from _inflate(content[at + ZIP_HEAD_BYTES + names :], RAW)
        else:
            yield from _inflate(content[at:], WRAPPED)


def _inflate(content: bytes, window: int) -> Iterator[bytes]:
    try:
        plain = zlib.decompressobj(window).decompress(content, MOST_PLAIN_BYTES)
    except zlib.error:
        return
    if plain:
        yield plain


def _encode_inside(raw: bytes, shift: int) -> bytes:
    """What base64 makes of bytes that begin at this place in a group of three, without the uncertain ends."""
    encoded = base64.b64encode(b"\0" * shift + raw).rstrip(b"=")
    return encoded[(4 if shift else 0) : -2]


def _list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
