"""Keep what the program suggests in parts, each in a transaction of its own; all of it stands at once or not.

A part is kept under the mark of the attempt that keeps it, beside what stands, and no query shows it. Once
every part is there the segments are given the mark, in the transaction that ends the job. What then stands no
longer, or was left by an attempt that ended before, has fallen and is dropped (fallen_suggestions.py).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.frames import iterate_rows
from consult.models.base import new_ids
from consult.models.coding import MACHINE, Code, Coding, Segment
from consult.models.many_rows import insert_rows
from consult.sealing.places import place_of_coding
from consult.services.analyses.analysing import Material
from consult.services.analyses.keeping_segments import Placed, add_segments
from consult.services.analyses.leaving_out import find_refused
from consult.services.days import find_day
from consult.services.identifiers.sealing_found import FoundSealer
from consult.services.keys.key_keeping import AccountKeys
from consult.services.returns.locking_responses import hold_responses
from consult.services.tags.coding import list_codes
from consult.vocabulary import CodingState

MOST_ROWS = 2_000
BATCH = 500


@dataclass(frozen=True)
class Staged:
    """What is there and does not stand yet. mark: under which suggestions were kept."""

    mark: str
    placed: Placed


@dataclass(frozen=True)
class Part:
    """Some of what is suggested: what goes into the rows, and whose words it was suggested for."""

    rows: Sequence[Any]
    response_ids: frozenset[str]


def cut_segments(material: Material, segments: pd.DataFrame) -> list[pd.DataFrame]:
    """Cut segments into parts of whole answers, in the order of these: they are kept side by side then.

    What was told elsewhere is segmented in its own consultation, and is in no part.
    """
    own = sorted(
        key for key, row in material.answers.items() if row.response_id not in material.elsewhere_ids
    )
    return [segments[segments["item_id"].isin(keys)] for keys in _list_batches(own)]


def cut_codings(material: Material, codings: pd.DataFrame, placed: Placed) -> list[Part]:
    """Cut suggestions for segments that are there into parts, in the order of these segments' rows."""
    known = [row for row in iterate_rows(codings) if row.segment_id in placed.ids]
    known.sort(key=lambda row: (placed.ids[row.segment_id], row.code))
    parts = (known[start : start + MOST_ROWS] for start in range(0, len(known), MOST_ROWS))
    return [
        Part(part, frozenset(material.answers[row.item_id].response_id for row in part)) for part in parts
    ]


def keep_segments_of_part(
    session: Session, material: Material, segments: pd.DataFrame, *, keys: AccountKeys | None, now: datetime
) -> Placed:
    """Add the segments of a part that are new, without those of what may not be used any more."""
    whose = segments["item_id"].map({key: row.response_id for key, row in material.answers.items()})
    refused = _hold(session, material, frozenset(whose), now)
    return add_segments(session, material, segments[~whose.isin(list(refused))], keys)


def keep_part(
    session: Session,
    material: Material,
    part: Part,
    placed: Placed,
    mark: str,
    *,
    keys: AccountKeys | None,
    now: datetime,
) -> None:
    """Keep a part, without what may not be used any more; who withdraws waits, and takes it back."""
    refused = _hold(session, material, part.response_ids, now)
    codes = {code.key: code for code in list_codes(session)}
    sealer = FoundSealer(keys)
    rows = [
        _describe(row, id, codes[row.code], placed.ids[row.segment_id], material, sealer)
        for id, row in zip(new_ids(len(part.rows)), part.rows, strict=True)
        if material.answers[row.item_id].response_id not in refused
    ]
    insert_rows(session, Coding, [row | {"kept_in": mark, "at": now} for row in rows])


def _hold(
    session: Session, material: Material, response_ids: Collection[str], now: datetime
) -> Collection[str]:
    """Let nobody withdraw one of these before the part is kept; those that may not be used any more."""
    hold_responses(session, response_ids)
    return find_refused(session, material, find_day(now), among=response_ids)


def let_stand(
    session: Session,
    material: Material,
    left_out: Mapping[str, int],
    segment_ids: Mapping[str, str],
    mark: str,
) -> None:
    """Let what was kept under the mark stand for these segments, in the place of what stood before.

    left_out: how many more tags would be suggested, by segment. segment_ids: of the rows, by segment.
    """
    own = {
        key: segment_id
        for key, segment_id in segment_ids.items()
        if material.answers[key.rpartition(":")[0]].response_id not in material.elsewhere_ids
    }
    for batch in _list_batches(sorted(own.values())):
        values = {"suggested_in": mark, "suggestions_left_out": None}
        session.execute(update(Segment).where(Segment.id.in_(batch)).values(values))
    more = [{"id": own[key], "suggestions_left_out": n} for key, n in left_out.items() if key in own]
    if more:
        session.execute(update(Segment), more)


def _list_batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _describe(
    row: Any, coding_id: str, code: Code, segment_id: str, material: Material, sealer: FoundSealer
) -> dict[str, Any]:
    """The words that caused a suggestion are sealed where they are words of an account."""
    answer = material.answers[row.item_id]
    is_account = answer.respondent.is_account
    place = place_of_coding(coding_id, "because")
    sealed = sealer.seal(answer.response_id, row.because, place) if is_account else None
    return {
        "id": coding_id,
        "segment_id": segment_id,
        "code_id": code.id,
        "author": MACHINE,
        "state": CodingState.SUGGESTED,
        "score": float(row.score),
        "because": "" if is_account else row.because,
        "because_sealed": sealed,
        "memo": "",
    }
