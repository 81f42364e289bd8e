"""Tables with experiences: written locked under a passphrase, and shown only to whoever has it."""

import io
from pathlib import Path
from typing import TextIO

import click

from consult.cli.passphrases import SecretFile, read_passphrase
from consult.exports.files import write_file
from consult.exports.tables import WRITERS
from consult.sealing.locked_files import ENDING, FileLock, lock_content, make_lock, open_content
from consult.sealing.stretching import MODERATE
from consult.services.returns.exporting import ResponseTable

COST = MODERATE
AS_TEXT = (".csv", ".json")


def prepare_lock(out: Path, passphrase_file: TextIO | None) -> FileLock:
    """Ask for a new passphrase and stretch it; before anything is read, for it is slow."""
    if out.suffix.lower() not in AS_TEXT:
        raise click.UsageError(f"With --accounts, FILE ends in {' or '.join(AS_TEXT)}.")
    return make_lock(read_passphrase(passphrase_file, is_new=True), COST)


def write_locked(out: Path, table: ResponseTable, lock: FileLock) -> tuple[Path, int]:
    """Write the table locked, beside where it would stand in clear; gives its path and how many rows."""
    content, target = io.BytesIO(), out.with_name(out.name + ENDING)
    written = WRITERS[out.suffix.lower()](content, table.columns, table.rows)
    write_file(target, lock_content(lock, content.getvalue()))
    return target, written


@click.command("open")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--passphrase-file",
    type=SecretFile(),
    help="Read the passphrase from the first line of this file; - is standard input.",
)
def open_locked(file: Path, passphrase_file: TextIO | None) -> None:
    """Show on standard output a table that `consult responses export --accounts` wrote to FILE.

    Asks for the passphrase it was locked under, and writes no file. Opening it is not put on record: the
    file can be opened on any machine that has this program.
    """
    given = file.read_bytes()
    passphrase = read_passphrase(passphrase_file, asked="Passphrase of this file")
    click.echo(open_content(given, passphrase, file.name), nl=False)
