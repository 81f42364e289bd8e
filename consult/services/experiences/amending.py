"""Change an experience after it was sent, until the day that was told; what was said before stays sealed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.services.consultations.notices import find_withdrawal_date
from consult.services.copies.recalling_copies import recall_changed
from consult.services.experiences.giving import OpenedAccount, note_place
from consult.services.experiences.moving_verdicts import move_verdicts
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.recalling import recall_words
from consult.services.permissions.waiting import note_change
from consult.services.returns.answering import list_own_answers
from consult.services.themes.forgetting_phrases import forget_reworded
from forms.definitions import Questionnaire


def find_last_day(
    session: Session, consultation: Consultation, response: Response | None = None
) -> date | None:
    """Until when words may be changed, and withdrawing takes words and count; None for no such day.

    What the approved privacy notice tells people comes first, then what the plan says.
    response: the account that is meant, whose day is never before the one it was given under; None for
    whoever comes now.
    """
    since = None if response is None else response.notice_version or 1
    told = find_withdrawal_date(session, consultation.id, since)
    return told or consultation.withdrawal_until_on or consultation.closes_on


def is_amendable(session: Session, consultation: Consultation, response: Response, *, today: date) -> bool:
    """True until the end of that day."""
    last = find_last_day(session, consultation, response)
    return last is None or today <= last


def check_amendable(session: Session, consultation: Consultation, response: Response, *, today: date) -> None:
    """Raise Conflict (C304) once the day has passed."""
    if not is_amendable(session, consultation, response, today=today):
        raise Conflict("C304")


def finish_amending(
    session: Session,
    store: KeyStore,
    opened: OpenedAccount,
    questionnaire: Questionnaire,
    before: Mapping[str, Any],
    *,
    asked: Iterable[str] = (),
    on: date,
) -> None:
    """Let what was kept follow the changed answers: the part of the region, and what may not be quoted.

    Files and copies that were handed out with other words are to be taken back, and names of themes go that
    too few share then.

    store: the key store, which counts each change, so that no restored backup brings the old words into use.
    before: the answers as they were, by question id; asked: questions that could be answered for the first
    time, which changes no words that were there. Raises: Conflict (C205) once withdrawn.
    """
    note_place(session, opened, questionnaire)
    move_verdicts(session, opened, {**dict.fromkeys(asked), **before})
    now = {one.question_id: one.value for one in list_own_answers(session, opened.response, opened.key)}
    open_ones = [one.id for one in questionnaire.questions() if one.kind == "text" and one.id in before]
    reworded = [id for id in open_ones if (now.get(id) or "") != (before[id] or "")]
    if reworded:
        said = [str(before[id] or "") for id in reworded]
        says = [value for value in now.values() if isinstance(value, str)]
        forget_reworded(session, opened.response.id, said, says)
        recall_changed(session, opened.response.id, on=on)
        places = [(id, range(len(before[id] or ""))) for id in reworded]
        recall_words(session, opened.response.id, places, on=on)
    note_change(session, store, opened.response.id, today=on)
