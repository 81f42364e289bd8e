"""Put questionnaires into a consultation and publish them; a published version never changes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.services import auditing
from consult.services.cells.carrying_cells import carry_states
from consult.services.cells.equal_languages import list_form_lacks, require_equal
from consult.services.consultations.limiting_answers import find_refusal
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import FormPurpose, VersionState
from forms.carrying_texts import carry_texts
from forms.definitions import Questionnaire as Definition
from forms.definitions import digest, to_dict
from forms.xlsform.problems import Repair

# fmt: off
RESERVED_NAMES = frozenset({
    "response_id", "received_on", "channel", "language", "organisation", "sector", "sub_region", "status",
    "received_late", "consent_quote", "row", "code", "reason",
})
# fmt: on
"""No question may have these names: they are columns of the tables that returns come from and go to."""


MOST_REPAIRS = 500
"""What the record of a version lists; the rest is a count."""


def add_version(
    session: Session,
    consultation: Consultation,
    definition: Definition,
    *,
    purpose: FormPurpose = FormPurpose.RETURN,
    repairs: Sequence[Repair] = (),
    actor: str,
    now: datetime,
) -> QuestionnaireVersion:
    """Add the definition as a new draft version, or return the latest one when it is the same.

    repairs: what was changed in its file before it could be read; the record of the version says so.
    What it lacks of the translations of the version before is carried over, with what is known of them.
    """
    questionnaire = _lock_or_make(session, consultation.id, purpose)
    latest = questionnaire.versions[-1] if questionnaire.versions else None
    if latest is not None:
        definition = carry_texts(read_definition(latest), definition)
    if latest is not None and latest.digest == digest(definition):
        return latest
    return _add(session, questionnaire, definition, actor, now, repairs)


def draft_again(
    session: Session, version: QuestionnaireVersion, *, actor: str, now: datetime
) -> QuestionnaireVersion:
    """A draft that says what the latest version says, to be changed; where that is a draft, it."""
    held = version.questionnaire
    questionnaire = _lock_or_make(session, held.consultation_id, held.purpose)
    latest = questionnaire.versions[-1]
    if latest.state is VersionState.DRAFT:
        return latest
    return _add(session, questionnaire, read_definition(latest), actor, now)


def _add(
    session: Session,
    questionnaire: Questionnaire,
    definition: Definition,
    actor: str,
    now: datetime,
    repairs: Sequence[Repair] = (),
) -> QuestionnaireVersion:
    latest = questionnaire.versions[-1] if questionnaire.versions else None
    version = QuestionnaireVersion(
        number=latest.number + 1 if latest else 1, definition=to_dict(definition), digest=digest(definition)
    )
    questionnaire.versions.append(version)
    session.flush()
    if latest is not None:
        carry_states(session, latest, version, now=now)
    _audit(session, "questionnaire added", version, actor, now, **_describe(repairs))
    return version


def publish(
    session: Session,
    version: QuestionnaireVersion,
    *,
    equal_languages: Sequence[str] = (),
    actor: str,
    now: datetime,
) -> QuestionnaireVersion:
    """Open the version to respondents; the one published before is superseded.

    equal_languages: those that open together or not at all.
    Raises: Conflict (C208) for a version that was superseded, (C218) for a form for experiences that requires
    too much, (C219) for one that asks for no words, (C243) where one of these languages lacks a text.
    """
    questionnaire = _lock_or_make(
        session, version.questionnaire.consultation_id, version.questionnaire.purpose
    )
    if version.state == VersionState.PUBLISHED:
        return version
    if version.state == VersionState.SUPERSEDED:
        raise Conflict("C208")
    if refusal := find_refusal(read_definition(version), questionnaire.purpose):
        raise refusal
    require_equal(list_form_lacks(session, version, equal_languages))
    for other in questionnaire.versions:
        if other.state == VersionState.PUBLISHED:
            other.state = VersionState.SUPERSEDED
    version.state = VersionState.PUBLISHED
    version.published_at = now
    session.flush()
    _audit(session, "questionnaire published", version, actor, now)
    return version


def find_published(
    session: Session, consultation_id: str, purpose: FormPurpose = FormPurpose.RETURN
) -> QuestionnaireVersion | None:
    """The version that respondents see now, if any."""
    wanted = (
        select(QuestionnaireVersion)
        .join(QuestionnaireVersion.questionnaire)
        .where(
            Questionnaire.consultation_id == consultation_id,
            Questionnaire.purpose == purpose,
            QuestionnaireVersion.state == VersionState.PUBLISHED,
        )
    )
    return session.scalars(wanted).one_or_none()


def get_published(
    session: Session, consultation: Consultation, purpose: FormPurpose = FormPurpose.RETURN
) -> QuestionnaireVersion:
    """The version that respondents see now. Raises: Conflict (C212)."""
    version = find_published(session, consultation.id, purpose)
    if version is None:
        raise Conflict("C212", slug=consultation.slug)
    return version


def _lock_or_make(session: Session, consultation_id: str, purpose: FormPurpose) -> Questionnaire:
    """The questionnaire with its versions as they are now, and until this transaction ends.

    Two who add at once must not give one number twice, nor two who publish leave two versions open.
    """
    lock_name(session, f"questionnaire:{consultation_id}:{purpose.value}")
    wanted = (
        select(Questionnaire)
        .where(Questionnaire.consultation_id == consultation_id, Questionnaire.purpose == purpose)
        .options(selectinload(Questionnaire.versions))
        .execution_options(populate_existing=True)
    )
    questionnaire = session.scalars(wanted).one_or_none()
    if questionnaire is None:
        questionnaire = Questionnaire(consultation_id=consultation_id, purpose=purpose)
        session.add(questionnaire)
        session.flush()
    return questionnaire


def _describe(repairs: Sequence[Repair]) -> dict[str, Any]:
    """Return repairs as the record keeps them: place, code and what was done, the first of them in full."""
    if not repairs:
        return {}
    listed = [[one.sheet, one.row, one.column, one.code, one.remedy] for one in repairs[:MOST_REPAIRS]]
    return {"repairs": listed, "repairs_count": len(repairs)}


def _audit(
    session: Session, action: str, version: QuestionnaireVersion, actor: str, now: datetime, **more: Any
) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="questionnaire_version",
        subject_id=version.id,
        details={"number": version.number, "digest": version.digest, **more},
        now=now,
    )
