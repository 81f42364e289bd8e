"""See to it that the browser tests have a browser: python -m tests.browser.provision.

As root on Debian or Ubuntu, Chromium and fonts for every script are installed with apt. Anywhere else this
says what to install; the tests then run without a browser, and say at the end that they did.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-core")
WINDOWLESS = "chromium-headless-shell"
"""The same Chromium without windows and a history, as a program and as a package: a third quicker."""
OVERRIDE = "CONSULT_CHROMIUM"
ADVICE = (
    "No Chromium was found, so the browser tests will be listed as not run.\n"
    "Install it (Debian and Ubuntu: chromium and fonts-noto-core; Fedora: chromium and\n"
    f"google-noto-sans-fonts; macOS: Google Chrome or Chromium), or name the program in {OVERRIDE}."
)


def find_chromium() -> str | None:
    """The browser to use: the one named, else the first found on the path."""
    named = os.environ.get(OVERRIDE, "")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_quickest() -> str | None:
    """The browser to use where windows and a history make no difference."""
    named = os.environ.get(OVERRIDE, "")
    return find_chromium() if named else shutil.which(WINDOWLESS) or find_chromium()


def may_install() -> bool:
    """True for root on a system with apt; nowhere else is anything installed."""
    return os.name == "posix" and os.geteuid() == 0 and Path("/etc/debian_version").exists()


def list_missing() -> list[tuple[str, ...]]:
    """The packages to install, those together that one step installs."""
    steps: list[tuple[str, ...]] = [] if find_chromium() else [PACKAGES]
    return steps if shutil.which(WINDOWLESS) else [*steps, (WINDOWLESS,)]


def install(steps: list[tuple[str, ...]]) -> bool:
    """Install packages step by step; False, with the reason, when one fails."""
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    adding = ["install", "--yes", "--no-install-recommends"]
    for words in (["update"], *([*adding, *packages] for packages in steps)):
        say(f"apt-get {' '.join(words)} (a browser for the browser tests, about a minute)")
        done = subprocess.run(["apt-get", "-qq", *words], check=False, **quiet)  # type: ignore[call-overload]
        if done.returncode != 0:
            say(f"apt-get {words[0]} failed with status {done.returncode}")
            return False
    return True


def say(words: str) -> None:
    """A line of progress, as make prints them."""
    print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)


def main() -> int:
    """Find or install; never a failure, because tests without a browser are better than none."""
    missing = list_missing()
    if missing and may_install() and not os.environ.get(OVERRIDE):
        install(missing)
    found = find_quickest()
    say(f"Browser tests will use {Path(found).name}" if found else ADVICE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
