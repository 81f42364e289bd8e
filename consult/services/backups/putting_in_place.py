"""Put prepared files in the place of others, all or none: what was begun is noted, and can be finished.

Nothing of the old is touched before the note is on the disk, and everything of the new is there by then. As
long as the note is there the site stays closed (C049).
"""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from consult.errors import ConfigurationError, Conflict
from consult.sealing.private_files import replace_whole, sync_folder
from consult.services.backups.held_servers import Held, holding_server
from consult.services.backups.servers import Server

NOTE = "restoring.json"
LOGS = ("-wal", "-shm", "-journal")


def require_finished(instance: Path) -> None:
    """Raises: ConfigurationError (C049) between the first file that was put in place and the last."""
    if is_unfinished(instance):
        raise ConfigurationError("C049")


def is_unfinished(instance: Path) -> bool:
    """Whether a restore was stopped half way."""
    return (instance / NOTE).exists()


def make_place(target: Path) -> Path:
    """An empty private folder beside a file, on the same disk; gives the path in it for the new one."""
    folder = target.with_name(f".{target.name}.restoring")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    return folder / target.name


def drop_place(new: Path) -> None:
    """Delete the folder that make_place made."""
    shutil.rmtree(new.parent, ignore_errors=True)


def put_in_place(instance: Path, moves: Mapping[Path, Path], held: Mapping[Path, Held]) -> None:
    """Move each file (new path: old path) over the old one, whose content is overwritten first.

    held: databases on PostgreSQL by the old path: filled before the note, so that nothing changes where one
    cannot be, and seen after it.
    """
    marks = {path: [one.server.mark] for path, one in held.items()}
    noted = [[str(new), str(old), *marks.get(old, [])] for new, old in moves.items()]
    for new, old in moves.items():
        if old in held:
            held[old].fill(new)
        sync_folder(new.parent)
    replace_whole(instance / NOTE, json.dumps(noted).encode())
    for new in [new for new, old in moves.items() if old in held]:
        held[moves[new]].commit()
        _spend(new)
    finish(instance, {})


def finish(instance: Path, servers: Mapping[Path, Server]) -> None:
    """Do what the note says is left to do.

    Raises: Conflict (C052) where there is none, ConfigurationError (C056) where it is of another database.
    """
    note = instance / NOTE
    if not note.exists():
        raise Conflict("C052")
    for new, old, *marks in json.loads(note.read_bytes()):
        if marks:
            _fill(Path(new), servers.get(Path(old)), marks[0])
        else:
            _move(Path(new), Path(old))
    note.unlink()
    sync_folder(instance)


def _fill(new: Path, server: Server | None, mark: str) -> None:
    """Filling again what was filled before the stop changes nothing: the site was closed since."""
    if new.exists():
        if server is None or server.mark != mark:
            raise ConfigurationError("C056")
        with holding_server(server) as held:
            held.fill(new)
            held.commit()
        _spend(new)
    drop_place(new)


def _spend(new: Path) -> None:
    """Delete what a database on PostgreSQL was filled from; from the first step on it is not used again."""
    spent = new.replace(new.with_name(f"{new.name}.spent"))
    sync_folder(new.parent)
    _overwrite(spent)
    drop_place(new)


def _move(new: Path, old: Path) -> None:
    if new.exists():
        _overwrite(old)
        for ending in LOGS:
            old.with_name(old.name + ending).unlink(missing_ok=True)
        new.replace(old)
        sync_folder(old.parent)
    drop_place(new)


def _overwrite(path: Path) -> None:
    """Leave no locked key on the disk that a withdrawal would no longer reach; as far as the disk obeys."""
    if path.is_file():
        with path.open("rb+") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
