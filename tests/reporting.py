"""The three tiers of checks, and at the end a plain list of what could not be run on this machine."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from consult.exports.pdf_fonts import list_families, open_fonts
from tests.browser.provision import find_chromium
from tests.office.provision import find_office

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("CONSULT_SHARED", ROOT.parent / "shared" / "data"))
USUAL_EXAMPLES = 25
"""Of a property of anything at all, in the usual run; in the soak Hypothesis tries its hundred."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """--soak runs the full counts as well; without it they are left out, not skipped."""
    parser.addoption("--soak", action="store_true", help="run the full counts of heavy checks too")


def pytest_configure(config: pytest.Config) -> None:
    """Search for rubbish hardly ever while modules are loaded, and try fewer examples of what is said of
    anything at all, where a test names no number of its own.
    """
    gc.set_threshold(200_000, 50, 50)
    settings.register_profile("usual", max_examples=USUAL_EXAMPLES)
    if not config.getoption("--soak"):
        settings.load_profile("usual")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the soak tier out unless it is asked for, and mark what needs something absent as skipped."""
    if not config.getoption("--soak"):
        heavy = {item for item in items if item.get_closest_marker("soak") or is_second_half(item)}
        config.hook.pytest_deselected(items=list(heavy))
        items[:] = [item for item in items if item not in heavy]
    for marker, reason in find_absent().items():
        absent = pytest.mark.skip(reason=reason)
        for item in items:
            if item.get_closest_marker(marker):
                item.add_marker(absent)


def is_second_half(item: pytest.Item) -> bool:
    """Whether it tries on PostgreSQL, too, what the usual run tries on SQLite alone.

    Those are rules that rest on no database, and one of many cases that are alike. In a file of such rules
    `portable(False)` marks what is tried on both in each run all the same.
    """
    given, mark = getattr(item, "callspec", None), item.get_closest_marker("portable")
    if given is None or mark is None or mark.args == (False,):
        return False
    return any(isinstance(one, str) and one == "postgresql" for one in given.params.values())


def pytest_collection_finish() -> None:
    """Search for rubbish less often, and not again and again through all that was loaded for good."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 5)


def find_absent() -> dict[str, str]:
    """What this machine lacks, by the marker of the tests that need it."""
    absent = {}
    if not SHARED.is_dir():
        absent["shared"] = "the real data is not there: name its folder in CONSULT_SHARED"
    if not find_chromium():
        absent["browser"] = "no Chromium: see tests/browser/provision.py"
    if not find_office():
        absent["office"] = "no LibreOffice: see tests/office/provision.py"
    if "Noto Sans Arabic" not in list_families(open_fonts()):
        absent["noto"] = "Noto's fonts are not installed: see tests/browser/provision.py"
    return absent


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """List everything that was not run, by reason, and the tiers that exist besides."""
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.section("what could not be run")
    for reason, count in sorted(count_reasons(skipped).items()):
        terminalreporter.line(f"NOT RUN: {count} test{'s' if count > 1 else ''}: {reason}", yellow=True)
    if not skipped:
        terminalreporter.line("Nothing was skipped.")
    if not config.getoption("--soak"):
        terminalreporter.line("The full counts of heavy checks are run by `make soak`.")


def count_reasons(reports: list[pytest.TestReport]) -> dict[str, int]:
    """How many tests were skipped for each reason."""
    counts: dict[str, int] = {}
    for report in reports:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        counts[reason] = counts.get(reason, 0) + 1
    return counts
