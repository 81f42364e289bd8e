"""A consultation with one of its questionnaires, as the public sees it; for returns and experiences."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.consultations.reading_versions import read_public
from consult.web.languages import find_chosen_language, mark_partial
from forms.definitions import Page, Questionnaire

SECONDS = 60


@dataclass(frozen=True)
class Opening:
    """A consultation as the public sees it."""

    consultation: Consultation
    version: QuestionnaireVersion
    definition: Questionnaire
    is_open: bool

    @property
    def slug(self) -> str:
        """The short name in its addresses."""
        return self.consultation.slug

    @property
    def language(self) -> str:
        """The language of the questions: as chosen where the questionnaire has it, else its own."""
        chosen = find_chosen_language().tag
        return chosen if chosen in self.definition.languages else self.definition.default_language


def read_shown(version: QuestionnaireVersion) -> Questionnaire:
    """What a version asks as people see it; the switch of this page says which languages are incomplete."""
    public = read_public(version)
    mark_partial(public.partial)
    return public.definition


def get_page(opening: Opening, page_id: str) -> Page:
    """A page of the questionnaire. Raises: NotFound (C102)."""
    found = next((page for page in opening.definition.pages if page.id == page_id), None)
    if found is None:
        raise NotFound("C102")
    return found


def describe_frame(opening: Opening) -> dict[str, Any]:
    """What the layout needs on every page: languages, and the warning before the session ends."""
    return {
        "languages": list(opening.definition.languages),
        "session_seconds": current_app.config["SESSION_MINUTES"] * SECONDS,
    }
