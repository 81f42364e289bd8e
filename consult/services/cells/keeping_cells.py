"""Write texts into a draft questionnaire, each with who drafted it; the use cases lock and audit."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.locking import lock_name
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.translated_cells import TranslatedCell
from consult.services import auditing
from consult.services.cells.cell_makers import Maker
from consult.services.cells.reading_cells import OF_CONSULTATION, CellView, digest_text, list_views
from consult.services.consultations.reading_versions import read_definition
from consult.vocabulary import VersionState
from forms.cells import put_texts
from forms.definitions import Questionnaire, digest, to_dict

AT_ONCE = 500
Texts = Mapping[str, tuple[str, Maker]]
"""By cell: the text, blank to take away what is there, and who drafted it."""


def lock_draft(session: Session, version: QuestionnaireVersion) -> Questionnaire:
    """What a draft says now; nobody else changes it before this transaction ends. Raises: Conflict (C208)."""
    held = version.questionnaire
    lock_name(session, f"questionnaire:{held.consultation_id}:{held.purpose.value}")
    session.refresh(version, ["state", "definition", "digest"])
    session.refresh(held.consultation)
    if version.state is not VersionState.DRAFT:
        raise Conflict("C208")
    return read_definition(version)


def write_definition(version: QuestionnaireVersion, definition: Questionnaire) -> None:
    """Put a definition into a draft."""
    version.definition, version.digest = to_dict(definition), digest(definition)


def write_texts(
    session: Session,
    version: QuestionnaireVersion,
    language: str,
    texts: Texts,
    *,
    sources: Mapping[str, str] | None = None,
    now: datetime,
) -> None:
    """Write texts; nobody has checked them. The caller holds the lock of `lock_draft`.

    sources: by cell, what they were translated from where that is not what stands there now.
    """
    if not texts:
        return
    plain = {id: text for id, (text, _) in texts.items()}
    write_definition(version, put_texts(read_definition(version), language, plain))
    _write_consultation(version, language, plain)
    session.flush()
    views = [view for view in list_views(session, version, language) if view.id in texts]
    made = ((view, texts[view.id][1], (sources or {}).get(view.id, view.source)) for view in views)
    keep_rows(session, version, language, [one for one in made if one[0].text.strip()], plain, now=now)


def keep_rows(
    session: Session,
    version: QuestionnaireVersion,
    language: str,
    made: Iterable[tuple[CellView, Maker, str]],
    replaced: Iterable[str],
    *,
    now: datetime,
) -> None:
    """Say of texts who drafted them, and from which source; what was kept of the replaced cells goes."""
    of_language = (TranslatedCell.version_id == version.id, TranslatedCell.language == language)
    gone = list(replaced)
    for start in range(0, len(gone), AT_ONCE):
        ids = gone[start : start + AT_ONCE]
        session.execute(delete(TranslatedCell).where(*of_language, TranslatedCell.cell_id.in_(ids)))
    session.add_all(_make_row(version.id, view, maker, source, now) for view, maker, source in made)
    session.flush()


def audit(
    session: Session,
    action: str,
    version: QuestionnaireVersion,
    details: Mapping[str, object],
    actor: str,
    now: datetime,
) -> None:
    """Put what was done to a version's texts on record, with the digest that it has now."""
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="questionnaire_version",
        subject_id=version.id,
        details={**details, "digest": version.digest},
        now=now,
    )


def _make_row(version_id: str, view: CellView, maker: Maker, source: str, now: datetime) -> TranslatedCell:
    return TranslatedCell(
        version_id=version_id,
        language=view.language,
        cell_id=view.id,
        source_digest=digest_text(source),
        text_digest=digest_text(view.text),
        drafted_by=maker.kind,
        drafted_by_name=maker.name,
        drafted_by_id=maker.staff_id,
        drafted_at=now,
    )


def _write_consultation(version: QuestionnaireVersion, language: str, texts: Mapping[str, str]) -> None:
    consultation = version.questionnaire.consultation
    for id, name in OF_CONSULTATION.items():
        if id in texts:
            others = {tag: text for tag, text in getattr(consultation, name).items() if tag != language}
            setattr(consultation, name, {**others, language: texts[id]} if texts[id].strip() else others)
