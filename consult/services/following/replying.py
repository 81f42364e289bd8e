"""Keep what government replied to each ask, complete or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.followed_asks import AskReply, FollowedAsk
from consult.models.following_kinds import ReplyKind
from consult.models.locking import lock_name
from consult.queries.viewer import Viewer
from consult.services.days import find_day
from consult.services.following.asking_government import add_ask, audit_ask, find_submitted
from consult.services.returns.revising import Author
from consult.services.signing.signing_off import require_full


@dataclass(frozen=True)
class GivenReply:
    """As a manager enters it. text: by language; place: where it can be read.

    replied_on: of the reply; where government is silent, the day on which somebody looked.
    """

    kind: ReplyKind
    replied_on: date | None
    text: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


def add_with_reply(
    session: Session, viewer: Viewer, consultation: Consultation, text: Mapping[str, str],
    given: GivenReply | None, *, submission_id: str | None, author: Author, now: datetime,
) -> FollowedAsk:  # fmt: skip
    """Add an ask with what was replied to it, as `add_ask`; another reply makes it another ask too.

    So neither form is told that it is kept while the words of one are lost, or stand in place of the other's.

    Raises: as add_ask and keep_reply.
    """
    lock_name(session, f"asks:{consultation.id}")
    known = find_submitted(session, submission_id)
    id = submission_id if known is None or _says(known.reply, given) else None
    ask = add_ask(session, viewer, consultation, text, submission_id=id, author=author, now=now)
    if ask is not known:
        keep_reply(session, viewer, ask, given, author=author, now=now)
    return ask


def keep_reply(
    session: Session,
    viewer: Viewer,
    ask: FollowedAsk,
    given: GivenReply | None,
    *,
    author: Author,
    now: datetime,
) -> None:
    """Keep what was replied to an ask, in place of what was kept before; None takes it out.

    Raises: AccessDenied (C101), Conflict (C576 there is no text, no place or no day, or one to come).
    """
    require_full(viewer)
    if given is None:
        if ask.reply is not None:
            ask.reply = None
            session.flush()
            audit_ask(session, ask, "reply removed", author, now)
        return
    _require_complete(given, now)
    row = ask.reply or AskReply()
    row.kind, row.replied_on = given.kind, given.replied_on or find_day(now)
    row.text, row.place = dict(given.text), given.place.strip()
    row.recorded_by_name, row.recorded_at = author.name, now
    ask.reply = row
    session.flush()
    audit_ask(session, ask, f"reply recorded: {given.kind.value}", author, now)


def _says(kept: AskReply | None, given: GivenReply | None) -> bool:
    """Whether what is kept is what is given. A day that is not given is not compared."""
    if kept is None or given is None:
        return kept is given
    same = (kept.kind, kept.text, kept.place) == (given.kind, dict(given.text), given.place.strip())
    return same and given.replied_on in (None, kept.replied_on)


def _require_complete(given: GivenReply, now: datetime) -> None:
    has_day = given.replied_on is not None and given.replied_on <= find_day(now)
    has_words = bool(given.text) and bool(given.place.strip())
    if not has_day or (given.kind is not ReplyKind.SILENT and not has_words):
        raise Conflict("C576")
