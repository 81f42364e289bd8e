"""Where sentences end inside one line, in any served script."""

import re

from analysis.sentence_marks import (
    ABBREVIATIONS,
    BEFORE_NUMBER_ONLY,
    CLOSERS,
    ENDS,
    HARD_ENDS,
    PROTECTED,
)

_WORD_BEFORE = re.compile(r"[\w.'’-]*$")
_LIST_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})$")
_LOOK_BACK = 24


def list_sentence_ends(line: str) -> list[int]:
    """List the offsets just after each sentence end of a line; the end of the line is not listed.

    A mark inside an address ends nothing; one that closes the address does.
    """
    protected = {at for match in PROTECTED.finditer(line) for at in range(match.start(), match.end() - 1)}
    found = []
    for match in ENDS.finditer(line):
        if match.end() < len(line) and _is_end(line, match) and match.end() - 1 not in protected:
            found.append(match.end())
    return found


def _is_end(line: str, match: re.Match[str]) -> bool:
    marks = match.group().rstrip(CLOSERS)
    following = line[match.end()]
    if marks.endswith("፡"):
        return marks.endswith("፡፡")  # two word separators typed for one full stop
    if marks in {"…", "..."} or marks.startswith(".."):
        return following.isspace() and not line[match.end() :].lstrip()[:1].islower()
    if any(mark in HARD_ENDS for mark in marks):
        return True
    if not following.isspace():
        return _is_missing_space(line, match, marks)
    return marks != "." or not _continues(line, match)


def _is_missing_space(line: str, match: re.Match[str], marks: str) -> bool:
    """Say whether the writer forgot the space: small letters before, a capital and a small letter after."""
    before, after = line[max(0, match.start() - 3) : match.start()], line[match.end() : match.end() + 2]
    capital = len(after) == 2 and after[0].isupper() and after[1].islower()
    return capital and len(before) == 3 and before.isalpha() and before.islower() and marks in {".", "!", "?"}


def _continues(line: str, match: re.Match[str]) -> bool:
    """Say whether a full stop belongs to an initial, an abbreviation or a list number, not to a sentence."""
    head = line[max(0, match.start() - _LOOK_BACK) : match.start()]
    found = _WORD_BEFORE.search(head)
    word = found.group() if found else ""
    following = line[match.end() :].lstrip()[:1]
    if _LIST_NUMBER.fullmatch(line[: match.start()]):
        return True
    if len(word) == 1 and word.isupper():
        return word != "I"
    lowered = word.casefold().strip("'’-")
    if lowered in BEFORE_NUMBER_ONLY:
        return following.isdigit()
    if "." in word and len(word.replace(".", "")) <= 3:  # U.K. and p.m. end a sentence before a capital
        return lowered in ABBREVIATIONS or not following.isupper()
    return lowered in ABBREVIATIONS
