"""See to it that the soak has LibreOffice: python -m tests.office.provision.

As root on Debian or Ubuntu its writer is installed with apt, without windows. Anywhere else this says what to
install; the tests are then listed as not run.
"""

import os
import shutil
import subprocess
import sys

from tests.browser.provision import may_install, say

NAMES = ("soffice", "libreoffice")
PACKAGE = "libreoffice-writer-nogui"
OVERRIDE = "CONSULT_OFFICE"
ADVICE = (
    "No LibreOffice was found, so the tests that open files in it will be listed as not run.\n"
    f"Install it (Debian and Ubuntu: {PACKAGE}), or name the program in {OVERRIDE}."
)


def find_office() -> str | None:
    """The program to use: the one named, else the first found on the path."""
    named = os.environ.get(OVERRIDE, "")
    names = (named,) if named else NAMES
    return next((path for name in names if (path := shutil.which(name))), None)


def install() -> bool:
    """Install the writer; False, with the reason, when that fails."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", PACKAGE]):
        say(f"apt-get {words[0]} (LibreOffice for the soak, some minutes)")
        done = subprocess.run(
            ["apt-get", "-qq", *words], check=False, stdout=subprocess.DEVNULL, env=environment
        )
        if done.returncode != 0:
            say(f"apt-get {words[0]} failed with status {done.returncode}")
            return False
    return True


def main() -> int:
    """Find or install; never a failure, because a soak without it is better than none."""
    if not find_office() and may_install():
        install()
    say("The soak will open files in LibreOffice" if find_office() else ADVICE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
