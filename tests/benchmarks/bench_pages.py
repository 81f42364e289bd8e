"""Question pages and submits under 20 visitors at once: median and 95th percentile, beside a bare page."""

import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

from tests.benchmarks.served_sites import serve_bare_page, serve_on_postgresql, serve_on_sqlite
from tests.benchmarks.visitor import Visitor

VISITORS = int(os.environ.get("CONSULT_BENCH_VISITORS", "20"))
MOST_PAGES = 40
BARE_REQUESTS = 30
CONSULTATION = "/c/safe-routes-2026/"
BARE, QUESTION, SAVE, SUBMIT = "bare page", "question page", "saving a page", "submit"
Taken = dict[str, list[float]]
Visit = Callable[[str], Taken]


def name_kind(method: str, path: str) -> str:
    """What a request is to the figures."""
    if re.search(r"/q/[^/]+$", path):
        return QUESTION if method == "GET" else SAVE
    return SUBMIT if method == "POST" and path.endswith("/check") else BARE


def answer(site: str) -> Taken:
    """One visitor answers the whole questionnaire and sends it."""
    visitor = Visitor(site, name_kind)
    visitor.open(CONSULTATION)
    for _ in range(MOST_PAGES):
        visitor.send_form()
        if visitor.address.endswith("/receipt"):
            return visitor.seconds
    raise RuntimeError(f"no receipt after {MOST_PAGES} pages, the last was {visitor.address}")


def look(site: str) -> Taken:
    """One visitor opens the bare page again and again."""
    visitor = Visitor(site, name_kind)
    for _ in range(BARE_REQUESTS):
        visitor.open("/")
    return visitor.seconds


def measure(name: str, serving: AbstractContextManager[str], visit: Visit, kinds: tuple[str, ...]) -> None:
    """Send every visitor through a site at the same time, and print the figures."""
    with serving as site, ThreadPoolExecutor(VISITORS) as visitors:
        visit(site)  # what is loaded and compiled with the first page is no part of the figures
        started = time.perf_counter()
        results = list(visitors.map(visit, [site] * VISITORS))
        took = time.perf_counter() - started
    print(f"{name}: {VISITORS} visitors at once, all done after {took:.1f} s", flush=True)
    for kind in kinds:
        report(kind, [seconds for result in results for seconds in result[kind]])


def report(kind: str, seconds: list[float]) -> None:
    """Print the median and the 95th percentile of one kind of request."""
    middle, high = statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000
    shown = f"median {middle:.0f} ms, 95th percentile {high:.0f} ms"
    print(f"  {kind}: {shown} ({len(seconds)} requests)", flush=True)


def main() -> None:
    """Print the figures of each site."""
    kinds = (QUESTION, SAVE, SUBMIT)
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as name:
        folder = Path(name)
        measure("Bare page, the limit", serve_bare_page(folder / "bare"), look, (BARE,))
        measure("SQLite", serve_on_sqlite(folder / "sqlite"), answer, kinds)
        measure("PostgreSQL", serve_on_postgresql(folder / "postgresql"), answer, kinds)


if __name__ == "__main__":
    main()
