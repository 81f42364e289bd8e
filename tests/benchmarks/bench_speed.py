"""Speed: 10,000 comments made from polis, whole analysis, beside BERTopic; and again with 100 new ones.

Both sides get the same ready vectors and one thread; each runs in a process of its own, import included.
Ours does everything: languages, states, segments, shared wording, tags with reasons, themes, personal data,
tables, report.
BERTopic gets a comment's vector as the mean of those of its segments. Reading the vectors is timed apart.
"""

import csv
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from analysis.embedding import SHELF, clean_for_model
from analysis.models import VECTORS, open_models
from analysis.redaction import STEP as LOOKING
from analysis.sentences import split_text
from analysis.store import Shelf, make_key
from analysis.store_folder import FolderStore
from analysis.text import clean_text
from tests.benchmarks.bench_theme import COMMENTS, SHARED, make_comments, read_comments
from tests.benchmarks.measured import ROOT, Measured, analyse_apart, measure
from tests.benchmarks.targets import MOST, UNDER, Target, say_runs, show_figure

NEW = 100
RIVALS = Path(os.environ.get("CONSULT_RIVALS", ROOT / ".venv-rivals"))
RUNS = 3
"""Of all but the first, whose embedding takes minutes: that one is a single run."""
TIMES_FASTER = Target(5.0)
SHARE_OF_MEMORY = Target(0.5, MOST)
SHARE_OF_FIRST = Target(0.05, UNDER)
NONE = Target(0.0, MOST)


def main() -> None:
    """Print the figures and their targets."""
    if not (SHARED / "polis").is_dir():
        print(f"NOT RUN: {SHARED / 'polis'} is absent")
        return
    if open_models().vectors is None:
        print("NOT RUN: the meaning model is not installed")
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COMMENTS
    comments = make_comments(read_comments(), count + NEW)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given, more = (
            write_table(folder / "given.csv", comments[:count]),
            write_table(folder / "more.csv", comments),
        )
        store = folder / "store"
        first = analyse_apart(given, folder / "first", store)
        show_first(first, count)
        ready = keep_vectors_only(store, folder / "ready")
        again = [analyse_apart(more, folder / "again", copy_store(store, folder)) for _ in range(RUNS)]
        show_again(again, first, count_new(comments, count))
        show_suggested(given, copy_store(store, folder))
        ours = [analyse_apart(given, folder / "ours", copy_store(ready, folder)) for _ in range(RUNS)]
        show("ours, ready vectors", ours)
        for step, seconds in sorted(ours[0].said["steps"].items(), key=lambda pair: -pair[1]):
            print(f"    {seconds:6.1f} s  {step}")
        show_limit(given)
        compare(ours, write_documents(folder / "documents.npz", comments[:count], ready))


def write_table(path: Path, comments: list[str]) -> Path:
    """Write comments as a table of one column."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["comment"], *([text] for text in comments)])
    return path


def cut(comment: str) -> list[str]:
    """List the texts of a comment's segments as the model is given them."""
    text = clean_text(comment)
    return [clean_for_model(text[start:end]) for start, end in split_text(text)]


def count_new(comments: list[str], count: int) -> int:
    """Count the different texts that only the new comments have."""
    old, new = (
        {one for comment in part for one in cut(comment)} for part in (comments[:count], comments[count:])
    )
    return len(new - old)


def keep_vectors_only(store: Path, ready: Path) -> Path:
    """Copy of a store its vectors alone: what both sides are given."""
    for part in store.glob(f"{SHELF}-*"):
        shutil.copytree(part, ready / part.name)
    return ready


def write_documents(path: Path, comments: list[str], ready: Path) -> Path:
    """Write the comments that are analysed, with a unit vector each: the mean of its segments'."""
    texts = [cut(comment) for comment in comments]
    shelf = Shelf(SHELF, f"{VECTORS.distribution} {VECTORS.version}")
    keys = {one: make_key(one) for found in texts for one in found}
    known = FolderStore(ready).find(shelf, list(keys.values()))
    rows = [[known[keys[one]] for one in found if keys[one] in known] for found in texts]
    documents = [comment for comment, found in zip(comments, rows, strict=True) if found]
    means = [np.mean([np.frombuffer(one, dtype="<f4") for one in found], axis=0) for found in rows if found]
    vectors = np.array([row / np.linalg.norm(row) for row in means], dtype=np.float32)
    np.savez(path, documents=np.array(documents), vectors=vectors)
    return path


