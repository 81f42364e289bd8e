"""What else belongs to sending an experience: its group can list and correct it, its card is used up."""

from flask import url_for
from flask_babel import gettext

from consult.errors import Conflict
from consult.models.group_kinds import WayIn
from consult.models.groups import RelayGroup
from consult.services.consultations.ways_in import get_way_in
from consult.services.experiences.cards import use_card
from consult.services.experiences.hearing_events import find_event
from consult.services.experiences.relaying import lock_for_group
from consult.vocabulary import Channel
from consult.web.account_visit import Visit
from consult.web.account_way_in import is_card_good, may_relay
from consult.web.clock import get_today
from consult.web.database import get_session


def find_obstacles(visit: Visit) -> list[dict[str, object]]:
    """What would refuse it, as items of the error summary with where each is put right."""
    event, found = find_event(get_session(), visit.opened), list[dict[str, object]]()
    if event is not None and not event.is_complete:
        page = "said" if event.month and event.people else "people"
        words = gettext("Say who took part, what was said, and that they agreed to it")
        found.append({"text": words, "href": url_for(f"account_event.{page}", slug=visit.slug)})
    if visit.held.card_id and not is_card_good(visit.held.card_id) and not _is_for_anyone(visit):
        words = gettext("Your card was used already or does not work any more. Use another one")
        found.append({"text": words, "href": url_for("account_cards.enter")})
    if visit.held.group_id and not may_relay(visit.held.group_id) and not _is_for_anyone(visit):
        words = gettext("Your group’s link does not work any more. Ask the partnership for another one")
        found.append({"text": words, "href": url_for("public.contact")})
    return found


def finish_sending(visit: Visit) -> bytes | None:
    """Do it in the transaction in which it is sent; gives its key as locked for a group that reads it back.

    Raises: Conflict (C353) for a card that is good no more, (C357) for an event that is incomplete,
    (C358) for a group that may pass nothing on any more.
    """
    session, held = get_session(), visit.held
    event = find_event(session, visit.opened)
    if event is not None and not event.is_complete:
        raise Conflict("C357")
    if held.card_id:
        _use_card(visit)
    if not held.group_id:
        return None
    if not may_relay(held.group_id):
        _send_without_group(visit)
        return None
    group = session.get_one(RelayGroup, held.group_id)
    return lock_for_group(session, group, visit.response.id, visit.key)


def _send_without_group(visit: Visit) -> None:
    """A group whose link was taken back vouches for nothing; where anyone may tell, it is sent still."""
    if not _is_for_anyone(visit):
        raise Conflict("C358")
    visit.response.channel = Channel.OPEN


def _use_card(visit: Visit) -> None:
    """Where nobody needs a card, one that is good no more only vouches for nothing."""
    try:
        use_card(get_session(), visit.held.card_id, today=get_today())
    except Conflict:
        if not _is_for_anyone(visit):
            raise
        visit.response.channel = Channel.OPEN


def _is_for_anyone(visit: Visit) -> bool:
    return get_way_in(get_session(), visit.consultation.id) is WayIn.ANYONE
