"""What became of somebody's words: in their own consultation, and in each other response that used them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.outcome import Outcome
from consult.models.response import Response
from consult.services.consultations.concluding import find_outcome
from consult.services.following.finding_submissions import find_sent_on
from consult.services.permissions.drafts_using import list_homes, list_latest_drafts


@dataclass(frozen=True)
class Followed:
    """An outcome; report: by language, the title of the other response that it is of, or nothing.

    sent_on: the day on which that response went to government first.
    """

    outcome: Outcome
    report: dict[str, str]
    sent_on: date | None = None


def list_outcomes(session: Session, response: Response) -> list[Followed]:
    """What was written down so far, the own consultation's first."""
    found = []
    for id in list_homes(response, list_latest_drafts(session, response)):
        outcome, home = find_outcome(session, id), session.get_one(Consultation, id)
        if outcome is not None:
            report = {} if id == response.consultation_id else home.title
            found.append(Followed(outcome, report, find_sent_on(session, id)))
    return found
