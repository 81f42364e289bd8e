"""`consult keys`: make the partnership's key, see it, and unlock experiences for some minutes."""

import sys
from pathlib import Path
from typing import TextIO

import click

from consult.cli.context import CommandContext
from consult.cli.opening import get_today
from consult.cli.talking import say, tell
from consult.sealing.agent_client import AgentClient
from consult.sealing.agent_process import start_agent
from consult.sealing.held_key import MOST_MINUTES
from consult.sealing.holder_changes import add_recovery_key
from consult.sealing.key_files import create_key_file, open_private_key, read_key_file
from consult.sealing.key_text import KeyFile

DEFAULT_MINUTES = 60
SECONDS = 60

passphrase_option = click.option(
    "--passphrase-file",
    type=click.File("r", encoding="utf-8"),
    help="Read the passphrase from the first line of this file; - is standard input.",
)


@click.group()
def keys() -> None:
    """Make the key that locks experiences, and unlock them for some minutes.

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
    passphrase = read_passphrase(passphrase_file, is_new=True)
    tell("Making the key; this takes some seconds on purpose")
    create_key_file(path, holder, passphrase, today=get_today(settings))
    recovery_key = add_recovery_key(path, passphrase)
    say(f"Key file: {path}")
    say(f"Recovery key: {recovery_key}")
    say("Print the recovery key now and keep it in a safe: it is shown this once. Back the key file up.")


@keys.command()
@click.pass_obj
def status(command: CommandContext) -> None:
    """Say whether there is a key, who can unlock, and whether experiences can be read now."""
    settings = command.load()
    _say_holders(read_key_file(Path(settings["KEY_FILE"])))
    now = AgentClient(Path(settings["KEY_SOCKET"])).status()
    left = -(-now.seconds_left // SECONDS)
    say(f"Unlocked for {left} more minutes." if now.is_unlocked else "Locked.")


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
    tell("Checking the passphrase; this takes some seconds on purpose")
    start_agent(open_private_key(path, secret, holder=holder), Path(settings["KEY_SOCKET"]), minutes=minutes)
    say(f"Unlocked for {minutes} minutes. `consult keys lock` ends that at once.")


@keys.command()
@click.pass_obj
def lock(command: CommandContext) -> None:
    """Make the key agent forget the key at once."""
    AgentClient(Path(command.load()["KEY_SOCKET"])).lock()
    say("Locked.")


def read_passphrase(file: TextIO | None, *, is_new: bool = False) -> str:
    """The passphrase from the file, from standard input where that is no terminal, else from a prompt.

    Raises: UsageError where there is none.
    """
    if file is None and sys.stdin.isatty():
        prompt = "New passphrase (four or more unrelated words)" if is_new else "Passphrase or recovery key"
        return str(click.prompt(prompt, hide_input=True, confirmation_prompt=is_new, err=True))
    source: TextIO = sys.stdin if file is None else file
    given = source.readline().rstrip("\r\n")
    if not given:
        raise click.UsageError("No passphrase came: the first line is empty.")
    return given


def _say_holders(key_file: KeyFile) -> None:
    use = " for the demonstration" if key_file.is_demo else ""
    say(f"Key made on {key_file.created_on.isoformat()}{use}.")
    for holder in key_file.holders:
        say(f"Can unlock: {holder.name} ({holder.kind.value})")
    if not key_file.survives_a_loss:
        say("Only one way to unlock: if it is lost, nothing that people told can ever be read.")
