"""Versions of a consultation's questionnaires."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from consult.errors import NotFound
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.vocabulary import FormPurpose


def list_versions(session: Session, consultation_id: str) -> Sequence[QuestionnaireVersion]:
    """Every version, those for returns first and the latest of each first."""
    found = _select(consultation_id).options(contains_eager(QuestionnaireVersion.questionnaire))
    ordered = found.order_by(Questionnaire.purpose.desc(), QuestionnaireVersion.number.desc())
    return session.scalars(ordered).all()


def get_version(session: Session, consultation_id: str, version_id: str) -> QuestionnaireVersion:
    """Return a version of this consultation. Raises: NotFound (C102)."""
    found = session.scalars(
        _select(consultation_id).where(QuestionnaireVersion.id == version_id)
    ).one_or_none()
    if found is None:
        raise NotFound("C102")
    return found


def find_numbered(
    session: Session, consultation_id: str, purpose: FormPurpose, number: int | None
) -> QuestionnaireVersion | None:
    """Return a version by its number, None for the latest."""
    wanted = _select(consultation_id).where(Questionnaire.purpose == purpose)
    if number is not None:
        wanted = wanted.where(QuestionnaireVersion.number == number)
    return session.scalars(wanted.order_by(QuestionnaireVersion.number.desc()).limit(1)).one_or_none()


def _select(consultation_id: str) -> Select[QuestionnaireVersion]:
    joined = select(QuestionnaireVersion).join(QuestionnaireVersion.questionnaire)
    return joined.where(Questionnaire.consultation_id == consultation_id)
