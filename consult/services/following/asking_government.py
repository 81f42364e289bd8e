"""Keep what a response asks of government: taken from an exact version, or typed; in an order of its own."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.consultation import Consultation
from consult.models.followed_asks import FollowedAsk
from consult.models.locking import lock_name
from consult.models.versions import DraftVersion
from consult.queries.viewer import Viewer
from consult.services import auditing
from consult.services.drafts.documenting import Showing
from consult.services.drafts.withholding_names import find_unnamed
from consult.services.following.ask_texts import AskPlace, read_texts
from consult.services.returns.revising import Author
from consult.services.signing.signing_off import require_full
from consult.vocabulary import UseKind


def list_asks(session: Session, consultation_id: str) -> Sequence[FollowedAsk]:
    """What is asked, in its order."""
    wanted = select(FollowedAsk).where(FollowedAsk.consultation_id == consultation_id)
    return session.scalars(wanted.order_by(FollowedAsk.position, FollowedAsk.id)).all()


def get_ask(session: Session, consultation_id: str, ask_id: str) -> FollowedAsk:
    """One ask. Raises: NotFound (C102)."""
    found = session.get(FollowedAsk, ask_id)
    if found is None or found.consultation_id != consultation_id:
        raise NotFound("C102")
    return found


def list_offered(
    session: Session, version: DraftVersion, *, today: date, showing: Showing | None
) -> dict[AskPlace, str]:
    """The texts of a version's section on asks that are not taken yet. showing: as in `read_texts`."""
    unnamed = find_unnamed(session, version.consultation_id, today=today)
    taken = {
        _place_of(one) for one in list_asks(session, version.consultation_id) if one.version_id == version.id
    }
    return {
        place: text
        for place, text in read_texts(session, version, unnamed, showing).items()
        if place not in taken
    }


def take_asks(
    session: Session, viewer: Viewer, version: DraftVersion, chosen: Collection[str], *, author: Author,
    today: date, now: datetime,
) -> list[FollowedAsk]:  # fmt: skip
    """Take these texts of a version as asks. chosen: places as `AskPlace` writes them; others are let be.

    Raises: AccessDenied (C101).
    """
    require_full(viewer)
    lock_name(session, f"asks:{version.consultation_id}")
    showing = Showing(viewer, UseKind.PAGE, now)
    offered = list_offered(session, version, today=today, showing=showing)
    places = [one for one in offered if str(one) in chosen]
    return [
        _add(session, version.consultation_id, author, now, version_id=version.id, **vars(one))
        for one in places
    ]


def add_ask(
    session: Session, viewer: Viewer, consultation: Consultation, text: Mapping[str, str], *, author: Author,
    now: datetime, submission_id: str | None = None,
) -> FollowedAsk:  # fmt: skip
    """Add an ask in somebody's own words. text: by language.

    submission_id: drawn into the form; the same words under it again are the same ask, others are another.

    Raises: AccessDenied (C101), Conflict (C575).
    """
    require_full(viewer)
    lock_name(session, f"asks:{consultation.id}")
    if not text:
        raise Conflict("C575")
    known = find_submitted(session, submission_id)
    if known is not None and (known.consultation_id, known.text) == (consultation.id, dict(text)):
        return known
    values: dict[str, Any] = {"text": dict(text), "submission_id": None if known else submission_id}
    return _add(session, consultation.id, author, now, **values)


def find_submitted(session: Session, submission_id: str | None) -> FollowedAsk | None:
    """The ask that was typed under this id of a form."""
    known = select(FollowedAsk).where(FollowedAsk.submission_id == submission_id)
    return session.scalars(known).one_or_none() if submission_id else None


def change_ask(
    session: Session,
    viewer: Viewer,
    ask: FollowedAsk,
    text: Mapping[str, str],
    *,
    author: Author,
    now: datetime,
) -> None:
    """Keep other words. Raises: AccessDenied (C101), Conflict (C575 no words are left)."""
    require_full(viewer)
    if not text and ask.version_id is None:
        raise Conflict("C575")
    if ask.text != dict(text):
        ask.text = dict(text)
        session.flush()
        audit_ask(session, ask, "ask changed", author, now)


def move_up(session: Session, viewer: Viewer, ask: FollowedAsk, *, author: Author, now: datetime) -> None:
    """Put an ask before the one above it. Raises: AccessDenied (C101)."""
    require_full(viewer)
    lock_name(session, f"asks:{ask.consultation_id}")
    above = [one for one in list_asks(session, ask.consultation_id) if one.position < ask.position]
    if above:
        above[-1].position, ask.position = ask.position, above[-1].position
        session.flush()
        audit_ask(session, ask, "ask moved up", author, now)


def remove_ask(session: Session, viewer: Viewer, ask: FollowedAsk, *, author: Author, now: datetime) -> None:
    """Take an ask off the list, with what was replied to it. Raises: AccessDenied (C101)."""
    require_full(viewer)
    audit_ask(session, ask, "ask removed", author, now)
    session.delete(ask)
    session.flush()


def audit_ask(session: Session, ask: FollowedAsk, action: str, author: Author, now: datetime) -> None:
    """Put on record what was done with an ask."""
    about: dict[str, Any] = {
        "subject_kind": "ask",
        "subject_id": ask.id,
        "details": {"position": ask.position},
    }
    auditing.record(session, actor=author.staff_id or auditing.SYSTEM, action=action, now=now, **about)


def _add(
    session: Session, consultation_id: str, author: Author, now: datetime, **values: object
) -> FollowedAsk:
    last = session.scalar(
        select(func.max(FollowedAsk.position)).where(FollowedAsk.consultation_id == consultation_id)
    )
    ask = FollowedAsk(consultation_id=consultation_id, position=(last or 0) + 1, **values)
    session.add(ask)
    session.flush()
    audit_ask(session, ask, "ask added", author, now)
    return ask


def _place_of(ask: FollowedAsk) -> AskPlace:
    return AskPlace(ask.section_key, ask.block_id, ask.item)