def copy_store(store: Path, folder: Path) -> Path:
    """Copy a store as it is, so that each run finds the same and none what another left."""
    copied = Path(tempfile.mkdtemp(dir=folder)) / "store"
    shutil.copytree(store, copied)
    return copied


def show(name: str, runs: Sequence[Measured]) -> None:
    """Print what processes that did the same took."""
    took = say_runs([one.seconds for one in runs], "s")
    processor = say_runs([one.processor_seconds for one in runs], "s")
    memory = say_runs([one.peak_mb for one in runs], "MB", digits=0)
    print(f"{name}: {took}, of processor {processor}, peak memory {memory}", flush=True)


def compare_each(runs: Sequence[float], others: Sequence[float]) -> tuple[float, str]:
    """The ratio of the medians, and in words the range that the runs leave it."""
    ends = f"{min(runs) / max(others):.3f} to {max(runs) / min(others):.3f}"
    return median(runs) / median(others), f"medians of {len(runs)} and {len(others)}, {ends}"


def show_first(first: Measured, count: int) -> None:
    """Print the first run, and embedding apart."""
    show(f"first run of {count:,} comments, {first.said['segments']:,} segments", [first])
    read, seconds = first.said["work"]["vectors"], first.said["embedding"]
    print(
        f"  embedding: {read:,} different texts in {seconds:.1f} s, {read / seconds:.1f} sentences a second"
    )


def show_again(again: Sequence[Measured], first: Measured, new: int) -> None:
    """Print the repeat."""
    show(f"again with {NEW} new comments", again)
    share, beside = compare_each([one.seconds for one in again], [first.seconds])
    show_figure("repeat, share of the first run's time", share, SHARE_OF_FIRST, beside=beside)
    read = again[0].said["work"]["vectors"]
    beside = f"new texts {new}, embedded {read}"
    show_figure("  old texts embedded again", max(read - new, 0), NONE, beside=beside, digits=0)


def show_suggested(given: Path, store: Path) -> None:
    """Print how long suggestions take again after one decision."""
    runs = [
        measure(sys.executable, "-m", "tests.benchmarks.suggested_apart", given, store).said
        for _ in range(RUNS)
    ]
    took, processor = (say_runs([one[name] for one in runs], "s") for name in ("seconds", "processor"))
    print(f"suggestions again after one decision, {runs[0]['segments']:,} segments: {took}, "
          f"of processor {processor}; texts embedded {runs[0]['embedded']}", flush=True)  # fmt: skip


def show_limit(given: Path) -> None:
    """Print spaCy's bare tokeniser beside."""
    bare = measure(sys.executable, "-m", "tests.benchmarks.bare_tokeniser", given)
    words, seconds = bare.said["words"], bare.said["seconds"]
    print(f"limit, spaCy's bare tokeniser: {seconds:.1f} s and {bare.seconds - seconds:.1f} s of import, "
          f"{words / seconds:,.0f} words a second, peak memory {bare.peak_mb:.0f} MB")  # fmt: skip


def compare(ours: Sequence[Measured], documents: Path) -> None:
    """Run BERTopic and print the two ratios."""
    python = RIVALS / "bin" / "python"
    if not python.is_file():
        print("NOT RUN: BERTopic beside it; `make rivals` makes its environment (see decision 0024)")
        return
    rival = [measure(python, ROOT / "tests" / "benchmarks" / "rival.py", documents) for _ in range(RUNS)]
    said = rival[0].said
    show(f"BERTopic, {said['topics']} topics, {said['outliers']:.0%} outliers", rival)
    print(f"  its import {said['import']:.1f} s, its fit {said['fit']:.1f} s (first run)")
    times, beside = compare_each([one.seconds for one in rival], [one.seconds for one in ours])
    show_figure("speed, times faster than BERTopic", times, TIMES_FASTER, beside=beside)
    without = [one.seconds - one.said["steps"].get(LOOKING, 0) for one in ours]
    times, beside = compare_each([one.seconds for one in rival], without)
    show_figure("  the same without looking for personal data, which no rival does", times, beside=beside)
    share, beside = compare_each([one.peak_mb for one in ours], [one.peak_mb for one in rival])
    show_figure("memory, share of BERTopic's", share, SHARE_OF_MEMORY, beside=beside)


if __name__ == "__main__":
    main()
