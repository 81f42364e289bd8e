"""The body of an exact version as JSON and back, and its digest. Canonical: keys sorted, UTF-8, no spaces."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from analysis.drafting.block_reading import from_list
from analysis.drafting.blocks import Block, to_list
from consult.services.versions.number_notes import Notes

FORMAT = 1
Body = dict[str, Any]


@dataclass(frozen=True)
class Frozen:
    """What a version keeps of a quotation beside its place: enough to know the same words, and none of them.

    revision_id: the text that the offsets count into, which is never changed. closeness: how closely they
    were attributed. stand_ins: where in the words something was taken out. translation: language and counter.
    """

    revision_id: str
    language: str
    closeness: int
    stand_ins: tuple[tuple[int, int], ...] = ()
    translation: tuple[str, int] | None = None


@dataclass(frozen=True)
class KeptStatement:
    """A sentence with its evidence, as it was."""

    kind: str
    text: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True)
class FrozenSection:
    """A section; quotations by the id of their block, statements by their key."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    quotations: Mapping[str, Frozen]
    statements: Mapping[str, KeptStatement]


@dataclass(frozen=True)
class FrozenBody:
    """All that a version says, but the words that it quotes."""

    title: str
    partnership: str
    as_of: date
    sections: tuple[FrozenSection, ...]
    notes: Notes


def write_body(body: FrozenBody) -> Body:
    """Write a body as JSON."""
    written = {
        "format": FORMAT,
        "title": body.title,
        "partnership": body.partnership,
        "as_of": body.as_of.isoformat(),
        "sections": [_write_section(one) for one in body.sections],
        "notes": asdict(body.notes),
    }
    return dict(json.loads(json.dumps(written)))


def read_body(given: Body) -> FrozenBody:
    """Read a body from JSON."""
    notes = given["notes"]
    return FrozenBody(
        given["title"],
        given["partnership"],
        date.fromisoformat(given["as_of"]),
        tuple(_read_section(one) for one in given["sections"]),
        _read_notes(notes),
    )


def _read_notes(given: Body) -> Notes:
    """Versions made before anything could be let stand say nothing of it."""
    lists = (tuple(given.get(name, ())) for name in ("wrong", "locked", "let_stand"))
    return Notes(given["is_changed"], *lists)


def make_digest(body: Body) -> str:
    """The SHA-256 of a body, in hex."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _write_section(section: FrozenSection) -> Body:
    return {
        "key": section.key,
        "title": section.title,
        "blocks": to_list(section.blocks),
        "quotations": {id: asdict(one) for id, one in section.quotations.items()},
        "statements": {key: asdict(one) for key, one in section.statements.items()},
    }


def _read_section(given: Body) -> FrozenSection:
    quotations = {id: _read_frozen(one) for id, one in given["quotations"].items()}
    statements = {key: KeptStatement(**one) for key, one in given["statements"].items()}
    return FrozenSection(given["key"], given["title"], from_list(given["blocks"]), quotations, statements)


def _read_frozen(given: Body) -> Frozen:
    stand_ins = tuple((start, end) for start, end in given["stand_ins"])
    made = given["translation"]
    return Frozen(**{**given, "stand_ins": stand_ins, "translation": (made[0], made[1]) if made else None})
