"""Question pages and submits under 20 visitors at once: median and 95th percentile, on a served demo."""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from consult.cli.serving import find_port
from tests.benchmarks.visitor import Visitor

VISITORS = int(os.environ.get("CONSULT_BENCH_VISITORS", "20"))
ROUNDS = 3
MOST_PAGES = 40
CONSULT = Path(sys.executable).with_name("consult")
CONSULTATION = "/c/safe-routes-2026/"
QUESTION, SAVE, SUBMIT = "question page", "saving a page", "submit"


def name_kind(method: str, path: str) -> str:
    """What a request is to the figures."""
    if re.search(r"/q/[^/]+$", path):
        return QUESTION if method == "GET" else SAVE
    return SUBMIT if method == "POST" and path.endswith("/check") else "other"


@contextmanager
def serve_demonstration(folder: Path) -> Iterator[str]:
    """Make a demonstration and serve it with two processes; gives its address."""
    subprocess.run([CONSULT, "demo", "--no-serve", "--folder", folder], check=True, stderr=subprocess.DEVNULL)
    port = find_port("127.0.0.1", None)
    settings = {"CONSULT_INSTANCE": str(folder), "CONSULT_SUBMITS_PER_MINUTE": "1000000"}
    command = [CONSULT, "serve", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until the site answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer")


def answer(site: str) -> dict[str, list[float]]:
    """One visitor answers the whole questionnaire and sends it, as often as there are rounds."""
    taken: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        visitor = Visitor(site, name_kind)
        visitor.open(CONSULTATION)
        for _ in range(MOST_PAGES):
            visitor.send_form()
            if visitor.address.endswith("/receipt"):
                break
        else:
            raise RuntimeError(f"no receipt after {MOST_PAGES} pages, the last was {visitor.address}")
        for kind, seconds in visitor.seconds.items():
            taken.setdefault(kind, []).extend(seconds)
    return taken


def main() -> None:
    """Print the figures."""
    with (
        tempfile.TemporaryDirectory(prefix="consult-bench-") as name,
        serve_demonstration(Path(name) / "demo") as site,
        ThreadPoolExecutor(VISITORS) as visitors,
    ):
        started = time.perf_counter()
        results = list(visitors.map(answer, [site] * VISITORS))
        took = time.perf_counter() - started
    print(f"{VISITORS} visitors at once, {VISITORS * ROUNDS} returns sent in {took:.1f} s")
    for kind in (QUESTION, SAVE, SUBMIT):
        report(kind, [seconds for result in results for seconds in result[kind]])


def report(kind: str, seconds: list[float]) -> None:
    """Print the median and the 95th percentile of one kind of request."""
    middle, high = statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000
    print(f"{kind}: median {middle:.0f} ms, 95th percentile {high:.0f} ms ({len(seconds)} requests)")


if __name__ == "__main__":
    main()
