"""A step done on parts of a frame, so that progress shows and the run can stop."""

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from analysis import columns
from analysis.progress import Watch

_PART = 250


def do_in_parts(
    step: str,
    do: Callable[[pd.DataFrame], pd.DataFrame],
    frame: pd.DataFrame,
    schema: pa.DataFrameSchema,
    watch: Watch,
) -> pd.DataFrame:
    """Do a step on parts of a frame, so that progress shows and the run can stop; same rows as in one go."""
    starts = range(0, len(frame), _PART)
    parts = []
    for start in starts:
        watch.tell(step, start, len(frame))
        parts.append(do(frame.iloc[start : start + _PART].reset_index(drop=True)))
    watch.tell(step, len(frame), len(frame))
    return columns.check(pd.concat(parts), schema) if parts else columns.make_empty(schema)
