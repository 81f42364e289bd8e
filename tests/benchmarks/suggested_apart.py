"""Suggestions made again after one decision, in a process of its own that has read the answers before.

python -m tests.benchmarks.suggested_apart FILE STORE. A worker has its modules loaded, so importing them is
not counted; reading the store, finding the words of all texts and learning from the decision are.
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd

from analysis.codebook import get_builtin_codebook
from analysis.held_out import is_held_out
from analysis.models import open_models
from analysis.reading import TableColumns, read_table
from analysis.settings import Settings
from analysis.store_folder import FolderStore
from analysis.suggesting import Proposing, suggest_again


def main(path: str, store: str) -> None:
    """Suggest, decide about the first suggestion that is learnt from, suggest again; print what that took."""
    items = read_table(Path(path), TableColumns("comment"), None).items
    settings = Settings(max_vectors=20_000)
    proposing = (get_builtin_codebook(), settings, open_models())
    before = suggest_again(items, Proposing(*proposing, store=FolderStore(Path(store))))
    told = before.codings[~before.codings["segment_id"].map(is_held_out)].iloc[:1]
    decided = pd.DataFrame(told[["segment_id", "code"]]).assign(accepted=False)
    started, processor = time.perf_counter(), time.process_time()
    after = suggest_again(items, Proposing(*proposing, decided, FolderStore(Path(store))))
    seconds, used = time.perf_counter() - started, time.process_time() - processor
    assert not before.codings.equals(after.codings), "the decision changed nothing"
    said = {
        "seconds": seconds,
        "processor": used,
        "segments": len(after.segments),
        "embedded": after.embedded,
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
