"""The moment that the conditions of a return look at: now, and for good the one at which it came."""

from datetime import date, datetime

from consult.models.response import Response
from consult.services.days import find_moment, find_received_moment
from consult.services.returns.answering import THROUGH_SITE
from consult.vocabulary import Channel
from forms.expressions.contexts import Moment


def find_own_moment(response: Response, now: datetime) -> Moment:
    """Now, while it is written; once it was sent, what it saw then."""
    if response.received_on is None:
        return find_moment(now)
    return find_sent_moment(response.channel, response.received_on, response.submitted_at)


def find_sent_moment(channel: Channel, received_on: date, at: datetime | None) -> Moment:
    """When it was sent through the site; noon of the day it came in another way, whenever it was kept."""
    return find_received_moment(received_on, at if channel in THROUGH_SITE else None)
