"""Submit a response once, and find it again by its return number.

What a return number gives takes long to compute, so callers bring it: nobody waits in a transaction for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.response import Answer, Response
from consult.sealing.payloads import SealingKey
from consult.services import auditing
from consult.services.keeping.erasing import erase_answers
from consult.services.permissions.consenting import give_consent
from consult.services.returns import revising
from consult.services.returns.answering import list_own_answers
from consult.services.returns.moments import find_sent_moment
from consult.services.returns.saving_for_later import forget_unfinished
from consult.vocabulary import Purpose, ResponseKind, ResponseState, SubjectKind
from forms.definitions import Questionnaire
from forms.expressions.contexts import Moment
from forms.flow.checking import list_refused
from forms.flow.reaching import Reach, reach
from forms.routing import list_unanswered_required


@dataclass(frozen=True)
class Sender:
    """Who sends a return, as far as they say; the directory's organisation when it is known."""

    organisation_id: str | None = None
    organisation_name: str = ""
    sector: str | None = None
    sub_region_id: str | None = None
    dissents: bool = False


def submit(
    session: Session,
    response: Response,
    questionnaire: Questionnaire,
    consents: Mapping[Purpose, bool],
    *,
    lookup: str,
    sender: Sender | None = None,
    key: SealingKey | None = None,
    today: date,
    now: datetime,
) -> bool:
    """Send the response for good; False when it was already sent (a repeated submit is the same submit).

    lookup: the look-up id of the number that reopens it from now on; the number is shown after the commit.
    A return that was kept unfinished goes on having the number that it got then.
    sender: None where describe_sender has said it before.
    Raises: Conflict (C202) for missing answers, (C232) for those that the form refuses, (C204) while two
    versions of an answer stand, (C205) once withdrawn.
    """
    session.flush()
    session.refresh(response, with_for_update=True)  # of two presses at once, one waits for the other
    if response.state == ResponseState.SUBMITTED:
        return False
    if response.state == ResponseState.WITHDRAWN:
        raise Conflict("C205")
    moment = find_sent_moment(response.channel, today, now)
    check_complete(session, response, questionnaire, moment, key)
    drop_unreachable(session, response, questionnaire, moment, key)
    give_consent(session, response.id, consents, given_on=today)
    if sender is not None:
        describe_sender(response, sender)
    response.state = ResponseState.SUBMITTED
    response.received_on = today
    response.submitted_at = None if response.kind == ResponseKind.ACCOUNT else now
    response.codename_lookup = response.codename_lookup or lookup
    forget_unfinished(session, response.id)
    session.flush()
    _audit(session, response, "received", now)
    return True


def check_complete(
    session: Session,
    response: Response,
    questionnaire: Questionnaire,
    moment: Moment,
    key: SealingKey | None = None,
) -> None:
    """Raise Conflict where an answer is missing (C202), refused (C232) or stands in two versions (C204)."""
    branched = [
        answer.question_id
        for answer in _list_answers(session, response)
        if len(revising.list_heads(session, SubjectKind.ANSWER, answer.id)) > 1
    ]
    if branched:
        raise Conflict("C204", questions=", ".join(branched))
    reached = find_reach(session, response, questionnaire, moment, key)
    if missing := list_unanswered_required(reached):
        raise Conflict("C202", questions=", ".join(question.id for question in missing))
    if refused := list_refused(reached):
        raise Conflict("C232", questions=", ".join(question.id for question in refused))


def find_reach(
    session: Session,
    response: Response,
    questionnaire: Questionnaire,
    moment: Moment,
    key: SealingKey | None = None,
) -> Reach:
    """What the response is asked, given what it has answered so far."""
    values = {own.question_id: own.value for own in list_own_answers(session, response, key)}
    return reach(questionnaire, values, moment)


def find_by_lookup(session: Session, lookup: str, kind: ResponseKind) -> Response | None:
    """The response that was not withdrawn with this look-up id, if any."""
    wanted = select(Response).where(
        Response.codename_lookup == lookup,
        Response.kind == kind,
        Response.state != ResponseState.WITHDRAWN,
    )
    return session.scalars(wanted).one_or_none()


def drop_unreachable(
    session: Session,
    response: Response,
    questionnaire: Questionnaire,
    moment: Moment,
    key: SealingKey | None = None,
) -> None:
    """Delete the answers to questions that are no longer asked: they do not count."""
    given = {own.question_id for own in list_own_answers(session, response, key)}
    kept = find_reach(session, response, questionnaire, moment, key).counted
    erase_answers(session, response.id, given - kept.keys())
    session.expire(response, ["answers"])


def _list_answers(session: Session, response: Response) -> list[Answer]:
    wanted = select(Answer).where(Answer.response_id == response.id).order_by(Answer.question_id)
    return list(session.scalars(wanted))


def describe_sender(response: Response, sender: Sender) -> None:
    """Keep what a return says of its sender; an account keeps none of it."""
    if response.kind == ResponseKind.ACCOUNT:
        return
    for name in ("organisation_id", "organisation_name", "sector", "sub_region_id", "dissents"):
        setattr(response, name, getattr(sender, name))


def _audit(session: Session, response: Response, action: str, now: datetime) -> None:
    """Nothing says when an account came: no entry is written of that."""
    if response.kind == ResponseKind.ACCOUNT:
        return
    auditing.record(
        session,
        actor=auditing.PUBLIC,
        action=f"{response.kind.value} {action}",
        subject_kind="response",
        subject_id=response.id,
        now=now,
    )
