"""`consult keys`: make the partnership's key, see it, and unlock experiences for some minutes.

Who can unlock is changed in key_holders.py, the key itself in key_rotation.py.
"""

from pathlib import Path
from typing import TextIO

import click

from consult.cli.context import CommandContext
from consult.cli.key_holders import add_holder, passphrase, recovery_key, remove_holder
from consult.cli.key_ledger import ledger
from consult.cli.key_record import on_record
from consult.cli.key_rotation import forget_retired, public, rotate
from consult.cli.key_status import status
from consult.cli.opening import get_today
from consult.cli.passphrases import passphrase_option, read_passphrase
from consult.cli.talking import say, tell
from consult.sealing.agent_client import AgentClient
from consult.sealing.agent_process import start_agent
from consult.sealing.held_key import MOST_MINUTES
from consult.sealing.holder_changes import add_recovery_key
from consult.sealing.key_files import create_key_file, open_keys, read_key_file

DEFAULT_MINUTES = 60


@click.group()
def keys() -> None:
    """Make the key that locks experiences, say who can unlock, and unlock for some minutes.

    A passphrase is asked for, or read from a file or from standard input; never give one as an argument.
    """


@keys.command()
@click.option("--holder", required=True, help="Name of the first key holder.")
@passphrase_option
@click.pass_obj
def create(command: CommandContext, holder: str, passphrase_file: TextIO | None) -> None:
    """Make the partnership's key, locked with a passphrase, and a recovery key to print.

    Without either of the two nothing that people tell could ever be read. No other key is overwritten.
    """
    settings = command.load()
    path = Path(settings["KEY_FILE"])
    secret = read_passphrase(passphrase_file, is_new=True)
    with on_record(settings, "keys made", holder=holder):
        tell("Making the key; this takes some seconds on purpose")
        create_key_file(path, holder, secret, today=get_today())
        made = add_recovery_key(path, secret)
        say(f"Key file: {path}")
        say(f"Recovery key: {made}")  # before the record, which may fail: nothing else shows it again
    say("Print the recovery key now and keep it in a safe: it is shown this once. Back the key file up.")


for part in (add_holder, remove_holder, passphrase, recovery_key, rotate, public, ledger, status):
    keys.add_command(part)


@keys.command()
@click.option(
    "--minutes",
    type=click.IntRange(1, MOST_MINUTES),
    default=DEFAULT_MINUTES,
    show_default=True,
    help="How long experiences can be read.",
)
@click.option("--holder", help="Whose passphrase it is; by default that of any key holder.")
@passphrase_option
@click.pass_obj
def unlock(command: CommandContext, minutes: int, holder: str | None, passphrase_file: TextIO | None) -> None:
    """Let the staff area and the worker read experiences for some minutes."""
    settings = command.load()
    path = Path(settings["KEY_FILE"])
    read_key_file(path)  # say that there is none before asking for a passphrase
    secret = read_passphrase(passphrase_file)
    with on_record(settings, "keys unlocked", minutes=minutes):
        tell("Checking the passphrase; this takes some seconds on purpose")
        ring = open_keys(path, secret, holder=holder)
        forget_retired(settings, ring)
        start_agent(ring.current, Path(settings["KEY_SOCKET"]), minutes=minutes, retiring=ring.retiring)
    say(f"Unlocked for {minutes} minutes. `consult keys lock` ends that at once.")


@keys.command()
@click.pass_obj
def lock(command: CommandContext) -> None:
    """Make the key agent forget the key at once."""
    settings = command.load()
    AgentClient(Path(settings["KEY_SOCKET"])).lock()
    say("Locked.")
    with on_record(settings, "keys locked"):
        pass  # done before: a database that cannot be used must not leave experiences open
