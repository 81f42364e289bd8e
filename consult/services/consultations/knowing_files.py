"""What a file is by its bytes, whatever it is called: only kinds that a browser never runs are known."""

import io
import zipfile
from email.errors import MessageError
from email.parser import BytesHeaderParser

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT_DOCUMENT = "application/vnd.oasis.opendocument.text"
EMAIL = "message/rfc822"
TEXT = "text/plain"
KNOWN = "PDF, Word (.docx), OpenDocument text (.odt), e-mail (.eml), plain text, PNG or JPEG"
FIRST_BYTES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
ZIP = b"PK\x03\x04"
MACROS = "vbaproject.bin"
HEADERS = {"from", "date"}
"""An e-mail that was saved has both; a text that happens to begin with a name and a colon has not."""


def find_media_type(content: bytes) -> str | None:
    """The media type of a file; None where it is none of those known."""
    found = next((media_type for start, media_type in FIRST_BYTES if content.startswith(start)), None)
    if found is not None:
        return found
    return _look_inside(content) if content.startswith(ZIP) else _read_text(content)


def _look_inside(content: bytes) -> str | None:
    """A document that is a zip; nothing in it is unpacked but the short name of its kind."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {one.casefold() for one in packed.namelist()}
            if any(one.endswith(MACROS) for one in names):
                return None
            if {"[content_types].xml", "word/document.xml"} <= names:
                return WORD
            return TEXT_DOCUMENT if _says_text(packed) else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None


def _says_text(packed: zipfile.ZipFile) -> bool:
    if "mimetype" not in packed.namelist():
        return False
    with packed.open("mimetype") as member:
        return member.read(len(TEXT_DOCUMENT) + 1) == TEXT_DOCUMENT.encode()


def _read_text(content: bytes) -> str | None:
    """An e-mail by its headers, or plain text; neither may be anything that looks like a web page."""
    if b"\x00" in content or content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    if _list_headers(content) >= HEADERS:
        return EMAIL
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return TEXT


def _list_headers(content: bytes) -> set[str]:
    try:
        return {name.casefold() for name in BytesHeaderParser().parsebytes(content).keys()}  # noqa: SIM118
    except (MessageError, ValueError):
        return set()
