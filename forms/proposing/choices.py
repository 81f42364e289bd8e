"""The answers that a question gives to choose from, as documents print them."""

import re
from dataclasses import replace

from forms.proposing.lines import Line
from forms.proposing.numbers import find_part

_MARK = re.compile(r"(?:[☐☑□▢○◯●•▪■◦·*]|\[\s?\]|\(\s?\)|[-–—](?=\s)|o(?=\s))\s*(?P<text>\S.*)")
_BOX = re.compile(r"[☐☑□▢○◯]|\[\s?\]")
_KNOWN = re.compile(
    r"(?:yes|no|don['’]?t know|do not know|not sure|unsure|maybe|other|none of (?:these|the above)|n/a"
    r"|not applicable|prefer not to say|neither .+ nor .+|neutral"
    r"|(?:strongly |tend to |somewhat |slightly )?(?:dis)?agree|(?:strongly |tend to )?(?:support|oppose)"
    r"|(?:very |fairly |quite |not very |not at all |extremely )?(?:good|poor|bad|satisfied|dissatisfied"
    r"|important|unimportant|likely|unlikely|effective|ineffective|easy|difficult|clear|unclear)"
    r"|always|often|sometimes|rarely|never|partly|in part|to some extent|completely"
    r"|individual|organisation)\b|\d{1,2}$",
    re.IGNORECASE,
)
_BRACKETS = "[](){}"
_MANY = re.compile(
    r"\b(?:select|tick|choose|mark|check|pick)"
    r" (?:all|as many|any|up to (?:two|three|four|five|\d)|one or more)\b"
    r"|\ball that apply\b",
    re.IGNORECASE,
)
_MOST_WORDS, _MOST_UNMARKED, _MOST_INLINE, _LONGEST_INLINE = 25, 8, 7, 60


def takes_many(text: str) -> bool:
    """Say whether the words of a question let several answers be chosen."""
    return _MANY.search(text) is not None


def split_boxes(line: Line) -> list[Line]:
    """Give each choice of a line with several boxes a line of its own: "☐ Yes ☐ No", or "Yes ☐ No ☐"."""
    pieces = [one.strip() for one in _BOX.split(line.text)]
    if len(pieces) < 3:
        return [line]
    is_behind = bool(pieces[0]) and not pieces[-1]
    first, choices = ("", pieces[:-1]) if is_behind else (pieces[0], pieces[1:])
    boxes = [replace(line, text=f"☐ {one}", is_apart=False) for one in choices if one]
    return [replace(line, text=first), *boxes] if first else boxes


def begins_choice(text: str) -> bool:
    """Say whether a line begins as choices do: with a box, a bullet or a letter of its own."""
    return _MARK.match(text) is not None or find_part(Line(text)) is not None


def list_choices(lines: tuple[Line, ...]) -> tuple[list[str], int]:
    """List the choices with which these lines begin, and how many of the lines they take."""
    for read in (_read_marked, _read_lettered, _read_unmarked):
        found: list[str] = []
        for line in lines:
            choice = read(line.text)
            if choice is None or len(choice.split()) > _MOST_WORDS:
                break
            found.append(choice)
        if len(found) > 1:
            return found, len(found)
    if lines and (inline := split_inline(lines[0].text)):
        return (inline[1], 1) if not inline[0] else ([], 0)
    return [], 0


def split_inline(text: str) -> tuple[str, list[str]] | None:
    """Cut "Do you agree? (Yes / No / Not sure)" into its question and its choices; None where it has none."""
    start = text.rfind("?") + 1
    choices = [one.strip(" .") for one in text[start:].strip(f" .{_BRACKETS}").split("/")]
    if not 1 < len(choices) <= _MOST_INLINE or any(_is_no_choice(one) for one in choices):
        return None
    return (text[:start].strip(), choices) if all(map(_is_known, choices[:2])) else None


def is_boxed(text: str) -> bool:
    """Say whether a line is a choice beyond doubt: with a box to tick, or one of the usual answers."""
    return _BOX.match(text) is not None or _is_known(text)


def _is_no_choice(text: str) -> bool:
    return not 0 < len(text) <= _LONGEST_INLINE or any(one in text for one in _BRACKETS)


def _read_marked(text: str) -> str | None:
    found = _MARK.match(text)
    return found["text"].strip() if found else None


def _read_lettered(text: str) -> str | None:
    found = find_part(Line(text))
    return found.text if found and not found.text.endswith("?") else None


def _read_unmarked(text: str) -> str | None:
    is_short = len(text.split()) <= _MOST_UNMARKED and not text.endswith(("?", ":"))
    return text.strip(" .") if is_short and _is_known(text) else None


def _is_known(text: str) -> bool:
    return _KNOWN.match(text.strip()) is not None and len(text.split()) <= _MOST_UNMARKED
