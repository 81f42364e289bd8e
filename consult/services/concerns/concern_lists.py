"""Whom a person keeps away from a concern about their experience: a copy of their list, kept with it.

The list itself dies with the experience; the concern does not. The copy is sealed to a half that comes of
the concern's own key: the person's number is enough to replace it, and only the concern's key opens it.
"""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.models.concern import Concern, ConcernKeptAway
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.sealing.errors import SealBroken
from consult.sealing.group_keys import BoxKey, derive_list_key, open_from, seal_to
from consult.sealing.keys import AccountKey
from consult.vocabulary import ResponseState

HALF_BYTES = 32


def lock_lists(session: Session, response_id: str) -> None:
    """Let one at a time change who is kept away, or raise a concern: each sees what the other did."""
    lock_name(session, f"kept away:{response_id}")


def put_list(session: Session, concern_id: str, half: bytes, words: str | None) -> None:
    """Keep the copy of one concern, sealed to the half of its own key. words: None where it is not known."""
    row = session.get(ConcernKeptAway, concern_id) or ConcernKeptAway(concern_id=concern_id)
    row.public_half, row.is_known = half, words is not None
    row.named_sealed = None if words is None else _seal(half, words)
    session.add(row)
    session.flush()


def hand_on_list(session: Session, response_id: str, words: str) -> None:
    """Replace the copy of each concern about an account, without any key; call it under `lock_lists`.

    Where there is no half to seal to, who was named is not known from then on, unless it is nobody.
    """
    of_account = select(ConcernKeptAway).join(Concern).where(Concern.response_id == response_id)
    for row in session.scalars(of_account.execution_options(populate_existing=True)):
        half = row.public_half if row.public_half and len(row.public_half) == HALF_BYTES else None
        row.public_half, row.is_known = half, half is not None or not words
        row.named_sealed = _seal(half, words) if half else None
    session.flush()


def open_copy(session: Session, concern_id: str, key: AccountKey) -> str | None:
    """Who must not read it, with the concern's own key; None where that is not known. Raises: SealBroken."""
    row = session.get(ConcernKeptAway, concern_id, populate_existing=True)
    if row is None or not row.is_known:
        return None
    if row.public_half is None and row.named_sealed is None:
        return ""
    return _open(derive_list_key(key), row)


def list_unlearned(session: Session, response_id: str | None = None) -> Sequence[Concern]:
    """Concerns whose copy could be made or completed now: their account is there; of one, or of all."""
    wanted = (
        select(Concern)
        .join(Response, Response.id == Concern.response_id)
        .outerjoin(ConcernKeptAway, ConcernKeptAway.concern_id == Concern.id)
        .where(Response.state != ResponseState.WITHDRAWN)
        .where(or_(ConcernKeptAway.is_known.is_not(True), ConcernKeptAway.public_half.is_(None)))
    )
    if response_id is not None:
        wanted = wanted.where(Concern.response_id == response_id)
    return session.scalars(wanted.order_by(Concern.response_id, Concern.id)).all()


def _seal(half: bytes, words: str) -> bytes:
    return seal_to(half, {"words": words})


def _open(box: BoxKey, row: ConcernKeptAway) -> str:
    """A half that is not the concern's own was put there by somebody else, and so was what it sealed."""
    if row.named_sealed is None or row.public_half != box.public:
        raise SealBroken()
    return str(open_from(box, row.named_sealed)["words"])
