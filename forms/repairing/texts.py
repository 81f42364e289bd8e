"""Names as they stand inside expressions and texts: found, and replaced."""

import re

MARK = "…"
"""What stands in a text where it repeated an answer."""

_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^{}]*?)\s*\}|\.\./([\w.-]+)")
_IN_TEXT = re.compile(r"\$\{[^{}]*\}?")


def list_names(text: str) -> set[str]:
    """Return the names of questions that an expression or a text names."""
    return {one or other for one, other in _REFERENCE.findall(text)}


def rename(text: str, old: str, new: str) -> str:
    """Return a text in which every reference to one name is to another."""
    pattern = re.compile(r"(\$\{\s*)" + re.escape(old) + r"(\s*\})|(\.\./)" + re.escape(old) + r"(?![\w.-])")
    return pattern.sub(lambda found: f"{found[1] or found[3]}{new}{found[2] or ''}", text)


def take_answers_out(text: str) -> str:
    """Return a text with “…” for each answer it would repeat."""
    return _IN_TEXT.sub(MARK, text)
