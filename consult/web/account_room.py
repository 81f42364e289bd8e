"""Who is in the room: what pages say before permission is asked."""

from consult.services.directing import list_kept_out
from consult.web.database import get_session


def list_observers() -> list[str]:
    """The names of members who see the published report and are not given what people write."""
    return list_kept_out(get_session())
