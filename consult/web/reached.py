"""What somebody is asked now, given what they have answered so far."""

from collections.abc import Mapping

from consult.models.response import Response
from consult.sealing.keys import AccountKey
from consult.services.returns.answering import list_own_answers
from consult.services.returns.moments import find_own_moment
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.opening import Opening
from forms.answers import Answer
from forms.flow.reaching import Reach, reach


def find_reach(
    visit: Opening,
    response: Response,
    key: AccountKey | None = None,
    typed: Mapping[str, Answer | None] | None = None,
) -> Reach:
    """What is asked now. typed: answers of a form that was sent, in the place of those that are kept.

    Of a return that was sent conditions go on seeing the day and the time it was received.
    """
    own = {one.question_id: one.value for one in list_own_answers(get_session(), response, key)}
    return reach_with(visit, response, own | dict(typed or {}))


def reach_with(visit: Opening, response: Response, answers: Mapping[str, Answer | None]) -> Reach:
    """What is asked with these answers, where they are read already."""
    return reach(visit.definition, answers, find_own_moment(response, get_now()))
