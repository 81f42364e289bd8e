"""Send an exact version round to organisations: a link for each, made again and taken back."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.circulating import Asked, Circulated
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.models.versions import DraftVersion
from consult.services import auditing
from consult.services.days import find_day
from consult.services.returns.revising import Author
from consult.services.signing.closing_positions import find_closed

TOKEN_BYTES = 24
AskedRow = TypeVar("AskedRow", bound=Asked)


@dataclass(frozen=True)
class MadeLink(Generic[AskedRow]):
    """An organisation that is asked, and the secret part of its link, which is kept nowhere."""

    asked: AskedRow
    token: str = field(repr=False)


def circulate(
    session: Session,
    version: DraftVersion,
    organisations: Iterable[Organisation],
    *,
    closes_on: date,
    author: Author,
    now: datetime,
) -> list[MadeLink[Circulated]]:
    """Make a link for each organisation; one that it had for this version stops working.

    closes_on: the last day. Raises: Conflict (C530 the day is past, C531 nobody is chosen).
    """
    made = []
    for organisation in sort_chosen(organisations, closes_on, today=find_day(now)):
        made.append(
            make_link(ask(session, version, organisation, author=author, now=now), closes_on, now=now)
        )
        session.flush()
        audit_asked(session, "version circulated", made[-1].asked, author, now)
    return made


def sort_chosen(organisations: Iterable[Organisation], closes_on: date, *, today: date) -> list[Organisation]:
    """Those that are to be asked, by name. Raises: Conflict (C530 the day is past, C531 nobody is chosen)."""
    chosen = sorted(organisations, key=lambda one: (one.name, one.key))
    if closes_on < today:
        raise Conflict("C530")
    if not chosen:
        raise Conflict("C531")
    return chosen


def make_link(asked: AskedRow, closes_on: date, *, now: datetime) -> MadeLink[AskedRow]:
    """Another link in place of the one that was, if any; of one that was taken back both days are kept."""
    token = _new_token()
    if asked.link_hash is None and asked.revoked_at is not None:
        asked.asked_again_at = now
    asked.link_hash, asked.closes_on = hash_token(token), closes_on
    return MadeLink(asked, token)


def ask(
    session: Session, version: DraftVersion, organisation: Organisation, *, author: Author, now: datetime
) -> Circulated:
    """The row of an organisation that is asked about a version; made without a link where there is none."""
    lock_name(session, f"circulated:{version.id}:{organisation.id}")
    known = select(Circulated).where(
        Circulated.version_id == version.id, Circulated.organisation_id == organisation.id
    )
    found = session.scalars(known).one_or_none()
    if found is None:
        found = Circulated(version=version, organisation=organisation, standing=organisation.standing)
        found.closes_on, found.made_at, found.made_by_id = find_day(now), now, author.staff_id
        session.add(found)
        session.flush()
    return found


def revoke(session: Session, asked: Asked, *, author: Author, now: datetime) -> None:
    """The link opens nothing from now on; what the organisation said stays."""
    if not _is_of_later(session, asked):
        asked.revoked_at = now
    asked.link_hash = None
    session.flush()
    audit_asked(session, "circulation link revoked", asked, author, now)


def _is_of_later(session: Session, asked: Asked) -> bool:
    """Whether another link was made after the decision: when the one before was closed has to stay known.

    A decision of an earlier day that is recorded only after this is not known here and comes too late.
    """
    if not isinstance(asked, Circulated) or asked.revoked_at is None or asked.asked_again_at is None:
        return False
    closed = find_closed(session, asked.version)
    return closed is not None and closed.is_after(asked.asked_again_at)


def list_asked(session: Session, version: DraftVersion) -> Sequence[Circulated]:
    """Who was asked about a version, by name."""
    wanted = select(Circulated).join(Organisation).where(Circulated.version_id == version.id)
    return session.scalars(wanted.order_by(Organisation.name, Organisation.key)).all()


def get_asked(session: Session, version: DraftVersion, asked_id: str) -> Circulated:
    """One who was asked about a version. Raises: NotFound (C102)."""
    found = session.get(Circulated, asked_id)
    if found is None or found.version_id != version.id:
        raise NotFound("C102")
    return found


def find_by_hash(session: Session, link_hash: str, *, today: date) -> Asked | None:
    """Who is asked by the link with this hash, if it still opens: not taken back, and not past its day."""
    if not link_hash:
        return None
    found = session.scalars(select(Asked).where(Asked.link_hash == link_hash)).one_or_none()
    return found if found is not None and today <= found.closes_on else None


def hash_token(token: str) -> str:
    """What is kept of a link: its secret part is random and long, so a plain hash does not lead back."""
    return hashlib.sha256(token.encode()).hexdigest()


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def audit_asked(session: Session, action: str, asked: Asked, author: Author, now: datetime) -> None:
    """Put on record what became of the link of an organisation."""
    details: dict[str, Any] = {"organisation": asked.organisation.key}
    about = {"subject_kind": "consultation", "subject_id": str(asked.consultation_id)}
    if isinstance(asked, Circulated):
        details |= {"version": asked.version.number}
        about = {"subject_kind": "draft version", "subject_id": asked.version.id}
    actor = author.staff_id or auditing.SYSTEM
    auditing.record(session, actor=actor, action=action, details=details, now=now, **about)
