"""What a forum's terms of reference allow besides a meeting, and how many must be there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.attachments import AttachedFile
from consult.models.draft_kinds import AttachedKind
from consult.models.region import Forum
from consult.models.signing import ForumTerms
from consult.services import auditing


@dataclass(frozen=True)
class Terms:
    """As a manager sets them. file_id: of the terms of reference, attached to a consultation."""

    quorum: int = 0
    allows_circulation: bool = False
    allows_chairs_action: bool = False
    circulation_days: int = 0
    chair_contact_id: str | None = None
    file_id: str | None = None


def get_forum(session: Session, key: str) -> Forum:
    """Return the forum. Raises: NotFound (C102)."""
    found = session.scalars(select(Forum).where(Forum.key == key)).one_or_none()
    if found is None:
        raise NotFound("C102")
    return found


def find_terms(session: Session, forum: Forum) -> Terms:
    """What its terms allow; where nobody has said, only meetings."""
    row = session.scalars(select(ForumTerms).where(ForumTerms.forum_id == forum.id)).one_or_none()
    own: dict[str, Any] = {"quorum": forum.quorum, "chair_contact_id": forum.chair_contact_id}
    if row is None:
        return Terms(**own)
    names = ("allows_circulation", "allows_chairs_action", "circulation_days", "file_id")
    return Terms(**own, **{name: getattr(row, name) for name in names})


def list_terms_files(session: Session) -> Sequence[AttachedFile]:
    """Terms of reference that are attached to any consultation, by name."""
    wanted = select(AttachedFile).where(AttachedFile.kind == AttachedKind.TERMS)
    return session.scalars(wanted.order_by(AttachedFile.name, AttachedFile.id)).all()


def set_terms(session: Session, forum: Forum, terms: Terms, *, actor: str, now: datetime) -> None:
    """Keep what a manager says that the terms allow; decisions that were made before stay as they are."""
    given = dict(vars(terms))
    forum.quorum, forum.chair_contact_id = given.pop("quorum"), given.pop("chair_contact_id")
    known = session.scalars(select(ForumTerms).where(ForumTerms.forum_id == forum.id)).one_or_none()
    row = known or ForumTerms(forum_id=forum.id)
    for name, value in given.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    about = {"subject_kind": "forum", "subject_id": forum.id}
    auditing.record(
        session, actor=actor, action="forum terms set", details=dict(vars(terms)), now=now, **about
    )
