"""How a command ends when something fails: a code, what happened, what to do; never a traceback."""

import os
import secrets
import tempfile
import time
import traceback
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from analysis.errors import AnalysisError
from consult.cli.opening import explain
from consult.cli.telling import end_lines
from consult.errors import CodedError
from forms.errors import FormsError

LOG_FILE = "errors.log"
UNKNOWN = "C107"


def report_failure(error: Exception) -> None:
    """Print a failure on standard error; one that nobody foresaw is kept in a file, under a reference."""
    end_lines()
    if isinstance(error, DBAPIError):
        error = explain(error)
    if isinstance(error, CodedError | AnalysisError | FormsError):
        click.echo(str(error), err=True)
        return
    reference, place = _keep(error)
    click.echo(f"{CodedError(UNKNOWN)}", err=True)
    click.echo(f"Reference: {reference}. Details are in {place}; --debug shows them here.", err=True)


def _keep(error: Exception) -> tuple[str, str]:
    """Write where it failed, without the values it failed on; say the reference and the file."""
    reference = secrets.token_hex(4)
    instance = Path(os.environ.get("CONSULT_INSTANCE", "instance"))
    path = (instance if instance.is_dir() else Path(tempfile.gettempdir())) / LOG_FILE
    frames = "".join(traceback.format_tb(error.__traceback__))
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(f"{stamp} {reference} {type(error).__name__}\n{frames}\n")
    except OSError:
        return reference, "no file, because none could be written"
    return reference, str(path)
