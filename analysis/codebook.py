"""Codebooks: what each code means, read from a CSV file, and the built-in one on migration."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from analysis import columns, errors
from analysis.codebook_rows import DOMAIN as DOMAIN
from analysis.codebook_rows import FACETS as FACETS
from analysis.codebook_rows import KIND as KIND
from analysis.codebook_rows import find_fault, list_rows

MAX_CODES = 2_000
_REST = re.compile(
    r"(none (of the|of these|apply)\b.*|no (reason|answer|response|comment|opinion|theme|code)s?( given)?"
    r"|not applicable|n/?a|(any )?other|others|miscellaneous|don[’']?t know|uncoded|unclear|irrelevant)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Code:
    """One code: its name for machines, its label for people, and what belongs to it."""

    code: str
    label: str
    facet: str
    parent: str
    description: str
    key_phrases: tuple[str, ...]

    @property
    def is_rest(self) -> bool:
        """Whether it is for what fits no other code ("none of the above"): nothing can be like it."""
        return _REST.fullmatch(self.label.strip()) is not None


@dataclass(frozen=True)
class Codebook:
    """Codes in the order of their file, with the hash of what they were read from."""

    name: str
    codes: tuple[Code, ...]
    sha256: str


@cache
def get_builtin_codebook() -> Codebook:
    """Return the starting codebook on migration, with both facets."""
    content = (resources.files("analysis") / "codebooks" / "migration.csv").read_bytes()
    return parse_codebook(content, "migration")


def read_codebook(path: Path) -> Codebook:
    """Read a codebook from a CSV file. Raises: CodebookUnreadable (A020), CodebookRowWrong (A021)."""
    try:
        content = path.read_bytes()
    except OSError as failure:
        reason = failure.strerror or "it cannot be opened"
        raise errors.CodebookUnreadable(path=path.name, reason=reason) from failure
    return parse_codebook(content, path.name)


def parse_codebook(content: bytes, name: str) -> Codebook:
    """Make a codebook of a CSV file's bytes. Raises: CodebookUnreadable (A020), CodebookRowWrong (A021)."""
    rows = list(list_rows(content, name))
    codes = tuple(_make_code(row, number, name) for number, row in rows)
    _check_codes(codes, [number for number, _ in rows], name)
    return Codebook(name, codes, hashlib.sha256(content).hexdigest())


def _make_code(row: dict[str, str], number: int, name: str) -> Code:
    reason = find_fault(row)
    if reason is not None:
        raise errors.CodebookRowWrong(path=name, row=number, reason=reason)
    phrases = tuple(dict.fromkeys(part.strip() for part in row["key_phrases"].split(columns.LIST_SEPARATOR)))
    facet = row.get("facet", "").lower() or DOMAIN
    kept = tuple(phrase for phrase in phrases if phrase)
    return Code(row["code"], row["label"], facet, row.get("parent", ""), row["description"], kept)


def _check_codes(codes: tuple[Code, ...], numbers: list[int], name: str) -> None:
    if not 1 <= len(codes) <= MAX_CODES:
        raise errors.CodebookUnreadable(path=name, reason=f"it has {len(codes)} codes, not 1 to {MAX_CODES}")
    parents, seen = {code.code: code.parent for code in codes}, set[str]()
    for code, number in zip(codes, numbers, strict=True):
        reason = f"the code {code.code} is there already" if code.code in seen else None
        if code.parent and (code.parent not in parents or code.parent == code.code):
            reason = f"its parent {code.parent} is not another code of this codebook"
        elif _is_own_ancestor(code.code, parents):
            reason = f"its parents lead from {code.parent} back to it"
        if reason is not None:
            raise errors.CodebookRowWrong(path=name, row=number, reason=reason)
        seen.add(code.code)


def _is_own_ancestor(code: str, parents: Mapping[str, str]) -> bool:
    """Follow the parents up; no codebook is as deep as it has codes."""
    above = code
    for _ in parents:
        above = parents.get(above, "")
        if above in ("", code):
            break
    return above == code
