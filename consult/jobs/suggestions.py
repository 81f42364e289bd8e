"""Keep what a job suggests in parts, between which others write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

import pandas as pd
from sqlalchemy.orm import Session

from consult.errors import CodedError
from consult.jobs.dropping import drop_all_fallen
from consult.jobs.running import JobContext
from consult.services.analyses.analysing import Material
from consult.services.analyses.keeping_segments import Placed
from consult.services.analyses.suggestions_in_parts import (
    Staged,
    cut_codings,
    cut_segments,
    keep_part,
    keep_segments_of_part,
)
from consult.services.jobs.claiming import hold_claim


def keep_parts(
    context: JobContext, step: str, material: Material, segments: pd.DataFrame, codings: pd.DataFrame
) -> Staged:
    """Keep every part under the mark of the job's claim; whatever becomes of the job, what fell is dropped.

    step: as which this is told. Raises: CodedError (C601 cancelled), ClaimLost.
    """
    drop_all_fallen(context.sessions)
    context.later.append(partial(drop_all_fallen, context.sessions))
    staged = Staged(context.claim.mark, Placed())
    of_segments = cut_segments(material, segments)
    for number, some in enumerate(of_segments):
        with _next(context, step, number, 2 * len(of_segments)) as session:
            found = keep_segments_of_part(session, material, some, keys=context.keys, now=datetime.now(UTC))
        staged.placed.add(found)
    parts = cut_codings(material, codings, staged.placed)
    for number, part in enumerate(parts, len(parts)):
        with _next(context, step, number, 2 * len(parts)) as session:
            about = (part, staged.placed, staged.mark)
            keep_part(session, material, *about, keys=context.keys, now=datetime.now(UTC))
    return staged


@contextmanager
def _next(context: JobContext, step: str, done: int, total: int) -> Iterator[Session]:
    """A transaction for the next part, as long as the job is this worker's and nobody stopped it."""
    context.report(step, done, total)
    if context.should_stop():
        raise CodedError("C601")
    with context.sessions.begin() as session:
        hold_claim(session, context.claim)
        yield session
