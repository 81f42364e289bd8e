"""`consult questionnaire`: check a form in the XLSForm standard, and put it into a consultation."""

from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, open_session
from consult.cli.talking import say
from consult.errors import NotFound
from consult.exports.files import write_file
from consult.exports.xlsform import write_xlsform
from consult.queries.questionnaires import find_numbered
from consult.services import auditing
from consult.services.cells.equal_languages import read_equal
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.publishing import add_version, publish
from consult.services.consultations.reading_versions import read_definition
from consult.services.imports.mapping import RESERVED_NAMES
from consult.vocabulary import FormPurpose
from forms.repairing.extents import Extent
from forms.repairing.repairing import Repaired, repair
from forms.xlsform.reader import open_xlsform
from forms.xlsform.report import format_report

FILE = click.Path(path_type=Path)
EXTENTS = click.Choice([extent.value for extent in Extent if extent is not Extent.NONE])
REPAIR = click.option(
    "--repair",
    "extent",
    type=EXTENTS,
    default=None,
    help="Repair what stops the import: correct (names, headers, ends of groups; every question stays), "
    "rest (also leave out what cannot be read, with every row that names it), always (also keep questions "
    "whose condition cannot be read, without it). The report says what was done, row by row.",
)
PURPOSES = click.Choice([purpose.value for purpose in FormPurpose])


@click.group()
def questionnaire() -> None:
    """Check and import questionnaires made with XLSForm (.xlsx, .xls or .csv)."""


@questionnaire.command()
@click.argument("file", type=FILE)
@REPAIR
@click.pass_context
def check(ctx: click.Context, file: Path, extent: str | None) -> None:
    """Say whether FILE can be imported, and what is wrong with it: sheet, row and remedy.

    Ends with 0 when it can be imported and with 1 when it cannot; the report is printed either way.
    """
    ctx.exit(0 if _read(file, extent).reading.is_importable else 1)


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
@REPAIR
@click.option("--publish", "publishes", is_flag=True, help="Publish it at once; it then never changes.")
@click.pass_context
def import_(
    ctx: click.Context, file: Path, slug: str, purpose: str, extent: str | None, publishes: bool
) -> None:
    """Put FILE into a consultation as a new version of its questionnaire."""
    command: CommandContext = ctx.obj
    checked = _read(file, extent)
    definition = checked.reading.questionnaire
    if definition is None:
        ctx.exit(1)
    settings = command.load()
    with open_session(settings) as session:
        now, actor = get_now(), auditing.SYSTEM
        consultation = get_consultation(session, slug)
        version = add_version(
            session,
            consultation,
            definition,
            purpose=FormPurpose(purpose),
            repairs=checked.repairs,
            actor=actor,
            now=now,
        )
        if publishes:
            equal = read_equal(str(settings["EQUAL_LANGUAGES"]))
            publish(session, version, equal_languages=equal, actor=actor, now=now)
        say(f"{slug} has it as version {version.number}, {version.state.value}.")


@questionnaire.command()
@click.argument("slug")
@click.option("--out", "target", type=FILE, required=True, help="The .xlsx file to write.")
@click.option(
    "--purpose",
    type=PURPOSES,
    default=FormPurpose.RETURN.value,
    show_default=True,
    help="The form for returns of organisations, or for people's experiences (account).",
)
@click.option("--version", "number", type=int, default=None, help="Its number; by default the latest.")
@click.pass_context
def export(ctx: click.Context, slug: str, target: Path, purpose: str, number: int | None) -> None:
    """Write a questionnaire of the consultation SLUG as an XLSForm; importing it gives the same again."""
    command: CommandContext = ctx.obj
    with open_session(command.load()) as session:
        consultation = get_consultation(session, slug)
        version = find_numbered(session, consultation.id, FormPurpose(purpose), number)
        if version is None:
            raise NotFound("C239", slug=slug)
        definition, state = read_definition(version), version.state
        number = version.number
    write_file(target, write_xlsform(definition))
    say(f"Version {number} ({state.value}) of {slug} is in {target}.")


def _read(file: Path, extent: str | None) -> Repaired:
    """Read the form, repaired as far as was asked for, and print the report on it."""
    checked = repair(
        open_xlsform(file), Extent(extent) if extent else Extent.NONE, reserved_names=RESERVED_NAMES
    )
    say(format_report(checked.reading, checked.repairs))
    return checked
