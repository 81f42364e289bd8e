"""The codebook and the decisions about it so far, as the analysis room reads them."""

from collections.abc import Collection, Iterable

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis import codebook as builtin
from consult.models.coding import Code, Codebook, Coding, Segment
from consult.models.locking import lock_name
from consult.services.tags.coding import DECIDED, find_codebook
from consult.vocabulary import CodingState, Facet

BATCH = 500


def get_codebook(session: Session) -> Codebook:
    """The region's codebook; the built-in one on migration is put in place the first time."""
    found = find_codebook(session)
    if found is None:
        lock_name(session, "codebook")  # of two first analyses at once, one adds it and the other finds it
        found = find_codebook(session) or _add_builtin(session)
    return found


def read_codebook(codebook: Codebook) -> builtin.Codebook:
    """The codebook as the analysis room reads it."""
    rows = [
        {
            "code": code.key,
            "label": code.label,
            "facet": code.facet.value,
            "parent": code.parent_key,
            "description": code.description,
            "key_phrases": "|".join(code.key_phrases),
        }
        for code in codebook.codes
    ]
    content = pd.DataFrame(rows).to_csv(index=False).encode("utf-8")
    return builtin.parse_codebook(content, codebook.name)


def find_decisions(session: Session, answer_ids: Collection[str]) -> pd.DataFrame:
    """What people decided, as the analysis reads it: segment_id `<answer>:<number>`, code, accepted.

    One row for each person's decision: where people differ, suggestions learn that it is in doubt. (Which tag
    counts in tables is another question: there the latest decision does.)
    """
    rows = [
        (f"{answer_id}:{number}", code, state == CodingState.ACCEPTED)
        for batch in _in_batches(sorted(answer_ids))
        for answer_id, number, code, state in session.execute(_select_decisions(batch))
    ]
    return pd.DataFrame(sorted(rows), columns=["segment_id", "code", "accepted"])


def _select_decisions(answer_ids: list[str]):  # type: ignore[no-untyped-def]  # a Select of four columns
    return (
        select(Segment.answer_id, Segment.number, Code.key, Coding.state)
        .join(Coding, Coding.segment_id == Segment.id)
        .join(Code, Code.id == Coding.code_id)
        .where(Segment.answer_id.in_(answer_ids), Coding.state.in_(DECIDED))
        .order_by(Coding.at, Coding.id)
    )


def _in_batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _add_builtin(session: Session) -> Codebook:
    start = builtin.get_builtin_codebook()
    codebook = Codebook(name=start.name)
    codebook.codes = [
        Code(
            key=code.code,
            label=code.label,
            facet=Facet(code.facet),
            parent_key=code.parent,
            description=code.description,
            key_phrases=list(code.key_phrases),
            position=position,
        )
        for position, code in enumerate(start.codes)
    ]
    session.add(codebook)
    session.flush()
    return codebook
