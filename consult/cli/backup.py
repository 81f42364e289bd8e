"""`consult backup`: the data and the locked keys as two sealed files, while the site runs."""

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from consult.cli.context import CommandContext
from consult.cli.instance import refuse
from consult.cli.opening import get_now, get_today, open_session
from consult.cli.talking import count, remark, say, tell
from consult.sealing.backup_keys import draw_backup_key, find_public_half, keep_public_half
from consult.services import auditing
from consult.services.backups.backing_up import back_up, delete_expired, name_keys_part
from consult.services.backups.sources import find_sources


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File for the data; the locked keys of experiences go to FILE.keys beside it.",
)
@click.option(
    "--new-key",
    is_flag=True,
    help="Make a new backup key first; earlier backups open only with the recovery key from before.",
)
@click.pass_obj
def backup(command: CommandContext, out: Path, new_key: bool) -> None:
    """Write a backup of the data, and apart from it one of the locked keys; the site may run.

    The first time it makes the backup key and prints its recovery key, once: run it by hand then. The data
    part also has the key file, locked as it is, and the salt; neither part has settings. Parts with keys in
    the folder of FILE that are older than KEY_BACKUP_DAYS are deleted: delete other copies of them too.
    """
    os.umask(0o077)
    settings = command.load()
    sources, today = find_sources(settings), get_today()
    keys_kept = timedelta(days=int(settings["KEY_BACKUP_DAYS"]))
    with open_session(
        settings
    ) as session:  # on record first: the backup then says of itself that it was made
        _record(session, out)
    try:
        public_half = _get_public_half(settings, is_new=new_key)
        tell("Copying the database and the key store")
        back_up(sources, out, public_half, today=today, keys_kept=keys_kept)
        expired = delete_expired(out.absolute().parent, today=today)
    except OSError as error:
        raise refuse(out, error) from error
    say(f"Data: {out}")
    say(f"Locked keys: {name_keys_part(out)}, to be deleted after {today + keys_kept}")
    if expired:
        tell(f"Deleted {count(len(expired), 'part')} with keys whose time was over")
    if not sources.key_file.is_file():
        remark(["no key file was here, so none is in this backup"])


def _get_public_half(settings: Mapping[str, Any], *, is_new: bool) -> bytes:
    folder = Path(str(settings["INSTANCE"]))
    known = find_public_half(folder) if not is_new else None
    if known is not None:
        return known
    recovery_key, public_half = draw_backup_key()
    say(f"Recovery key of backups: {recovery_key}")  # first: a half that nobody can open must not stay
    say("Print it now and keep it in a safe: it is shown this once, and nothing else opens the backups.")
    keep_public_half(folder, public_half)
    return public_half


def _record(session: Session, out: Path) -> None:
    auditing.record(
        session,
        actor=auditing.SYSTEM,
        action="backup made",
        subject_kind="backup",
        subject_id="",
        details={"file": out.name},
        now=get_now(),
    )
