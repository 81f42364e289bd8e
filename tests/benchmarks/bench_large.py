"""Size: 1,000, 10,000 and 100,000 GENERATED responses from at most 20,000 different texts: time and memory.

The responses are made of polis comments as bench_theme makes them and repeated; none is anybody's. The model
reads 2,000 texts of each, drawn by hash; all other vectors are estimated from letters.
"""

import random
import sys
import tempfile
from pathlib import Path

from analysis.models import open_models
from tests.benchmarks.bench_speed import write_table
from tests.benchmarks.bench_theme import SHARED, make_comments, read_comments
from tests.benchmarks.measured import analyse_apart

SIZES = (1_000, 10_000, 100_000)
DISTINCT = 20_000
READ = 2_000
MOST_MB = 2_000


def make_responses(count: int) -> list[str]:
    """Make generated responses: at most DISTINCT different ones, then repeats of them."""
    chance = random.Random(count)
    different = make_comments(read_comments(), min(count, DISTINCT))
    return [*different, *chance.choices(different, k=count - len(different))]


def main() -> None:
    """Print cost at each size."""
    if not (SHARED / "polis").is_dir():
        print(f"NOT RUN: {SHARED / 'polis'} is absent")
        return
    if open_models().vectors is None:
        print("NOT RUN: the meaning model is not installed")
        return
    for count in [int(one) for one in sys.argv[1:]] or SIZES:
        responses = make_responses(count)
        share = len(set(responses)) / count
        with tempfile.TemporaryDirectory() as name:
            given = write_table(Path(name) / "generated.csv", responses)
            run = analyse_apart(given, Path(name) / "out", None, READ)
        texts = f"{share:.0%} different, {run.said['texts']:,} different segments"
        took = f"{run.seconds:.0f} s ({run.processor_seconds:.0f} s of processor)"
        print(
            f"{count:,} generated responses ({texts}): {took}, {1000 * run.seconds / count:.1f} s a thousand"
        )
        print(f"  embedding {run.said['embedding']:.0f} s of it")
        print(f"  peak memory {run.peak_mb:,.0f} MB (target under {MOST_MB:,})", flush=True)


if __name__ == "__main__":
    main()
