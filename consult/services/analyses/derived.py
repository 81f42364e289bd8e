"""What analyses derived from returns, in the instance folder: vectors, languages, cuts, under hashes.

It only saves work, and may be deleted at any time. It holds nothing of an experience. Whatever belongs to an
answer that is gone is dropped, and a backup does not have it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.store import NO_STORE, Store
from analysis.store_folder import FolderStore
from consult.models.response import Answer, Response
from consult.vocabulary import ResponseKind, ResponseState

FOLDER = "derived"
BATCH = 500
MEGABYTE = 1_000_000


def open_store(settings: Mapping[str, Any], consultation_id: str) -> Store:
    """Open the store of one consultation; one that keeps nothing where the setting says so."""
    room = int(settings.get("DERIVED_MEGABYTES", 0))
    if not room:
        return NO_STORE
    return FolderStore(_get_folder(settings) / consultation_id, room * MEGABYTE)


def count_withdrawn(session: Session) -> int:
    """Count the withdrawn responses: when there are more than before, something has to be dropped."""
    wanted = select(func.count()).select_from(Response).where(Response.state == ResponseState.WITHDRAWN)
    return session.scalar(wanted) or 0


def drop_gone(session: Session, settings: Mapping[str, Any]) -> int:
    """Drop what was derived from answers that are gone or no longer submitted; returns how many answers.

    All that is stored is read again, so no transaction that writes may be open.
    """
    gone = 0
    for folder in _list_folders(settings):
        store = FolderStore(folder)
        gone += store.drop_gone(lambda answer_ids: _list_living(session, answer_ids))
        if not store.list_owners() or not int(settings.get("DERIVED_MEGABYTES", 0)):
            store.delete()
    return gone


def _get_folder(settings: Mapping[str, Any]) -> Path:
    return Path(str(settings["INSTANCE"])) / FOLDER


def _list_folders(settings: Mapping[str, Any]) -> list[Path]:
    if not settings.get("INSTANCE"):
        return []
    return sorted(path for path in _get_folder(settings).glob("*") if path.is_dir())


def _list_living(session: Session, answer_ids: list[str]) -> Iterator[str]:
    for start in range(0, len(answer_ids), BATCH):
        wanted = (
            select(Answer.id)
            .join(Answer.response)
            .where(
                Answer.id.in_(answer_ids[start : start + BATCH]),
                Response.kind == ResponseKind.RETURN,
                Response.state == ResponseState.SUBMITTED,
            )
        )
        yield from session.scalars(wanted)
