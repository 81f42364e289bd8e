"""Change what was said at a listening event after it was sent, until the day that was told."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.services.experiences.amending import finish_amending
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.hearing_events import Event, keep_event, keep_points
from consult.services.keys.key_keeping import KeyStore
from consult.services.returns.answering import list_own_answers
from forms.definitions import Questionnaire


def amend_points(
    session: Session,
    store: KeyStore,
    opened: OpenedAccount,
    questionnaire: Questionnaire,
    event: Event,
    *,
    any_until_on: date | None,
    small_number: int,
    language: str,
    today: date,
    now: datetime,
) -> None:
    """Keep its points anew, and all that follows from them: the answer, permission, verdicts and copies.

    Raises: Conflict (C205) once withdrawn, (C219) for a form without an open question.
    """
    own = list_own_answers(session, opened.response, opened.key)
    before = {one.question_id: one.value for one in own}
    keep_event(session, opened, event, small_number=small_number)
    keep_points(
        session,
        opened,
        questionnaire,
        event,
        any_until_on=any_until_on,
        language=language,
        today=today,
        now=now,
    )
    finish_amending(session, store, opened, questionnaire, before, on=today)
