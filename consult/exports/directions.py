"""Texts that turn the direction of writing end by themselves, so that what follows is not turned too.

Source: Unicode Standard Annex 9, explicit directional formatting characters.
"""

_EMBEDDINGS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"


def close_directions(text: str) -> str:
    """End what a text leaves open: nothing is taken out or changed, only invisible ends come after it."""
    lines = text.split("\n")
    return "\n".join([*lines[:-1], lines[-1] + _list_missing(lines[-1])])


def _list_missing(line: str) -> str:
    """List the ends that are missing, the last opened first; the end of a line ends everything before it."""
    waiting: list[str] = []
    for mark in line:
        if mark in _EMBEDDINGS:
            waiting.append(_END_OF_EMBEDDING)
        elif mark in _ISOLATES:
            waiting.append(_END_OF_ISOLATE)
        elif mark == _END_OF_EMBEDDING and waiting[-1:] == [mark]:
            waiting.pop()
        elif mark == _END_OF_ISOLATE and mark in waiting:
            _close_isolate(waiting)
    return "".join(reversed(waiting))


def _close_isolate(waiting: list[str]) -> None:
    """Close the last isolate, and with it every embedding inside it."""
    while waiting.pop() != _END_OF_ISOLATE:
        pass
