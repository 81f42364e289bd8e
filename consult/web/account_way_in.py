"""By which way somebody comes to tell an experience: through a group, with a card, or on their own."""

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, url_for

from consult.models.consultation import Consultation
from consult.models.group_kinds import WayIn
from consult.models.groups import InvitationCard, RelayGroup
from consult.services.consultations.ways_in import get_way_in
from consult.services.experiences.cards import is_good
from consult.services.experiences.grouping import is_active
from consult.services.experiences.relay_agreements import get_current_agreement
from consult.services.experiences.relay_terms import has_accepted
from consult.services.experiences.relaying import begin_entry
from consult.vocabulary import Channel
from consult.web.account_cookie import EXPERIENCE_COOKIE, Held
from consult.web.clock import get_today
from consult.web.database import get_session

BY_LINK = 409


@dataclass(frozen=True)
class Way:
    """How an experience that begins now has come, and through which group or card."""

    channel: Channel
    group_id: str = ""
    card_id: str = ""


def find_way(consultation: Consultation) -> Way | None:
    """The way that is open to this browser; None where the region lets it begin nothing."""
    held, rule = EXPERIENCE_COOKIE.find(), get_way_in(get_session(), consultation.id)
    if held is not None and held.group_id and may_relay(held.group_id):
        return Way(Channel.VOUCHED, group_id=held.group_id)
    if held is not None and held.card_id and rule is not WayIn.BY_LINK and is_card_good(held.card_id):
        return Way(Channel.VOUCHED, card_id=held.card_id)
    return Way(Channel.OPEN) if rule is WayIn.ANYONE else None


def get_way(consultation: Consultation) -> Way:
    """The same; else the page that says how to get a link, or the agreement that a group accepts first."""
    held = EXPERIENCE_COOKIE.find()
    if held is not None and _is_asked_to_agree(held):
        abort(redirect(url_for("account_group.agreement")))
    return find_way(consultation) or _refuse()


def check_way_in(consultation: Consultation) -> None:
    """Let through whoever may begin, or is at it already; for others the page that says how to get a link."""
    held = EXPERIENCE_COOKIE.find()
    if held is None or not held.response_id:
        get_way(consultation)


def hold_permit(group_id: str = "", card_id: str = "") -> None:
    """Let this browser begin one experience, passed on by a group or told with a card."""
    EXPERIENCE_COOKIE.hold(Held(group_id=group_id, card_id=card_id))


def find_waiting() -> Held | None:
    """What this browser wrote with a card that is good no more, and so cannot send; None for nothing."""
    held = EXPERIENCE_COOKIE.find()
    is_waiting = held is not None and held.draft_key and held.card_id and not is_card_good(held.card_id)
    return held if is_waiting else None


def note_begun(way: Way, response_id: str) -> None:
    """Put what begins on the list of its group, which can tell it by its number alone."""
    if way.group_id:
        begin_entry(get_session(), get_session().get_one(RelayGroup, way.group_id), response_id)


def is_card_good(card_id: str) -> bool:
    """Whether something can be sent with the card."""
    card = get_session().get(InvitationCard, card_id)
    return card is not None and is_good(card, today=get_today())


def may_relay(group_id: str) -> bool:
    """Whether the group can pass something on today: its link works, and it has its number."""
    group = get_session().get(RelayGroup, group_id)
    return group is not None and group.public_key is not None and is_active(group, today=get_today())


def _is_asked_to_agree(held: Held) -> bool:
    """Whether a group that may relay has not accepted the agreement that holds now, only an earlier one."""
    if not held.group_id or not may_relay(held.group_id):
        return False
    group = get_session().get_one(RelayGroup, held.group_id)
    return not has_accepted(group, get_current_agreement(get_session()))


def _refuse() -> Way:
    abort(make_response(render_template("account/group/no_link.html"), BY_LINK))
