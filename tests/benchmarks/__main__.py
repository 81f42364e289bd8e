"""Run every benchmark of this folder and print its figures: python -m tests.benchmarks [NAME …]."""

import os
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


def list_benchmarks(wanted: list[str]) -> list[Path]:
    """The benchmarks named, by default all, in alphabetical order."""
    found = sorted(FOLDER.glob("bench_*.py"))
    return [path for path in found if not wanted or path.stem.removeprefix("bench_") in wanted]


def describe(path: Path) -> str:
    """The first line of a benchmark's docstring."""
    return path.read_text(encoding="utf-8").removeprefix('"""').splitlines()[0].removesuffix('"""')


def run(path: Path) -> int:
    """Run one in a process of its own, so that its peak memory is its own; returns its exit code."""
    name = path.stem.removeprefix("bench_")
    print(f"\n{time.strftime('%H:%M:%S')}  {name}: {describe(path)}", flush=True)
    started = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{path.stem}"], cwd=ROOT, env=environment, check=False
    )
    outcome = "done" if done.returncode == 0 else f"FAILED with exit code {done.returncode}"
    print(
        f"{time.strftime('%H:%M:%S')}  {name}: {outcome} after {time.perf_counter() - started:.1f} s",
        flush=True,
    )
    return done.returncode


def main(wanted: list[str]) -> int:
    """Run them all; 1 when one failed or there was none."""
    benchmarks = list_benchmarks(wanted)
    if not benchmarks:
        print(f"No benchmark is called {' or '.join(wanted)}.", file=sys.stderr)
    codes = [run(path) for path in benchmarks]
    return 0 if codes and not any(codes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
