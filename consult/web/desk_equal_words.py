"""What languages that open together lack, in words, each with the page on which to put it right."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.equal_languages import Lack, LackKind, list_form_lacks, list_lacks, read_equal
from consult.services.consultations.publishing import find_published
from consult.services.consultations.scheduling import find_purpose
from consult.vocabulary import FormPurpose
from consult.web.database import get_session
from consult.web.desk_words import count_in_words, name_language


@dataclass(frozen=True)
class ShownLack:
    """One thing that is lacking, and the page that mends it; empty where it is no page."""

    words: str
    address: str


def list_equal_languages() -> tuple[str, ...]:
    """The languages that open together or not at all."""
    return read_equal(str(current_app.config["EQUAL_LANGUAGES"]))


def show_form_lacks(consultation: Consultation, version: QuestionnaireVersion) -> list[ShownLack]:
    """For want of what a version may not be published."""
    lacks = list_form_lacks(get_session(), version, list_equal_languages())
    return [_show(lack, consultation.slug, version) for lack in lacks]


def show_lacks(consultation: Consultation) -> list[ShownLack]:
    """For want of what a consultation may not open, of every form of it that is published."""
    session, found = get_session(), dict[ShownLack, None]()
    for purpose in dict.fromkeys((find_purpose(consultation), FormPurpose.ACCOUNT)):
        version = find_published(session, consultation.id, purpose)
        if version is not None:
            lacks = list_lacks(session, consultation, version, list_equal_languages())
            found |= dict.fromkeys(_show(lack, consultation.slug, version) for lack in lacks)
    return list(found)


def _show(lack: Lack, slug: str, version: QuestionnaireVersion) -> ShownLack:
    words = _say(lack.kind, lack.count, name_language(lack.language))
    return ShownLack(words, _find_page(lack, slug, version.id))


def _say(kind: LackKind, count: int, language: str) -> str:
    texts = count_in_words(count, "text").capitalize()
    of_form = "of the questionnaire and its first page"
    return {
        LackKind.UNKNOWN: f"EQUAL_LANGUAGES names “{language}”, which is not a language known here.",
        LackKind.NOT_ADDED: f"The questionnaire is not translated into {language}.",
        LackKind.MISSING: f"{texts} {of_form} are missing in {language}.",
        LackKind.STALE: f"{texts} {of_form} are stale in {language}: the source says something else now.",
        LackKind.BY_MACHINE: f"{texts} {of_form} were drafted by machine in {language}, and nobody checked.",
        LackKind.NO_OWN_WORDS: f"The pages, e-mails and notices of this site do not exist in {language}.",
        LackKind.OWN_WORDS_UNCHECKED: f"The pages, e-mails and notices of this site were drafted by machine "
        f"in {language}, and nobody said that they checked them.",
        LackKind.NOTICE: f"{count_in_words(count, 'recipient').capitalize()} of the privacy notice "
        f"without a name in {language}.",
    }[kind]


def _find_page(lack: Lack, slug: str, version_id: str) -> str:
    version: dict[str, Any] = {"slug": slug, "version_id": version_id}
    filters = {LackKind.MISSING: "missing", LackKind.STALE: "stale", LackKind.BY_MACHINE: "unchecked"}
    if lack.kind in filters:
        return url_for("desk_cells.show", **version, language=lack.language, show=filters[lack.kind])
    if lack.kind is LackKind.NOT_ADDED:
        return url_for("desk_cells.index", **version)
    if lack.kind is LackKind.OWN_WORDS_UNCHECKED:
        return url_for("desk_own_words.index")
    return url_for("desk_protection.index", slug=slug) if lack.kind is LackKind.NOTICE else ""
