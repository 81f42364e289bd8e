"""The wheel, installed alone in an empty environment outside the checkout: python -m tests.soak.

Builds the wheel, looks at what it carries, installs it with its pinned packages in a fresh virtual
environment, and runs the demonstration there. Takes several minutes; part of `make soak`.
"""

import os
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / ".ci" / "lock" / "run.txt"
MUST_CARRY = (
    "consult/templates/layouts/base.html",
    "consult/templates/questions/text.html",
    "consult/static/build/public.css",
    "consult/static/build/public.rtl.css",
    "consult/static/build/staff.css",
    "consult/static/build/govuk-frontend.min.js",
    "consult/static/js/main.js",
    "consult/translations/ar/LC_MESSAGES/messages.mo",
    "consult/translations/ti/LC_MESSAGES/messages.mo",
    "consult/translations/uk/LC_MESSAGES/messages.mo",
    "consult/translations/cy/LC_MESSAGES/messages.mo",
    "consult/migrations/env.py",
    "consult/migrations/versions/0001_first.py",
    "consult/sample/returns.csv",
    "consult/sample/accounts.csv",
    "consult/exports/word_template/collated-response.docx",
    "consult/exports/page_layout/response.html",
    "consult/exports/page_layout/style.css",
    "consult/exports/pdf_layout/response.typ",
    "analysis/codebooks/migration.csv",
    "analysis/reference_sentences.csv",
    "analysis/model_hashes.csv",
)
MUST_NOT_CARRY = ("tests/", "node_modules/", ".git", "instance/")
EXPORTED = "collated-response.docx"
EVERY_FORM = """
import datetime
from analysis.drafting.blocks import Heading
from consult.exports.document import Document
from consult.exports.writers import WRITERS, Means
document = Document("Title", "Draft", "Partnership", datetime.date(2026, 12, 2), (Heading("h", 1, "Words"),))
for writer in WRITERS.values():
    assert writer.make(document, Means())
"""


def say(words: str) -> None:
    """A line of progress."""
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)


def run(program: str | Path, *arguments: str | Path, folder: Path) -> str:
    """Run a program somewhere, without this checkout's environment; its output, or an end with it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "CONSULT", "VIRTUAL"))
    }
    done = subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        sys.exit(
            f"{Path(program).name} {arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        )
    return done.stdout + done.stderr


def build_wheel(folder: Path) -> Path:
    """Build the wheel from this checkout."""
    say("Building the wheel")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder)
    run(sys.executable, "-m", "pip", "wheel", *options, ROOT, folder=ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def check_contents(wheel: Path) -> None:
    """Stop unless the wheel carries everything that a user without the checkout needs, and no more."""
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in MUST_CARRY if name not in names]
    foreign = [
        name for name in names if name.startswith(MUST_NOT_CARRY) or name.endswith((".sqlite", ".pyc"))
    ]
    if missing or foreign:
        sys.exit(f"The wheel lacks {missing} and should not carry {foreign}")
    say(f"The wheel carries {len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB")


def install(wheel: Path, folder: Path) -> Path:
    """Make an empty environment with the pinned packages and the wheel; the folder of its programs."""
    say("Installing the wheel in an empty environment (a minute or two)")
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", LOCK, folder=folder)
    run(*pip, "--no-deps", wheel, folder=folder)
    return programs


def run_demo(programs: Path, folder: Path) -> None:
    """Run the whole journey with the wheel alone."""
    say("Running consult demo --no-serve")
    folder.mkdir()
    started = time.perf_counter()
    output = run(programs / "consult", "demo", "--no-serve", folder=folder)
    made = sorted(folder.rglob(EXPORTED))
    if len(made) != 1 or made[0].stat().st_size < 10_000:
        sys.exit(f"The demonstration left {made}, not one whole {EXPORTED}:\n{output}")
    where = run(
        programs / "python", "-c", "import consult.app; print(consult.app.__file__)", folder=folder
    ).strip()
    if str(ROOT) in where:
        sys.exit(f"It ran from the checkout, {where}, not from the wheel")
    say(f"The demonstration took {time.perf_counter() - started:.0f} s and wrote {EXPORTED}")
    run(programs / "python", "-c", EVERY_FORM, folder=folder)
    say("Every form of a response was written with the wheel alone")


def main() -> None:
    """Build, look, install, run."""
    with tempfile.TemporaryDirectory(prefix="consult-soak-") as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        check_contents(wheel)
        run_demo(install(wheel, folder / "environment"), folder / "elsewhere")


if __name__ == "__main__":
    main()
