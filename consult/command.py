"""The `consult` command. The application is loaded by the commands that need it, and by no other."""

import sys
from pkgutil import resolve_name
from typing import Any

from flask import Flask

from consult.cli.main import run


def main() -> None:
    """Run the command line and end with its exit code."""
    sys.exit(run(_make_app))


def _make_app(*given: Any, **named: Any) -> Flask:
    app: Flask = resolve_name("consult.app:create_app")(*given, **named)
    return app
