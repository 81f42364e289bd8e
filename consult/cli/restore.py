"""`consult restore`: put a backup in place, without what was withdrawn since."""

import os
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from consult.cli.context import CommandContext
from consult.cli.instance import make_folder, refuse
from consult.cli.opening import get_now, get_today
from consult.cli.passphrases import SecretFile, read_passphrase
from consult.cli.talking import describe_unknown, remark, say, tell
from consult.errors import Conflict
from consult.sealing.backup_keys import find_backup_key, require_fit
from consult.sealing.errors import KeyFileBroken, NoKey
from consult.sealing.key_files import read_key_file
from consult.services.backups.backing_up import name_keys_part
from consult.services.backups.present_files import is_installed
from consult.services.backups.putting_in_place import finish as finish_moves
from consult.services.backups.putting_in_place import require_finished
from consult.services.backups.restoring import Lists, Restored
from consult.services.backups.restoring import restore as restore_parts
from consult.services.backups.sources import find_sources
from consult.services.backups.unpacking import Parts, check_parts, refuse_expired
from consult.services.keeping.retaining import find_time_kept
from consult.services.keys.comparing import Times
from consult.services.keys.ledger_files import read_ledger
from consult.told import say_experiences

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--keys", type=FILE, help="The part with the locked keys; by default FILE.keys.")
@click.option(
    "--without-keys",
    is_flag=True,
    help="Keep the key store, key file and salt that are here; where there are none, begin a new store.",
)
@click.option("--ledger", type=FILE, multiple=True, help="A list that `consult keys ledger` wrote.")
@click.option(
    "--without-ledger",
    is_flag=True,
    help="There is no such list and no key store: bring back what was withdrawn since; on record.",
)
@click.option("--replace", is_flag=True, help="Put it in the place of the installation that is here.")
@click.option("--even-expired", is_flag=True, help="Use keys whose time is over; needs --reason.")
@click.option("--reason", default="", help="Why; it is put on record.")
@click.option(
    "--recovery-key-file",
    type=SecretFile(),
    help="Read the recovery key of backups from the first line of this file; - is standard input.",
)
@click.option("--finish", is_flag=True, help="Only finish a restore that was stopped half way.")
@click.pass_obj
def restore(command: CommandContext, file: Path | None, finish: bool, **chosen: Any) -> None:
    """Put a backup in place: checked as a whole, and without what was withdrawn since.

    Stop the site and the worker first. What was withdrawn, as the backup, this installation, and each
    --ledger say, is taken out before anything is in place; where neither a list nor this installation's
    own key store says, it is refused. Asks for the recovery key of backups. Then run `consult init`. An
    experience that its person changed since the backup is used for nothing until they say again what they
    allow. What organisations changed since is as it was then.
    """
    os.umask(0o077)
    settings = command.load()
    instance = Path(str(settings["INSTANCE"]))
    if finish:
        finish_moves(instance, find_sources(settings).servers)
        say("The restore is finished.")
        return
    if file is None:
        raise click.UsageError("Name the FILE of the backup, or give --finish.")
    require_finished(instance)
    parts = _find_parts(file, chosen)
    restored = _restore(settings, instance, parts, chosen)
    for line in _describe(restored):
        say(line)
    remark(_warn(restored, Path(settings["KEY_FILE"]), is_back=not chosen["without_keys"]))


def _find_parts(file: Path, chosen: Mapping[str, Any]) -> Parts:
    if chosen["without_keys"]:
        return Parts(file, None)
    keys = chosen["keys"] or name_keys_part(file)
    if not keys.is_file():
        raise click.UsageError(f"{keys} is not there: name it with --keys, or give --without-keys.")
    return Parts(file, keys)


def _restore(
    settings: Mapping[str, Any], instance: Path, parts: Parts, chosen: Mapping[str, Any]
) -> Restored:
    sources = find_sources(settings)
    if is_installed(sources) and not chosen["replace"]:
        raise Conflict("C046", folder=instance)
    header = check_parts(parts)
    expired = _check_age(settings, parts, chosen)
    lists = _read_lists(chosen)
    secret = read_passphrase(chosen["recovery_key_file"], asked="Recovery key of backups")
    key = require_fit(find_backup_key(secret), header.sealed_to, parts.data.name)
    make_folder(instance)
    tell("Checking the backup and making it ready")
    try:
        return restore_parts(
            sources,
            instance,
            parts,
            key,
            lists=lists,
            times=_get_times(settings),
            now=get_now(),
            reason=chosen["reason"] if expired else "",
        )
    except OSError as error:
        raise refuse(instance, error) from error


def _read_lists(chosen: Mapping[str, Any]) -> Lists:
    found = [read_ledger(path) for path in chosen["ledger"]]
    return Lists(
        ids=frozenset(id for one in found for id in one.ids),
        newest_on=max((one.written_on for one in found), default=None),
        is_without=bool(chosen["without_ledger"]),
    )


def _check_age(settings: Mapping[str, Any], parts: Parts, chosen: Mapping[str, Any]) -> bool:
    """Whether keys are used whose time is over, which only a reason allows. Raises: Conflict (C047)."""
    kept = timedelta(days=int(settings["KEY_BACKUP_DAYS"]))
    try:
        refuse_expired(parts, today=get_today(), keys_kept=kept)
    except Conflict as problem:
        if not (chosen["even_expired"] and chosen["reason"].strip()):
            raise
        remark([problem.message, "a withdrawal that no list has is undone by this; find the newest list."])
        return True
    return False


def _get_times(settings: Mapping[str, Any]) -> Times:
    days = timedelta(days=int(settings["KEY_BACKUP_DAYS"]))
    return Times(find_time_kept(int(settings["SESSION_MINUTES"])), days, get_today())


def _describe(restored: Restored) -> Iterable[str]:
    yield f"Restored the backup of {restored.made_on.isoformat()}."
    taken_out = say_experiences(restored.withdrawn)
    yield f"Withdrawn since then, and taken out: {taken_out}. Ever withdrawn: {restored.ledger:,}."
    if restored.changed:
        changed = say_experiences(restored.changed)
        yield f"Changed by their people since then, and used for nothing until they say again: {changed}."
    yield from describe_unknown(restored.unknown_since)
    yield "Next: `consult init`, then start the site and the worker."


def _warn(restored: Restored, key_file: Path, *, is_back: bool) -> Iterable[str]:
    day = restored.made_on.isoformat()
    yield f"what organisations permit with their returns is as it was on {day}: see the guide for hosting."
    if restored.beside:
        yield f"the backup has a key that {key_file.name} has not: its key file is kept as {restored.beside}."
        yield "`consult keys status` counts what is locked for it."
    elif is_back and (names := _list_holders(key_file)):
        yield f"who can unlock is as it was on {day}: {names}."
        yield "whoever was taken off since: `consult keys remove-holder`, then `consult keys rotate`."


def _list_holders(key_file: Path) -> str:
    try:
        return ", ".join(holder.name for holder in read_key_file(key_file).holders)
    except (NoKey, KeyFileBroken):
        return ""
