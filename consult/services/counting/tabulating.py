"""Numeric and closed answers of a consultation's returns as tables, read under consent and put on record."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.queries.campaigns import find_wholly_shared
from consult.queries.responses import Wanted, select_responses
from consult.queries.runs import find_latest_run
from consult.queries.viewer import Viewer
from consult.services.counting.choice_tables import ChoiceTable
from consult.services.counting.gathering_questions import ClosedPart, describe_closed, find_questions
from consult.services.counting.number_questions import list_number_questions
from consult.services.counting.tabulating_numbers import NumberTable, tabulate_numbers
from consult.services.counting.untabled import Untabled, list_untabled
from consult.services.figures.finding_figures import list_councils
from consult.services.permissions.reading import read_answers
from consult.services.region.setting_up import find_least_silent, find_small_number
from consult.services.returns.sent_numbers import Sent, describe_council, find_bodies
from consult.vocabulary import Purpose, ResponseKind, UseKind
from forms.definitions import Question
from forms.handlers.base import Told
from forms.kinds import get_handler

TABLED = (Told.ONE_CHOICE, Told.CHOICES)


@dataclass(frozen=True)
class AnswerTables:
    """The tables of one consultation. left_out: returns that may not be used; with received they add up.

    untabled: questions of which there is no table here. sent and closed: what they were made of, for
    `guarding_numbers`. tells_own: whether totals may be given again without shared wording; not in a file
    beside an earlier one that they could be taken off.
    """

    numbers: tuple[NumberTable, ...]
    choices: tuple[ChoiceTable, ...]
    received: int
    left_out: int
    small_number: int
    sent: Sent = field(repr=False)
    closed: tuple[ClosedPart, ...]
    untabled: tuple[Untabled, ...] = ()
    tells_own: bool = True


def tabulate_answers(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    *,
    use_kind: UseKind,
    subject_id: str,
    now: datetime,
) -> AnswerTables:
    """Table every number and every closed question of the returns that this viewer may use now."""
    asked = find_questions(session, consultation.id)
    numbers = list_number_questions(asked)
    closed = tuple(describe_closed(*pair) for pair in asked.values() if _find_told(pair[0]) in TABLED)
    wanted = select_responses(viewer, consultation.id, Wanted(kind=ResponseKind.RETURN))
    wanted_ids = {id for one in numbers for id in (one.question.id, *one.beside)}
    reading = read_answers(
        session,
        viewer,
        wanted,
        purpose=Purpose.ANALYSE,
        use_kind=use_kind,
        subject_id=subject_id,
        now=now,
        question_ids=wanted_ids | {part.question_id for part in closed},
        for_consultation_id=consultation.id,
    )
    from consult.services.counting.tabulating_choices import tabulate_choices  # noqa: PLC0415  (heavy: pandas)

    councils = tuple(map(describe_council, list_councils(session)))
    run = find_latest_run(session, consultation.id)
    wholly_shared = find_wholly_shared(session, viewer, run.id) if run else frozenset()
    limits = find_small_number(session), wholly_shared, find_least_silent(session)
    sent = Sent(reading, find_bodies(session, wanted), councils, *limits)
    return AnswerTables(
        tuple(tabulate_numbers(sent, one) for one in numbers),
        tuple(tabulate_choices(sent, part) for part in closed),
        len(reading.respondents),
        len(reading.left_out),
        sent.small_number,
        sent,
        closed,
        list_untabled(asked),
    )


def _find_told(question: Question) -> Told:
    return get_handler(question.kind).find_told(question)
