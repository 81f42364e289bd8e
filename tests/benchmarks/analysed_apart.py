"""One whole analysis in a process of its own, so that its time, import included, and its memory are its own.

python -m tests.benchmarks.analysed_apart FILE OUT STORE MAX_VECTORS, with - for no store.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from analysis.results import count_all
from analysis.settings import Settings
from analysis.store import NO_STORE
from analysis.store_folder import FolderStore
from analysis.theming import theme_file

EMBEDDING = ("reading meanings", "reading the codebook")


class Clock:
    """Adds up how long each step took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._step, self._since = "", time.perf_counter()

    def tell(self, step: str, _done: int, _total: int) -> None:
        """Note progress; a new step ends the one before."""
        now = time.perf_counter()
        if self._step:
            self.seconds[self._step] += now - self._since
        self._step, self._since = step, now


def main(path: str, out: str, store: str, max_vectors: str) -> None:
    """Analyse a table of comments and print what it took as JSON."""
    clock = Clock()
    found = theme_file(
        Path(path),
        text="comment",
        out=Path(out),
        replace=True,
        settings=Settings(max_vectors=int(max_vectors)),
        store=NO_STORE if store == "-" else FolderStore(Path(store)),
        progress=clock.tell,
    )
    clock.tell("", 0, 0)
    said = {
        "steps": clock.seconds,
        "embedding": sum(clock.seconds[step] for step in EMBEDDING),
        "work": dict(found.work),
        "segments": len(found.segments),
        "texts": found.texts,
        "themes": len(found.themes),
        "counts": count_all(found),
    }
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
