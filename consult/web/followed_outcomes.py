"""What became of somebody's words, for whoever comes back with a return number."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from consult.services.permissions.following_outcomes import Followed
from consult.web.database import brief_transaction, get_session

Find = Callable[[Session, bool], Sequence[Followed]]


def read_followed(find: Find) -> Sequence[Followed]:
    """What `find` finds, with asks in carried words too; it is told whether to read these.

    Most have none, and nothing is then written for a page that somebody opens.
    """
    found = find(get_session(), False)
    if not any(one.is_short for one in found):
        return found
    with brief_transaction(writes=True) as session:
        return find(session, True)
