"""`consult keys ledger`: write down which experiences were withdrawn, to be kept apart from the machine."""

from pathlib import Path

import click

from consult.cli.context import CommandContext
from consult.cli.instance import refuse
from consult.cli.key_store import open_key_store
from consult.cli.opening import get_today, open_sessions
from consult.cli.talking import count, say
from consult.services.keys.ledger_files import write_ledger


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)
@click.pass_obj
def ledger(command: CommandContext, out: Path) -> None:
    """Write the list of withdrawals: a random id for each, which opens nothing and names nobody.

    Do it often and keep the newest file on another machine: even where this one is lost, `consult restore`
    with --ledger then keeps withdrawn what was withdrawn after the backup. An earlier file is replaced.
    """
    settings = command.load()
    with open_sessions(settings), open_key_store(settings) as store:
        ids = store.list_destroyed()
    try:
        write_ledger(out, ids, today=get_today())
    except OSError as error:
        raise refuse(out, error) from error
    say(f"{out}: {count(len(ids), 'withdrawal')}.")
