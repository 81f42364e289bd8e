"""`consult keys rotate` and `public`: a new key, everything locked anew, and the half that locks alone."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

import click

from consult.cli.context import CommandContext
from consult.cli.key_record import on_record
from consult.cli.key_wraps import open_concerns, open_wraps
from consult.cli.opening import get_today
from consult.cli.passphrases import passphrase_option, read_passphrase
from consult.cli.talking import count, make_teller, remark, say, tell
from consult.errors import CodedError
from consult.sealing import key_rotation
from consult.sealing.agent_client import AgentClient
from consult.sealing.key_files import open_keys, read_key_file, write_public_key_file
from consult.sealing.key_ring import KeyRing
from consult.sealing.key_text import Retiring
from consult.services.concerns.concern_wraps import ConcernWraps
from consult.services.keys.key_keeping import KeyStore
from consult.services.keys.resealing import SealedKeys, count_sealed, reseal

NOTHING_DONE = 1


@click.command()
@click.option("--continue", "goes_on", is_flag=True, help="Only finish one that was stopped: no new key.")
@passphrase_option
@click.pass_obj
def rotate(command: CommandContext, goes_on: bool, passphrase_file: TextIO | None) -> None:
    """Make a new key and lock every experience for it; no other holder has to be there.

    Asks for any passphrase that opens the key now. Stopped half way, nothing is out of reach: both keys open,
    and --continue, or another change, locks what is left. Experiences are locked afterwards; unlock again.
    """
    settings = command.load()
    path = Path(settings["KEY_FILE"])
    read_key_file(path)
    secret = read_passphrase(passphrase_file)
    with open_wraps(settings) as wraps, open_concerns(settings) as concerns:
        with on_record(settings, "key rotation continued" if goes_on else "key rotated"):
            if not goes_on:
                tell("Making the new key; this takes some seconds on purpose")
                key_rotation.rotate(path, secret, today=get_today())
            ring = open_keys(path, secret)
        done = _reseal_concerns(settings, concerns, ring) + _reseal(settings, wraps, ring)
        forget_retired(settings, ring)
        ring.forget()
    _lock_agent(settings)
    _say_what_follows(path, is_new=not goes_on)
    if goes_on and not done:
        raise click.exceptions.Exit(NOTHING_DONE)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file to write."
)
@click.pass_obj
def public(command: CommandContext, out: Path) -> None:
    """Write the half that locks to a file of its own, for the part of the site that collects.

    Nothing in it opens anything. Write it again after the key or its holders changed, and let the setting
    KEY_FILE of that part name it.
    """
    key_file = read_key_file(Path(command.load()["KEY_FILE"]))
    write_public_key_file(out, key_file)
    say(f"Public key file: {out}")


def forget_retired(settings: Mapping[str, Any], ring: KeyRing) -> None:
    """Take out of the key file each retiring key that is over: nothing is locked for it, nor in a backup.

    Why the days: something may come late from a part of the site that still has the old public key, and a
    backup of locked keys from before may have to be restored.
    """
    path, today = Path(settings["KEY_FILE"]), get_today()
    days = timedelta(days=int(settings["KEY_BACKUP_DAYS"]))
    over = [one for one in read_key_file(path).retiring if one.retired_on + days < today]
    if not over:
        return
    with open_wraps(settings) as wraps, open_concerns(settings) as concerns:
        gone = {one.public_key for one in over if not (_count(wraps, one) or _count(concerns, one))}
    if gone:
        key_rotation.drop_retired(path, ring, gone)
        tell(f"Took {count(len(gone), 'retired key')} out of the key file")


def _reseal(settings: Mapping[str, Any], wraps: KeyStore | None, ring: KeyRing) -> int:
    if wraps is None:
        return 0
    with on_record(settings, "experiences locked anew") as details:
        resealed = reseal(wraps, ring, tell=make_teller())
        details.update(number=resealed.done, broken=resealed.broken)
    say(f"Locked {count(resealed.done, 'experience')} for the new key.")
    if resealed.broken:
        damaged = count(resealed.broken, "damaged experience")
        remark(
            [f"{damaged} could not be locked anew: restore the key store from a backup, then rotate again."]
        )
    return resealed.done


def _reseal_concerns(settings: Mapping[str, Any], concerns: ConcernWraps | None, ring: KeyRing) -> int:
    """A concern has a key of its own, kept with its record; most installations have none or few."""
    if concerns is None or not any(count_sealed(concerns, one.public_key) for one in ring.retiring):
        return 0
    with on_record(settings, "concerns locked anew") as details:
        resealed = reseal(concerns, ring, tell=make_teller())
        details.update(number=resealed.done, broken=resealed.broken)
    say(f"Locked {count(resealed.done, 'concern')} for the new key.")
    if resealed.broken:
        damaged = f"{count(resealed.broken, 'damaged concern')} could not be locked anew"
        remark([f"{damaged}: restore the data from a backup that has it whole, or raise it again."])
    return resealed.done


def _lock_agent(settings: Mapping[str, Any]) -> None:
    """The agent holds only the keys from before; it must not go on without the new one."""
    try:
        AgentClient(Path(settings["KEY_SOCKET"])).lock()
    except CodedError as problem:
        remark([f"the key agent could not be locked ({problem.message}); lock it and unlock again."])


def _say_what_follows(path: Path, *, is_new: bool) -> None:
    made_on = read_key_file(path).created_on.isoformat()
    if not is_new:
        say(f"No new key was made: that of {made_on} is in use. For a new one: `consult keys rotate`.")
        return
    say(f"The key of {made_on} is in use. Unlock again to read experiences.")
    remark(
        [
            "back the key file up now; each other holder should unlock once soon.",
            "a public key file of the part that collects has to be written again: `consult keys public`.",
        ]
    )


def _count(wraps: SealedKeys | None, retiring: Retiring) -> int:
    return count_sealed(wraps, retiring.public_key) if wraps else 0
