"""`consult keys add-holder`, `remove-holder`, `passphrase` and `recovery-key`: who can unlock experiences.

Each asks first for a secret that opens the key now: nobody changes who can unlock without being one of them.
"""

from pathlib import Path
from typing import Any, TextIO

import click

from consult.cli.context import CommandContext
from consult.cli.key_record import on_record
from consult.cli.passphrases import new_passphrase_option, passphrase_option, read_passphrase
from consult.cli.talking import remark, say, tell
from consult.sealing import holder_changes
from consult.sealing.key_files import read_key_file
from consult.sealing.key_opening import get_holder

holder_option = click.option("--holder", required=True, help="Name of the key holder.")


@click.command("add-holder")
@holder_option
@passphrase_option
@new_passphrase_option
@click.pass_obj
def add_holder(
    command: CommandContext, holder: str, passphrase_file: TextIO | None, new_passphrase_file: TextIO | None
) -> None:
    """Let one more person unlock, with a passphrase of their own.

    Asks for a passphrase that opens the key now, then for the new holder's, which they type themselves.
    """
    settings, path = _load(command)
    secret = read_passphrase(passphrase_file)
    new = read_passphrase(new_passphrase_file, is_new=True)
    with on_record(settings, "key holder added", holder=holder):
        _wait()
        holder_changes.add_holder(path, secret, holder, new)
    say(f"{holder} can unlock experiences from now on.")


@click.command("remove-holder")
@holder_option
@passphrase_option
@click.pass_obj
def remove_holder(command: CommandContext, holder: str, passphrase_file: TextIO | None) -> None:
    """Let a person unlock no more; never the last one.

    Asks for the passphrase of somebody who stays. A copy of the key file from before, such as one in a
    backup, still opens with the passphrase of the person who left: change the key too, with rotate.
    """
    settings, path = _load(command)
    get_holder(read_key_file(path), holder)  # say that there is nobody of that name before asking
    secret = read_passphrase(passphrase_file)
    with on_record(settings, "key holder removed", holder=holder):
        _wait()
        holder_changes.remove_holder(path, secret, holder)
    say(f"{holder} cannot unlock experiences any more with this key file.")
    _warn_of_a_single_way(path)
    remark(
        [
            "a copy of the key file from before still opens for them: destroy those in backups.",
            "`consult keys rotate` makes a new key, so that such a copy opens nothing told from then on.",
        ]
    )


@click.command()
@holder_option
@passphrase_option
@new_passphrase_option
@click.pass_obj
def passphrase(
    command: CommandContext, holder: str, passphrase_file: TextIO | None, new_passphrase_file: TextIO | None
) -> None:
    """Change a key holder's passphrase; the old one stops working, other holders notice nothing."""
    settings, path = _load(command)
    get_holder(read_key_file(path), holder)
    secret = read_passphrase(passphrase_file)
    new = read_passphrase(new_passphrase_file, is_new=True)
    with on_record(settings, "key passphrase changed", holder=holder):
        _wait()
        holder_changes.change_passphrase(path, holder, secret, new)
    say(f"The passphrase of {holder} is changed.")


@click.command("recovery-key")
@passphrase_option
@click.pass_obj
def recovery_key(command: CommandContext, passphrase_file: TextIO | None) -> None:
    """Make a new recovery key to print; the old one stops working.

    Asks for any passphrase that opens the key, or for the old recovery key.
    """
    settings, path = _load(command)
    secret = read_passphrase(passphrase_file)
    with on_record(settings, "recovery key renewed"):
        _wait()
        made = holder_changes.renew_recovery_key(path, secret)
        say(f"Recovery key: {made}")  # before the record, which may fail: nothing else shows it again
    say("Print it now and keep it in a safe: it is shown this once. Destroy the old one.")


def _load(command: CommandContext) -> tuple[dict[str, Any], Path]:
    """The settings and the key file, which must be there before anything is asked."""
    settings = command.load()
    path = Path(settings["KEY_FILE"])
    read_key_file(path)
    return settings, path


def _wait() -> None:
    tell("Checking the passphrase; this takes some seconds on purpose")


def _warn_of_a_single_way(path: Path) -> None:
    key_file = read_key_file(path)
    if not key_file.survives_a_loss:
        [left] = key_file.holders
        remark([f"only one way to unlock is left, that of {left.name}: add a holder or make a recovery key."])
