"""What became of somebody's words: in their own consultation, and in each other response that used them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.outcome import Outcome
from consult.models.response import Response
from consult.queries.viewer import PUBLISHED
from consult.services.consultations.concluding import find_outcome
from consult.services.days import find_beginning
from consult.services.drafts.documenting import Showing
from consult.services.following.finding_submissions import find_sent_on
from consult.services.following.published_versions import find_published, is_settled
from consult.services.following.showing_asks import ShownAsk, list_wordless, show_asks
from consult.services.permissions.drafts_using import list_homes, list_latest_drafts
from consult.vocabulary import UseKind


@dataclass(frozen=True)
class Followed:
    """An outcome; report: by language, the title of the other response that it is of, or nothing.

    sent_on: the day on which that response went to government first. asks: what it asked, with the replies.
    page: the short name of the consultation, where everybody can read the outcome on a page of its own.
    is_short: whether asks are left out, for their words are gone or are carried over and were not asked for.
    """

    outcome: Outcome
    report: Mapping[str, Any]
    sent_on: date | None = None
    asks: Sequence[ShownAsk] = ()
    page: str = ""
    is_short: bool = False


def list_outcomes(
    session: Session, response: Response, *, today: date, reads_carried: bool = False
) -> list[Followed]:
    """What was written down so far, the own consultation's first; see `follow`."""
    found = []
    for id in list_homes(response, list_latest_drafts(session, response)):
        home = session.get_one(Consultation, id)
        report = {} if id == response.consultation_id else home.title
        followed = follow(session, home, report, today=today, reads_carried=reads_carried)
        found += [followed] if followed else []
    return found


def follow(
    session: Session,
    home: Consultation,
    report: Mapping[str, Any],
    *,
    today: date,
    reads_carried: bool = False,
) -> Followed | None:
    """What became of one consultation, once somebody has written it down.

    Its asks are in it only while the response is sent or signed off. reads_carried: with those in the words
    of organisations that confirmed them, whose use is put on record by its day: the record must not tell
    when somebody came back with a return number.
    """
    outcome = find_outcome(session, home.id)
    if outcome is None:
        return None
    page = home.slug if find_published(session, home) else ""
    showing = Showing(PUBLISHED, UseKind.PAGE, find_beginning(today)) if reads_carried else None
    is_told = is_settled(session, home.id)
    asks = show_asks(session, home.id, today=today, showing=showing) if is_told else []
    is_short = is_told and bool(list_wordless(session, home.id, asks))
    return Followed(outcome, report, find_sent_on(session, home.id), asks, page, is_short)
