"""A response from 2,000 GENERATED returns: seconds to draft it and to write each form, and its pages.

The returns are made of fictional sentences; the analysis before the draft is no part of the figures.
"""

import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from consult.config import load_settings
from consult.exports.assembling import assemble
from consult.exports.writers import WRITERS, Means
from consult.jobs.drafting import build_draft
from consult.models.engine import make_engine
from consult.queries.drafts import get_latest_draft
from consult.queries.viewer import SYSTEM
from consult.services.backups.upgrading import upgrade_database
from consult.services.drafts.documenting import Showing, export_draft
from consult.vocabulary import UseKind
from tests.benchmarks.targets import MOST, Target, show_figure
from tests.benchmarks.write_holds import holding
from tests.factories.analysed import run_analysis
from tests.factories.long_response import make_long_consultation
from tests.unit.exports.pdf_sample import find_failures, open_pdf

DRAFTED, WRITTEN = Target(30.0, MOST), Target(20.0, MOST)
LOOPS = 10_000_000


def prepare(folder: Path, returns: int) -> tuple[sessionmaker[Session], dict[str, object], str]:
    """Load the returns and analyse them."""
    settings = load_settings({"CONSULT_INSTANCE": str(folder), "CONSULT_SECRET_KEY": "for figures only"})
    address = f"sqlite:///{folder / 'consult.sqlite'}"
    upgrade_database(address)
    engine = make_engine(address)
    sessions = sessionmaker(engine)
    started = time.perf_counter()
    with sessions.begin() as session:
        consultation_id = make_long_consultation(session, returns=returns).id
    print(f"{returns:,} generated returns loaded in {time.perf_counter() - started:.0f} s", flush=True)
    for which in ("", " again, in the place of what was suggested"):
        started = time.perf_counter()
        with holding(engine) as holds:
            run = run_analysis(sessions, settings, consultation_id)
        assert run is not None, "the analysis failed"
        print(f"analysed{which} in {time.perf_counter() - started:.0f} s; {say_load()}", flush=True)
        print(f"  longest that nobody else could write: {holds}", flush=True)
    return sessions, settings, consultation_id


def say_nothing(_words: str, _done: int, _of: int) -> None:
    """Progress goes nowhere here."""


def draft(sessions: sessionmaker[Session], settings: dict[str, object], consultation_id: str) -> None:
    """Draft twice, as the first draft has none before it; print both."""
    for which in ("first draft", "draft after a draft"):
        started, worked = time.perf_counter(), time.process_time()
        kept = build_draft(
            sessions, consultation_id, keys=None, actor="bench", report=say_nothing, settings=settings
        )
        seconds, processor = time.perf_counter() - started, time.process_time() - worked
        beside = f"{kept.sections} sections, {kept.quotations} quotations; of processor {processor:.1f} s"
        show_figure(f"{which}, seconds", seconds, DRAFTED, beside=beside, digits=1)


def write(sessions: sessionmaker[Session], consultation_id: str) -> None:
    """Export the latest draft in every form; what is loaded with the first file is no part of the figures."""
    for ending, writer in WRITERS.items():
        started = time.perf_counter()
        with sessions.begin() as session:
            found = get_latest_draft(session, consultation_id)
            showing = Showing(SYSTEM, UseKind.EXPORT, datetime.now(UTC), None)
            shown = export_draft(session, found, showing, actor="bench", form=writer.name)
        content = writer.make(assemble(shown), Means())
        seconds = time.perf_counter() - started
        beside = f"{len(content) / 1e6:.1f} MB"
        if ending == ".pdf":
            objections = find_failures(content) or "nothing"
            beside += f", {len(open_pdf(content).pages)} pages, PDF/UA-1 objects to {objections}"
        show_figure(f"{ending}, seconds", seconds, WRITTEN, beside=beside, digits=1)


def say_machine() -> str:
    """The machine's speed and load, and this process's peak memory."""
    started = time.perf_counter()
    sum(range(LOOPS))
    speed = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    adding = f"the machine adds {LOOPS / 1e6:.0f} million numbers in {speed:.2f} s"
    return f"{adding}, {say_load()}; peak memory {peak:.0f} MB"


def say_load() -> str:
    """How much else the machine has to do."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def main() -> None:
    """Print the figures."""
    returns = int(sys.argv[1]) if sys.argv[1:] else 2000
    with tempfile.TemporaryDirectory() as name:
        sessions, settings, consultation_id = prepare(Path(name), returns)
        draft(sessions, settings, consultation_id)
        write(sessions, consultation_id)
    print(say_machine())


if __name__ == "__main__":
    main()
