"""`consult responses`: take returns in from a table, and hand them over as one."""

from pathlib import Path
from typing import TextIO

import click
from sqlalchemy.orm import Session

from consult.cli.context import CommandContext
from consult.cli.hashing import hash_file
from consult.cli.key_store import open_account_keys
from consult.cli.locked_responses import open_locked, prepare_lock, write_locked
from consult.cli.more_time import more_time
from consult.cli.opening import get_now, get_today, open_session
from consult.cli.passphrases import SecretFile
from consult.cli.talking import count, make_teller, remark, say, tell
from consult.errors import Conflict, ImportRefused
from consult.exports.tables import write_table
from consult.models.consultation import Consultation
from consult.queries.viewer import SYSTEM
from consult.services import auditing
from consult.services.consultations.consulting import get_consultation
from consult.services.imports.importing import ImportOutcome, import_returns, list_rejects
from consult.services.imports.mapping import MappingFile, read_mapping
from consult.services.imports.table_files import read_table_file
from consult.services.imports.table_rows import Table, TableLimits
from consult.services.keys.key_keeping import AccountKeySource
from consult.services.permissions.releasing import note_digest
from consult.services.returns.exporting import ResponseTable, build_response_table
from consult.told import say_experiences

PATH = click.Path(path_type=Path)


@click.group()
def responses() -> None:
    """Import returns from a table, and export them as one."""


responses.add_command(open_locked)
responses.add_command(more_time)


@responses.command("import")
@click.argument("file", type=PATH)
@click.option("--consultation", "slug", required=True, metavar="SLUG", help="Its short name.")
@click.option(
    "--map", "mapping", type=PATH, metavar="MAPPING.toml", help="Says which column answers which question."
)
@click.option(
    "--rejects",
    type=PATH,
    metavar="FILE",
    help="Where rows that cannot be taken in are written, with the reason; else beside you as "
    "FILE-rejects.csv.",
)
@click.pass_obj
def import_(
    command: CommandContext, file: Path, slug: str, mapping: Path | None, rejects: Path | None
) -> None:
    """Take in the returns of FILE (.csv in UTF-8, .xlsx, .json or .jsonl), one row a return.

    Columns are named as the questions are, or a mapping file says which is which. The same file can be
    imported again: what is there already is left as it is. All is taken in, or nothing when it fails.
    """
    settings = command.load()
    said = read_mapping(mapping) if mapping else MappingFile()
    limits = TableLimits(int(str(settings["MAX_UPLOAD_BYTES"])), int(str(settings["MAX_ROWS"])))
    table = read_table_file(file, limits, said.layout)
    tell(f"Read {count(len(table.rows), 'row')} of {file.name}")
    rejects = rejects or Path(f"{file.stem}-rejects.csv")
    with open_session(settings) as session:
        outcome = import_returns(
            session,
            get_consultation(session, slug),
            table,
            said,
            actor=auditing.SYSTEM,
            today=get_today(),
            now=get_now(),
            tell=make_teller(),
        )
        _write_rejects(outcome, table, rejects)
    _report(outcome, rejects)


def _write_rejects(outcome: ImportOutcome, table: Table, rejects: Path) -> None:
    """Write them before anything is committed: where they cannot be written, nothing is taken in."""
    remark(outcome.remarks)
    if outcome.rejected:
        write_table(rejects, *list_rejects(outcome))
    if len(outcome.rejected) == len(table.rows):
        raise ImportRefused("C703", rejects=rejects)


def _report(outcome: ImportOutcome, rejects: Path) -> None:
    taken, known, rejected = outcome.taken_in, outcome.already_there, len(outcome.rejected)
    rows = count(outcome.rows, "row")
    say(f"{rows}: {taken:,} taken in, {known:,} already there, {rejected:,} rejected.")
    if outcome.rejected:
        say(f"The rejected rows are in {rejects}, each with its reason: correct them there and import it.")


@responses.command()
@click.argument("slug")
@click.option(
    "--out", required=True, type=PATH, metavar="FILE", help="Ends in .csv, .xlsx or .json; it is replaced."
)
@click.option(
    "--accounts",
    is_flag=True,
    help="Experiences too, which must be unlocked. The file is FILE.locked, under a passphrase of its own.",
)
@click.option(
    "--passphrase-file",
    type=SecretFile(),
    help="With --accounts: read the new passphrase from the first line of this file; - is standard input.",
)
@click.pass_obj
def export(
    command: CommandContext, slug: str, out: Path, accounts: bool, passphrase_file: TextIO | None
) -> None:
    """Write the returns to the consultation SLUG as a table, one row each.

    Each use of somebody's words is put on record, and that the file was made: it may have to be taken back.
    With --accounts nothing is written in clear; `consult responses open` shows what is in the file.
    """
    settings = command.load()
    lock = prepare_lock(out, passphrase_file) if accounts else None
    with open_session(settings) as session, open_account_keys(settings) as stored:
        keys = _require_unlocked(stored) if lock else None
        table = _build(session, get_consultation(session, slug), keys)
        target, written = write_locked(out, table, lock) if lock else _write(out, table)
        note_digest(session, table.file_id, hash_file(target))
    remark(f"{n:,} left out: {reason.value.replace('_', ' ')}." for reason, n in table.left_out.items())
    if lock:
        held = say_experiences(table.accounts)
        remark([f"the file holds {held}, locked: without its passphrase nobody can open it, nor you."])
    say(f"{count(written, 'row')} written to {target}.")


def _write(out: Path, table: ResponseTable) -> tuple[Path, int]:
    return out, write_table(out, table.columns, table.rows)


def _build(session: Session, consultation: Consultation, keys: AccountKeySource | None) -> ResponseTable:
    return build_response_table(session, SYSTEM, consultation, keys=keys, now=get_now())


def _require_unlocked(keys: AccountKeySource) -> AccountKeySource:
    """The keys while they open. Raises: Conflict (C302)."""
    if not keys.is_unlocked():
        raise Conflict("C302")
    return keys
