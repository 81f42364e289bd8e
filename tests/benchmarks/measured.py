"""Commands run apart and measured: seconds from start to end, seconds of the processor, and peak memory."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


@dataclass(frozen=True)
class Measured:
    """What a command took, interpreter and imports included, and the last line it printed, as JSON."""

    seconds: float
    processor_seconds: float
    peak_mb: float
    said: dict[str, Any]


def measure(*command: object) -> Measured:
    """Run a command on one thread to its end. Raises: RuntimeError when it fails."""
    environment = os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    process = subprocess.Popen(
        [str(one) for one in command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return Measured(
        time.perf_counter() - started,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        json.loads(printed.strip().splitlines()[-1]),
    )


def analyse_apart(path: Path, out: Path, store: Path | None, max_vectors: int = 20_000) -> Measured:
    """Analyse a table of comments in a process of its own."""
    kept = "-" if store is None else store
    return measure(sys.executable, "-m", "tests.benchmarks.analysed_apart", path, out, kept, max_vectors)
