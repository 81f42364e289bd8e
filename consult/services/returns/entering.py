"""Enter a return by hand that came by telephone, on paper or by e-mail: whole, and received at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.services.consultations.publishing import get_published
from consult.services.consultations.reading_versions import read_definition
from consult.services.returns.answering import save_answer, start_response
from consult.services.returns.revising import Author
from consult.services.returns.submitting import Sender, submit
from consult.vocabulary import Channel, Purpose, ResponseKind, ResponseState


@dataclass(frozen=True)
class Entry:
    """What somebody on the staff wrote down for a respondent; `answers` are by question id."""

    submission_id: str
    channel: Channel
    language: str
    received_on: date
    sender: Sender
    consents: Mapping[Purpose, bool]
    answers: Mapping[str, Any] = field(repr=False)


def enter_return(
    session: Session,
    consultation: Consultation,
    entry: Entry,
    *,
    author: Author,
    lookup: str,
    now: datetime,
) -> tuple[Response, bool]:
    """Keep the return; the same submission id gives the same return, and False.

    lookup: the look-up id of the number that reopens it from now on; the number is shown after the commit.
    Raises: Conflict (C212) without a published questionnaire, (C202) for missing answers,
    (C232) for those that the form refuses.
    """
    version = get_published(session, consultation)
    response = start_response(
        session,
        consultation,
        version,
        kind=ResponseKind.RETURN,
        channel=entry.channel,
        language=entry.language,
        submission_id=entry.submission_id,
        now=now,
    )
    if response.state is not ResponseState.IN_PROGRESS:
        return response, False
    for question_id, value in entry.answers.items():
        save_answer(
            session, response, question_id, value,
            language=entry.language, parent_id=None, author=author, now=now,
        )  # fmt: skip
    is_new = submit(
        session, response, read_definition(version), entry.consents,
        lookup=lookup, sender=entry.sender, today=entry.received_on, now=now,
    )  # fmt: skip
    return response, is_new
