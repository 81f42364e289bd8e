"""Patterns of `regex`, matched in a time that grows with the text and never with the pattern's tricks.

Nothing else imports the library.
"""

import re
from functools import lru_cache

import re2

MOST_PATTERN = 1_000
MOST_MEMORY = 1 << 20
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class PatternError(ValueError):
    """A pattern that cannot be used; its text says why."""


def matches(pattern: str, text: str) -> bool:
    """Tell whether the whole text is as the pattern says. Raises: PatternError."""
    return compile_pattern(pattern).fullmatch(_clean(text)) is not None


def measure_pattern(pattern: str) -> int:
    """Return how many parts a pattern has once it is compiled. Raises: PatternError."""
    return int(compile_pattern(pattern).programsize)


@lru_cache(maxsize=128)
def compile_pattern(pattern: str) -> "re2._Regexp":
    """Return a pattern that can be matched. Raises: PatternError."""
    if len(pattern) > MOST_PATTERN:
        raise PatternError(f"it is longer than {MOST_PATTERN:,} characters")
    pattern = _ESCAPED.sub(_spell, pattern)
    options = re2.Options()
    options.max_mem, options.log_errors = MOST_MEMORY, False
    try:
        return re2.compile(_clean(pattern), options)
    except re2.error as error:
        said = error.args[0] if error.args else "it is not a pattern"
        raise PatternError(said.decode("utf-8", "replace") if isinstance(said, bytes) else said) from error


def _spell(mark: re.Match[str]) -> str:
    """Write the end of the text as the library does; a backslash before it makes it a letter."""
    return r"\z" if mark.group(1) == "Z" else mark.group(0)


def _clean(text: str) -> str:
    """Replace lone surrogates, which cannot be encoded."""
    return text.encode("utf-8", "replace").decode("utf-8")
