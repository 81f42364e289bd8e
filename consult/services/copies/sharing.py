"""Give a copy of an account to a recipient whom its teller allowed: asked at that moment, and of no other."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.response import Response
from consult.queries.viewer import Viewer
from consult.services.consultations.notices import list_notices, list_share_recipients
from consult.services.consultations.protection_content import Recipient
from consult.services.copies.copy_orders import Copy, Order
from consult.services.copies.copying_out import make_copy
from consult.services.days import find_day
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.consenting import Moment, Source, allows, current_consent
from consult.vocabulary import Purpose


def list_allowed(session: Session, response: Response, *, today: date) -> Sequence[Recipient]:
    """The recipients that this person allows today and that may still be given experiences.

    Left out is one whose key named another body in any version of the notice since this was begun.
    """
    source = Source(response.kind, response.state, response.consultation_id)
    held, own = current_consent(session, response.id), response.consultation_id
    return [
        one
        for one in list_share_recipients(session, own)
        if allows(source, held, Purpose.SHARE, Moment(today, own, one.key))
        and _is_the_same_since(session, response, one)
    ]


def share(
    session: Session,
    viewer: Viewer,
    response: Response,
    recipient_key: str,
    *,
    until_on: date,
    address: str = "",
    is_confirmed: bool = False,
    keys: AccountKeys,
    now: datetime,
) -> Copy:
    """Make a copy for one recipient. Raises: Conflict (C376) for one not allowed, and as make_copy."""
    allowed = {one.key: one for one in list_allowed(session, response, today=find_day(now))}
    recipient = allowed.get(recipient_key)
    if recipient is None:
        raise Conflict("C376")
    order = Order(
        name=name_recipient(recipient),
        until_on=until_on,
        address=address,
        recipient=recipient.key,
        also_called=tuple(recipient.names.values()),
        is_confirmed=is_confirmed,
    )
    return make_copy(session, viewer, response, order, keys=keys, now=now)


def name_recipient(recipient: Recipient) -> str:
    """What a recipient is called in English, else in the first language there is."""
    names = recipient.names
    return names.get("en") or next((names[tag] for tag in sorted(names)), recipient.key)


def _is_the_same_since(session: Session, response: Response, recipient: Recipient) -> bool:
    first = response.notice_version or 1
    notices = [one for one in list_notices(session, response.consultation_id) if one.number >= first]
    named = [one for notice in notices for one in notice.content.recipients if one.key == recipient.key]
    return len({name_recipient(one).casefold() for one in named}) == 1
