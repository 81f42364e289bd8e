"""Keep the segments that an analysis cut answers into, and the language that it read each of them in."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from consult.frames import iterate_rows
from consult.models.base import new_ids
from consult.models.coding import Segment
from consult.models.language_kinds import LanguageBasis
from consult.models.many_rows import insert_rows
from consult.models.readings import AnswerText
from consult.sealing.places import place_of_segment_language
from consult.services.analyses.analysing import Material
from consult.services.identifiers.sealing_found import FoundSealer
from consult.services.keys.key_keeping import AccountKeys

BATCH = 500
_LANGUAGE = ("language", "language_confident", "language_basis")
_NOT_IN_CLEAR: dict[str, Any] = dict.fromkeys(_LANGUAGE)

Spot = tuple[str, str | None, int, int]
"""Where a segment is: its answer, the revision of that, and the offsets."""


@dataclass(frozen=True)
class Placed:
    """Segments that are there. ids: of the rows, by the analysis room's id.

    changed: the languages to be kept of those that were there before. gone: those of an earlier cutting.
    """

    ids: dict[str, str] = field(default_factory=dict)
    changed: list[dict[str, Any]] = field(default_factory=list, repr=False)
    gone: set[str] = field(default_factory=set, repr=False)

    def add(self, other: "Placed") -> None:
        """Take those of another part in."""
        self.ids.update(other.ids)
        self.changed.extend(other.changed)
        self.gone.update(other.gone)


def add_segments(
    session: Session, material: Material, segments: pd.DataFrame, keys: AccountKeys | None
) -> Placed:
    """Add the segments that are new, and leave the others as they are."""
    known = _find_segments(session, sorted(set(segments["item_id"])))
    sealer = FoundSealer(keys)
    placed, new, fresh = Placed(), [], iter(new_ids(len(segments)))
    for row in iterate_rows(segments):
        answer = material.answers[row.item_id]
        spot = (row.item_id, answer.revision_id, int(row.start), int(row.end))
        segment_id, before = known.get(spot, ("", None))
        id = placed.ids[row.segment_id] = segment_id or next(fresh)
        language = {"id": id} | _describe_language(row, answer, id, sealer)
        if not segment_id:
            new.append(_describe(row, spot) | language)
        elif "language_sealed" in language or before != tuple(language[name] for name in _LANGUAGE):
            placed.changed.append(language)
    insert_rows(session, Segment, new)
    placed.gone.update({id for id, _ in known.values()}.difference(placed.ids.values()))
    return placed


def keep_segments(
    session: Session,
    material: Material,
    segments: pd.DataFrame,
    keys: AccountKeys | None,
    before: Placed | None = None,
) -> dict[str, str]:
    """Keep the segments that are new; those of an unchanged text stay, with the decisions about them.

    Each gets the language that it was read in now. before: those that were added already. Returns: the id of
    each segment's row by the analysis room's id.
    """
    there = before or Placed()
    added = add_segments(session, material, segments[~segments["segment_id"].isin(list(there.ids))], keys)
    ids = {key: there.ids.get(key) or added.ids[key] for key in segments["segment_id"]}
    wanted = set(ids.values())
    _change(session, [one for one in (*there.changed, *added.changed) if one["id"] in wanted])
    _forget_languages(session, there.gone | added.gone)
    return ids


def _find_segments(session: Session, answer_ids: list[str]) -> dict[Spot, tuple[str, tuple[Any, ...]]]:
    """The id of each segment that is there, and the language that it had in clear."""
    found: dict[Spot, tuple[str, tuple[Any, ...]]] = {}
    spot = (Segment.answer_id, Segment.revision_id, Segment.start, Segment.end)
    wanted = select(*spot, Segment.id, *(getattr(Segment, name) for name in _LANGUAGE))
    for start in range(0, len(answer_ids), BATCH):
        some = wanted.where(Segment.answer_id.in_(answer_ids[start : start + BATCH]))
        for answer_id, revision_id, begin, end, id, *language in session.execute(some):
            found[answer_id, revision_id, begin, end] = (id, tuple(language))
    return found


def _describe(row: Any, spot: Spot) -> dict[str, Any]:
    place = dict(zip(("answer_id", "revision_id", "start", "end"), spot, strict=True))
    return place | {"number": int(row.segment_id.rpartition(":")[2]), "language_sealed": None}


def _describe_language(row: Any, answer: AnswerText, id: str, sealer: FoundSealer) -> dict[str, Any]:
    """In clear of a return; of an account sealed, for in its declared language it may say another openly.

    What an account's key cannot seal now stays as it was.
    """
    found = (row.language, bool(row.language_confident), LanguageBasis(row.basis))
    if not answer.respondent.is_account:
        return dict(zip(_LANGUAGE, found, strict=True))
    sealed = sealer.seal(answer.response_id, found, place_of_segment_language(id))
    return _NOT_IN_CLEAR | ({"language_sealed": sealed} if sealed else {})


def _forget_languages(session: Session, segment_ids: set[str]) -> None:
    """Segments of an earlier cutting stay for the decisions about them, and say no language any more."""
    forgotten = _NOT_IN_CLEAR | {"language_sealed": None}
    left = sorted(segment_ids)
    for start in range(0, len(left), BATCH):
        some = Segment.id.in_(left[start : start + BATCH])
        spoken = or_(Segment.language.is_not(None), Segment.language_sealed.is_not(None))
        session.execute(update(Segment).where(some, spoken).values(forgotten))


def _change(session: Session, changed: list[dict[str, Any]]) -> None:
    by_columns: dict[bool, list[dict[str, Any]]] = {}
    for row in changed:
        by_columns.setdefault("language_sealed" in row, []).append(row)
    for rows in by_columns.values():
        session.execute(update(Segment), rows)
