"""`consult questionnaire`: check a form in the XLSForm standard, and put it into a consultation."""

from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, open_session
from consult.cli.talking import say
from consult.services import auditing
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.publishing import add_version, publish
from consult.services.imports.mapping import RESERVED_NAMES
from consult.vocabulary import FormPurpose
from forms.xlsform.problems import Reading
from forms.xlsform.reader import read_xlsform
from forms.xlsform.report import format_report

FILE = click.Path(path_type=Path)
PURPOSES = click.Choice([purpose.value for purpose in FormPurpose])


@click.group()
def questionnaire() -> None:
    """Check and import questionnaires made with XLSForm (.xlsx, .xls or .csv)."""


@questionnaire.command()
@click.argument("file", type=FILE)
@click.pass_context
def check(ctx: click.Context, file: Path) -> None:
    """Say whether FILE can be imported, and what is wrong with it: sheet, row and remedy.

    Ends with 0 when it can be imported and with 1 when it cannot; the report is printed either way.
    """
    ctx.exit(0 if _read(file).is_importable else 1)


@questionnaire.command("import")
@click.argument("file", type=FILE)
@click.option("--consultation", "slug", required=True, metavar="SLUG", help="Its short name.")
@click.option(
    "--purpose",
    type=PURPOSES,
    default=FormPurpose.RETURN.value,
    show_default=True,
    help="A form for returns of organisations, or for people's experiences (account).",
)
@click.option("--publish", "publishes", is_flag=True, help="Publish it at once; it then never changes.")
@click.pass_context
def import_(ctx: click.Context, file: Path, slug: str, purpose: str, publishes: bool) -> None:
    """Put FILE into a consultation as a new version of its questionnaire."""
    command: CommandContext = ctx.obj
    reading = _read(file)
    if reading.questionnaire is None:
        ctx.exit(1)
    with open_session(command.load()) as session:
        now, actor = get_now(), auditing.SYSTEM
        consultation = get_consultation(session, slug)
        version = add_version(
            session, consultation, reading.questionnaire, purpose=FormPurpose(purpose), actor=actor, now=now
        )
        if publishes:
            publish(session, version, actor=actor, now=now)
        say(f"{slug} has it as version {version.number}, {version.state.value}.")


def _read(file: Path) -> Reading:
    """Read the form and print the report on it."""
    reading = read_xlsform(file, reserved_names=RESERVED_NAMES)
    say(format_report(reading))
    return reading
