"""What else is done once an experience is sent: its group can list and correct it, its card is used up."""

from consult.errors import Conflict
from consult.models.groups import RelayGroup
from consult.services.cards import use_card
from consult.services.hearing_events import find_event
from consult.services.relaying import lock_for_group
from consult.web.account_visit import Visit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.key_store import get_key_store


def note_sent(visit: Visit) -> None:
    """Do it in the transaction in which it is sent."""
    session, held = get_session(), visit.held
    event = find_event(session, visit.opened)
    if event is not None and not event.is_complete:
        raise Conflict("C357")
    if held.group_id:
        group = session.get_one(RelayGroup, held.group_id)
        lock_for_group(session, get_key_store(), group, visit.response.id, visit.key)
    if held.card_id:
        use_card(session, held.card_id, today=get_today())
