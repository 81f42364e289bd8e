"""What used words that were withdrawn, for the page of what they were part of."""

from consult.models.response import Response
from consult.services.permissions.describing_reach import describe_reach
from consult.services.permissions.reaching import find_reach
from consult.vocabulary import ResponseState
from consult.web.database import get_session


def list_reach(response: Response) -> list[str]:
    """What used it and what is to be done, a line each; nothing unless it was withdrawn."""
    is_withdrawn = response.state is ResponseState.WITHDRAWN
    return list(describe_reach(find_reach(get_session(), response))) if is_withdrawn else []
