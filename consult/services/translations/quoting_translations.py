"""The translation that stands under a quotation: of exactly the words quoted, and who or what made it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from consult.models.readings import AnswerText, ExcerptReference, FilledExcerpt, QuotedTranslation
from consult.models.translation_kinds import TranslatorKind
from consult.services.analyses.languages_of_passages import Parts, choose_said_in, find_parts
from consult.services.keys.key_keeping import AccountKeys
from consult.services.translations.finding_translations import (
    CheckedTranslation,
    Translated,
    find_translations,
)
from consult.services.translations.translation_payloads import Maker

ENGLISH = "en"
KINDS: dict[TranslatorKind, str] = {
    TranslatorKind.STAFF: "translator of the partnership",
    TranslatorKind.OUTSIDE: "outside translator",
    TranslatorKind.MACHINE: "machine, gist only",
}


def choose_translation(
    translations: Iterable[CheckedTranslation], language: str, start: int, end: int
) -> QuotedTranslation | None:
    """The one to print under [start, end) of an answer in this language: in English, else the first there is.

    None where a passage that was translated reaches beyond the quotation: more would be printed than quoted.
    """
    if language == ENGLISH:
        return None
    parts = [one.quote(start, end) for one in translations]
    whole = [one for one in parts if one is not None and start <= one.start and one.end <= end]
    chosen = next((one for one in whole if one.language == ENGLISH), whole[0] if whole else None)
    return _describe(chosen) if chosen else None


Beside = tuple[Mapping[tuple[str, str], Sequence[CheckedTranslation]], Parts]
"""What is known of the answers that are quoted: translations, and the languages of their parts."""


def find_beside(session: Session, rows: Iterable[AnswerText], keys: AccountKeys | None) -> Beside:
    """Find what stands beside answers that were read."""
    read = list(rows)
    return find_translations(session, read, keys), find_parts(session, read, keys)


def translate_quoted(
    found: FilledExcerpt,
    one: ExcerptReference,
    translated: Mapping[tuple[str, str], Sequence[CheckedTranslation]],
    parts: Parts,
) -> FilledExcerpt:
    """Say in which language a quotation is, and put the checked translation of exactly these words under it,
    where there is one."""
    whose = (one.response_id, one.question_id)
    said_in = choose_said_in(parts.get(whose, ()), one.start, one.end)
    language = said_in.language if said_in else found.language
    translation = choose_translation(translated.get(whose, ()), language, one.start, one.end)
    return replace(found, language=language, translation=translation)


def name_makers(makers: Iterable[Maker]) -> str:
    """Who or what made a translation, as it is printed beside it."""
    return ", ".join(f"{one.name} ({KINDS[one.kind]})" for one in makers)


def name_kinds(makers: Iterable[Maker]) -> str:
    """The same without the names of people."""
    return ", ".join(dict.fromkeys(KINDS[one.kind] for one in makers))


def _describe(one: Translated) -> QuotedTranslation:
    return QuotedTranslation(one.text, one.language, name_makers(one.makers), name_kinds(one.makers))
