"""Wait for responses by their rows, in the one order, before anything else is waited for."""

from collections.abc import Collection, Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.response import Response

BATCH = 500


def lock_responses(session: Session, response_ids: Collection[str]) -> None:
    """Wait for whoever withdraws or changes one of these, and let nobody do so until this is done."""
    for wanted in _list_rows(response_ids):
        session.execute(wanted.with_for_update())


def hold_responses(session: Session, response_ids: Collection[str]) -> None:
    """Let nobody withdraw one of these until what is made of them is kept, and can be forgotten.

    Before the names of themes are waited for, as whoever withdraws holds the response first.
    """
    for wanted in _list_rows(response_ids):
        session.execute(wanted.with_for_update(read=True, key_share=True))


def _list_rows(response_ids: Collection[str]) -> Iterator[Select[str]]:
    ids = sorted(response_ids)
    for start in range(0, len(ids), BATCH):
        yield select(Response.id).where(Response.id.in_(ids[start : start + BATCH])).order_by(Response.id)
