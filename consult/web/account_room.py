"""Who is in the room, and until when words can be taken back: what pages say before permission."""

from datetime import date

from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.services.experiences import amending
from consult.services.region.directing import list_kept_out
from consult.web.database import get_session


def list_observers() -> list[str]:
    """The names of members who see the published report and are not given what people write."""
    return list_kept_out(get_session())


def find_last_day(consultation: Consultation, response: Response | None = None) -> date | None:
    """Until when words may be changed, and withdrawing takes words and count: of one account, or from now."""
    return amending.find_last_day(get_session(), consultation, response)
