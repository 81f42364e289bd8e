"""`consult translation`: how far a questionnaire's languages are, and its texts out to files and in again."""

from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from consult.cli.context import CommandContext
from consult.cli.opening import get_now, open_session
from consult.cli.talking import say
from consult.errors import NotFound
from consult.exports.files import replace_file
from consult.exports.questionnaire_cells import MEDIA_TYPES, write_cells
from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.queries.questionnaires import list_versions
from consult.services import auditing
from consult.services.cells.cell_makers import Maker
from consult.services.cells.importing_cells import ChangeKind, Comparison, compare_cells, take_cells
from consult.services.cells.reading_cells import count_states, list_views
from consult.services.cells.reading_files import read_cells
from consult.services.consultations.consulting import get_consultation
from consult.services.imports.table_files import read_bytes
from consult.services.imports.table_rows import TableLimits
from consult.vocabulary import FormPurpose

PATH = click.Path(path_type=Path)
PURPOSES = click.Choice([purpose.value for purpose in FormPurpose])
OF_WHICH = (
    click.option("--consultation", "slug", required=True, metavar="SLUG", help="Its short name."),
    click.option("--purpose", type=PURPOSES, default=FormPurpose.RETURN.value, show_default=True),
    click.option("--version", "number", type=int, help="The number of the version; the latest if not given."),
)


def of_which(command: Any) -> Any:
    """Add the options that name a version of a questionnaire."""
    for option in reversed(OF_WHICH):
        command = option(command)
    return command


@click.group()
def translation() -> None:
    """See how far a questionnaire is translated; export and import its texts."""


@translation.command()
@of_which
@click.pass_obj
def status(command: CommandContext, slug: str, purpose: str, number: int | None) -> None:
    """Say for each language how many texts are missing, stale, drafted and checked."""
    with open_session(command.load()) as session:
        version = _find(session, slug, purpose, number)
        say(f"{slug}, version {version.number}, {version.state.value}:")
        for tag, counts in count_states(session, version).items():
            said = ", ".join(f"{counts[state]} {state.value}" for state in CellState)
            say(f"  {tag}: {said}")


@translation.command()
@click.argument("file", type=PATH)
@of_which
@click.option("--language", required=True, metavar="TAG", help="Such as ar.")
@click.pass_obj
def export(
    command: CommandContext, file: Path, slug: str, purpose: str, number: int | None, language: str
) -> None:
    """Write every text with its translation to FILE (.xlsx, .csv or .po)."""
    ending = file.suffix.lower().removeprefix(".")
    if ending not in MEDIA_TYPES:
        raise click.BadParameter("it has to end in .xlsx, .csv or .po", param_hint="FILE")
    with open_session(command.load()) as session:
        version = _find(session, slug, purpose, number)
        views = list_views(session, version, language)
        content = write_cells(ending, views, language=language, name=f"{slug}-{version.number}-{language}")
    with replace_file(file) as stream:
        stream.write(content)
    say(f"{len(views)} texts are in {file.name}.")


@translation.command("import")
@click.argument("file", type=PATH)
@of_which
@click.option("--language", required=True, metavar="TAG", help="Such as ar.")
@click.option("--person", default="", help="The name of whoever translated it.")
@click.option("--machine", default="", help="The name of the machine that translated it.")
@click.option("--replace-checked", is_flag=True, help="Replace texts that somebody checked, too.")
@click.option("--check", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def import_(command: CommandContext, file: Path, **given: Any) -> None:
    """Take the translated texts of FILE (.xlsx, .csv, .ods or .po) into a draft version."""
    if given["person"] and given["machine"]:
        raise click.UsageError("Say either --person or --machine.")
    settings = command.load()
    limits = TableLimits(int(str(settings["MAX_UPLOAD_BYTES"])), int(str(settings["MAX_ROWS"])))
    cells, language = read_cells(file.name, read_bytes(file, limits), limits), given["language"]
    with open_session(settings) as session:
        version = _find(session, given["slug"], given["purpose"], given["number"])
        _report(compare_cells(session, version, language, cells))
        if given["check"]:
            return
        told: dict[str, Any] = {
            "maker": _name_maker(file, given),
            "actor": auditing.SYSTEM,
            "now": get_now(),
            "mark": None,
        }
        replaces = given["replace_checked"]
        taken = take_cells(session, version, language, cells, replaces_checked=replaces, **told)
        say(f"{taken} texts are taken.")


def _name_maker(file: Path, given: dict[str, Any]) -> Maker:
    if given["person"]:
        return Maker(DraftedBy.PERSON, given["person"])
    return (
        Maker(DraftedBy.MACHINE, given["machine"]) if given["machine"] else Maker(DraftedBy.FILE, file.name)
    )


def _report(compared: Comparison) -> None:
    stale = sum(one.is_stale for one in compared.changes)
    counted = (len(compared.list_kind(kind)) for kind in ChangeKind)
    new, changed, checked = counted
    say(f"{new} new, {changed} changed, {checked} that somebody checked, {compared.same} the same.")
    say(f"{stale} translate other words than stand here now; {len(compared.unknown)} are of no text here.")
    for one in compared.list_kind(ChangeKind.CHECKED):
        say(f"  checked: {one.view.id}: {one.view.text!r} -> {one.given.text!r}")


def _find(session: Session, slug: str, purpose: str, number: int | None) -> QuestionnaireVersion:
    """The version meant. Raises: NotFound (C102, C209)."""
    versions = list_versions(session, get_consultation(session, slug).id)
    asked = [one for one in versions if one.questionnaire.purpose == purpose]
    found = next((one for one in asked if number is None or one.number == number), None)
    if found is None:
        raise NotFound("C102")
    return found
