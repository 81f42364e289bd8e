"""What the pages of a return say where it came after the closing day."""

from flask_babel import gettext

from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.services.process.late_returns import find_closing_day, is_late
from consult.web.database import get_session


def say_late(consultation: Consultation, response: Response) -> list[str]:
    """A sentence, or none."""
    if not is_late(response, find_closing_day(get_session(), consultation)):
        return []
    return [gettext("It came after the closing day, and is marked as late.")]
