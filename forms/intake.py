"""Text as given: the only changes ever made to what somebody wrote."""

import re

REPLACEMENT = "�"
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def as_given(text: str) -> str:
    """Return the text as it is stored; offsets count its code points.

    CRLF and CR become LF; NUL, other C0 controls but tab and newline, and lone surrogates become U+FFFD
    one for one. Nothing else changes: spaces, direction marks and composed letters stay as they are.
    """
    return _UNSTORABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))
