"""Bytes of a table to text: UTF-8 with or without a mark, UTF-16 with one; anything else is refused."""

import codecs
import re

from analysis import errors

_NOT_TABLES = (
    (b"PK\x03\x04", "it is a spreadsheet (Excel or LibreOffice) or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "it is a spreadsheet (old Excel), or one locked with a password"),
    (b"%PDF", "it is a PDF"),
    (b"<", "it is a web page or XML"),
    (b"{\\rtf", "it is a text document"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
)
_UTF_32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NEAR_BYTES = 20
_START = 200
_WORD = re.compile(r"[^\W\d_]+")


def decode_table(content: bytes, name: str) -> str:
    """Decode a table's bytes. Raises: TableUnreadable (A025), TableEncodingWrong (A023)."""
    first = content[:_START].removeprefix(codecs.BOM_UTF8).lstrip()
    for mark, what in _NOT_TABLES:
        if first.startswith(mark):
            raise errors.TableUnreadable(path=name, reason=f"{what}, not a CSV file")
    if content.startswith(_UTF_32_MARKS):
        raise errors.TableEncodingWrong(path=name, byte=1, line=1, guess="; it says it is UTF-32")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(content, "utf-16", name)
    if content[:_START].count(0) > len(content[:_START]) // 4:
        guess = "; it looks like UTF-16 without its mark"
        raise errors.TableEncodingWrong(path=name, byte=content.index(0) + 1, line=1, guess=guess)
    return _decode(content, "utf-8-sig", name)


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as failure:
        start = failure.start + (len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0)
        line = content.count(b"\n", 0, start) + 1
        guess = _guess(content, start) if encoding == "utf-8-sig" else "; it says it is UTF-16"
        raise errors.TableEncodingWrong(path=name, byte=start + 1, line=line, guess=guess) from failure


def _guess(content: bytes, place: int) -> str:
    """Say what the bytes around the first wrong one look like, if that is likely.

    A Western European word has an accent here and there; in another script's encoding it is all accents.
    """
    start = max(0, place - _NEAR_BYTES)
    try:
        shown = content[start : place + _NEAR_BYTES].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    word = next((one for one in _WORD.finditer(shown) if one.end() > place - start), None)
    if word is None or not any(char.isascii() for char in word.group()):
        return ""
    words = " ".join(shown.split())
    return f'; it may be Windows-1252 (Western European), which would read "{words}"'
