"""Which languages a draft questionnaire is translated into."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.translated_cells import TranslatedCell
from consult.services.cells.keeping_cells import audit, lock_draft, write_definition
from consult.vocabulary import LANGUAGES
from forms import cells


def add_language(
    session: Session, version: QuestionnaireVersion, language: str, *, actor: str, now: datetime
) -> None:
    """Begin to translate a draft into one more language. Raises: Conflict (C208, C241)."""
    definition = lock_draft(session, version)
    if language not in LANGUAGES or language in definition.languages:
        raise Conflict("C241", language=language)
    write_definition(version, cells.add_language(definition, language))
    audit(session, "questionnaire language added", version, {"language": language}, actor, now)


def remove_language(
    session: Session, version: QuestionnaireVersion, language: str, *, actor: str, now: datetime
) -> None:
    """Take a language out of a draft with all its texts; other versions keep theirs.

    Raises: Conflict (C208, C241).
    """
    definition = lock_draft(session, version)
    if language == definition.default_language or language not in definition.languages:
        raise Conflict("C241", language=language)
    write_definition(version, cells.remove_language(definition, language))
    gone = (TranslatedCell.version_id == version.id, TranslatedCell.language == language)
    session.execute(delete(TranslatedCell).where(*gone))
    audit(session, "questionnaire language removed", version, {"language": language}, actor, now)
