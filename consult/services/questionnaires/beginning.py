"""Begin a questionnaire from the questions that were confirmed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from consult.errors import Conflict
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.proposal_kinds import ProposalState
from consult.models.proposals import ProposedQuestion
from consult.models.questionnaire import QuestionnaireVersion
from consult.services import auditing
from consult.services.consultations.publishing import add_version
from consult.services.questionnaires.proposing_questions import list_proposed
from forms.proposing.composing import Confirmed, compose
from forms.proposing.limits import Limit

LANGUAGE = "en"
"""Government's documents are read in English; translations are added to the questionnaire."""


def begin_from_proposals(
    session: Session, consultation: Consultation, *, replaces: bool = False, actor: str, now: datetime
) -> QuestionnaireVersion:
    """Number the consultation's questions as confirmed, and make a draft version that asks each of them.

    Questions of government that were there before keep their place behind these; none is taken away, and no
    limit but by another. replaces: whether these may change the words of those with the same number.
    Raises: Conflict (C225) while some wait for a decision, (C226) where none was taken, (C227) for a number
    that two of them have, (C228) where they say something else than those that are there.
    """
    rows = list_proposed(session, consultation.id)
    waiting = sum(one.state is ProposalState.PROPOSED for one in rows)
    if waiting:
        raise Conflict("C225", count=waiting)
    taken = [one for one in rows if one.state is ProposalState.TAKEN]
    if not taken:
        raise Conflict("C226")
    _refuse_doubles([one.number for one in taken])
    changed = _list_changed(consultation, taken)
    if changed and not replaces:
        raise Conflict("C228", numbers=", ".join(changed))
    _number_questions(consultation, taken)
    flag_modified(consultation, "title")  # a change of the questions alone is a new version too
    _audit(session, consultation, changed, actor, now)
    title = dict(consultation.title) or {LANGUAGE: consultation.slug}
    definition = compose(consultation.slug, title, LANGUAGE, map(_confirm, taken))
    return add_version(session, consultation, definition, actor=actor, now=now)


def _refuse_doubles(numbers: list[str]) -> None:
    twice = next((one for one in numbers if numbers.count(one) > 1), None)
    if twice:
        raise Conflict("C227", number=twice)


def _number_questions(consultation: Consultation, taken: Sequence[ProposedQuestion]) -> None:
    known = {question.number: question for question in consultation.government_questions}
    ordered = []
    for row in taken:
        question = known.pop(row.number, None) or GovernmentQuestion(number=row.number)
        question.text = _join_words(row)
        if row.limit_number:
            question.limit_number, question.limit_unit = row.limit_number, row.limit_unit
        ordered.append(question)
    ordered += sorted(known.values(), key=lambda question: question.position)
    for position, question in enumerate(ordered, start=1):
        question.position = position
    consultation.government_questions = ordered


def _list_changed(consultation: Consultation, taken: Sequence[ProposedQuestion]) -> list[str]:
    """The numbers under which the consultation has other words, or another limit, than those taken."""
    known = {question.number: question for question in consultation.government_questions}
    return [row.number for row in taken if row.number in known and _differs(known[row.number], row)]


def _differs(known: GovernmentQuestion, row: ProposedQuestion) -> bool:
    limits = (known.limit_number, known.limit_unit), (row.limit_number, row.limit_unit)
    return known.text != _join_words(row) or (row.limit_number is not None and limits[0] != limits[1])


def _join_words(row: ProposedQuestion) -> str:
    return f"{row.text} {row.reasons}".strip()


def _audit(
    session: Session, consultation: Consultation, changed: list[str], actor: str, now: datetime
) -> None:
    auditing.record(
        session,
        actor=actor,
        action="questions taken from a document",
        subject_kind="consultation",
        subject_id=consultation.id,
        details={"slug": consultation.slug, "changed": changed},
        now=now,
    )


def _confirm(row: ProposedQuestion) -> Confirmed:
    limit = Limit(row.limit_number, row.limit_unit.value) if row.limit_number and row.limit_unit else None
    return Confirmed(row.number, row.text, row.kind.value, tuple(row.choices), row.reasons, limit)
