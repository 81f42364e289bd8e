"""A consultation's title in the staff area, and the languages it can be named in."""

from flask import current_app

from consult.models.consultation import Consultation
from consult.vocabulary import LANGUAGES, Language
from forms.definitions import find_text

ENGLISH = "en"


def find_title(consultation: Consultation) -> tuple[str, str]:
    """The title in English, or in a language it has, and the tag of that language."""
    text, tag = find_text(consultation.title, ENGLISH, ENGLISH)
    return (text, tag) if text else (consultation.slug, ENGLISH)


def list_title_languages(consultation: Consultation | None = None) -> list[Language]:
    """Languages to offer: those our public words exist in, and those it is named in already."""
    wanted = {ENGLISH, *current_app.extensions["page_languages"]}
    if consultation is not None:
        wanted |= {*consultation.title, *consultation.summary}
    return [language for tag, language in LANGUAGES.items() if tag in wanted]
