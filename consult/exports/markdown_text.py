"""People's words in Markdown: every sign that a reader of Markdown would obey is escaped.

Source: CommonMark 0.31 (escapes and character references), and the tables of GitHub's flavour.
"""

import re

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#~^$|]|&(?=[#\w])|=(?==)|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
"""Signs that mean something within a line. Addresses are not to become links by themselves."""
_AT_START = re.compile(r"^([ \t]*)([-+=:%]|[0-9]+(?=[.)]))")
_EDGES = re.compile(r"^\s|\s$")
_NEW_LINE = "&#10;"


def write_text(text: str, *, before: str = "") -> str:
    """Write a text of one or more lines; a line that ends is a line that ends when it is read.

    before: what each line after the first begins with, such as the sign of a quotation.
    """
    inner = text.strip("\n")
    start, end = text[: len(text) - len(text.lstrip("\n"))], text[len(text.rstrip("\n")) :]
    if not inner:
        return _NEW_LINE * len(text)
    lines = [_write_line(line) for line in inner.split("\n")]
    written = f"\\\n{before}".join(lines)
    return f"{_NEW_LINE * len(start)}{written}{_NEW_LINE * len(end)}"


def write_line(text: str) -> str:
    """Write a text on one line, as a heading or a cell needs it."""
    return _NEW_LINE.join(_write_line(line).replace("\\|", "&#124;") for line in text.split("\n"))


def _write_line(line: str) -> str:
    escaped = _SIGNS.sub(lambda found: f"\\{found[0]}", line)
    return _EDGES.sub(_write_edge, _AT_START.sub(_write_start, escaped))


def _write_start(found: re.Match[str]) -> str:
    """Escape the sign that makes a list, a rule or a heading of a line; of a number, what follows it."""
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _write_edge(found: re.Match[str]) -> str:
    """Keep a space where reading drops it, or takes it for code or for the end of a line."""
    return f"&#{ord(found[0])};"
