"""`consult audit`: check that nothing in the record of who did what was changed."""

import click

from consult.cli.context import CommandContext
from consult.cli.opening import open_session
from consult.cli.talking import say
from consult.errors import Conflict
from consult.models.engine import reading_only
from consult.services.auditing import find_last, has_hash, verify_chain


@click.group()
def audit() -> None:
    """Check the record of who did what to what."""


@audit.command()
@click.option(
    "--noted",
    metavar="HASH",
    help="A hash that an earlier check printed: its entry must still be there. It finds an end that was cut "
    "off, and a record that was written anew from the beginning.",
)
@click.pass_obj
def verify(command: CommandContext, noted: str | None) -> None:
    """Check every entry against the one before; exit 1 at the first that was changed or is missing.

    Keep the hash that is printed away from this machine, and give it to the next check.
    """
    with reading_only(), open_session(command.load()) as session:
        broken = verify_chain(session)
        if broken is not None:
            raise Conflict("C118", number=broken.sequence)
        if noted and not has_hash(session, noted.strip().lower()):
            raise Conflict("C119")
        last = find_last(session)
        number, newest = (last.sequence, last.entry_hash) if last else (0, "")
    words = "entry, whole" if number == 1 else "entries, all of them whole"
    say(f"{number:,} {words}: none was changed or removed.")
    if newest:
        say(f"Hash of the newest: {newest}")
