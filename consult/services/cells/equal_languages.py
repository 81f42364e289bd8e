"""Languages that open together or not at all (EQUAL_LANGUAGES): what each of them lacks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.cell_kinds import CellState
from consult.models.consultation import Consultation
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.own_words import has_own_words, is_checked
from consult.services.cells.reading_cells import find_source_language, list_languages, list_views
from consult.services.consultations.notices import find_notice
from consult.vocabulary import LANGUAGES


class LackKind(StrEnum):
    """What a language lacks: of the questionnaire, then of the e-mails and the notice."""

    UNKNOWN = "unknown"
    NOT_ADDED = "not_added"
    MISSING = "missing"
    STALE = "stale"
    BY_MACHINE = "by_machine"
    NO_OWN_WORDS = "no_own_words"
    OWN_WORDS_UNCHECKED = "own_words_unchecked"
    NOTICE = "notice"


@dataclass(frozen=True)
class Lack:
    """Something that a language lacks, and how often."""

    language: str
    kind: LackKind
    count: int = 1


def read_equal(setting: str) -> tuple[str, ...]:
    """The languages that a setting such as "en, cy" names, each once."""
    return tuple(dict.fromkeys(setting.replace(",", " ").split()))


def list_lacks(
    session: Session, consultation: Consultation, version: QuestionnaireVersion, languages: Sequence[str]
) -> list[Lack]:
    """Everything for want of which a form may not open: of its texts, of e-mails and of the notice."""
    own = [lack for tag in languages for lack in _list_own(session, consultation, tag)]
    return [*list_form_lacks(session, version, languages), *own]


def list_form_lacks(session: Session, version: QuestionnaireVersion, languages: Sequence[str]) -> list[Lack]:
    """What the questionnaire lacks in these languages; nothing is lacking in the one it was written in."""
    others = [tag for tag in languages if tag != find_source_language(version)]
    return [lack for tag in others for lack in _list_of_form(session, version, tag)]


def require_equal(lacks: Sequence[Lack]) -> None:
    """Raises: Conflict (C243) where something is lacking."""
    if lacks:
        raise Conflict("C243", languages=", ".join(dict.fromkeys(one.language for one in lacks)))


def _list_of_form(session: Session, version: QuestionnaireVersion, tag: str) -> Iterator[Lack]:
    if tag not in LANGUAGES:
        yield Lack(tag, LackKind.UNKNOWN)
    elif tag not in list_languages(version):
        yield Lack(tag, LackKind.NOT_ADDED)
    else:
        views = list_views(session, version, tag)
        states = Counter(view.state for view in views)
        found = {
            LackKind.MISSING: states[CellState.MISSING],
            LackKind.STALE: states[CellState.STALE],
            LackKind.BY_MACHINE: sum(view.is_by_machine for view in views),
        }
        yield from (Lack(tag, kind, count) for kind, count in found.items() if count)


def _list_own(session: Session, consultation: Consultation, tag: str) -> Iterator[Lack]:
    if tag not in LANGUAGES:
        return
    if not has_own_words(tag):
        yield Lack(tag, LackKind.NO_OWN_WORDS)
    elif not is_checked(session, tag):
        yield Lack(tag, LackKind.OWN_WORDS_UNCHECKED)
    notice = find_notice(session, consultation.id)
    unnamed = sum(not one.names.get(tag, "").strip() for one in notice.content.recipients) if notice else 0
    if unnamed:
        yield Lack(tag, LackKind.NOTICE, unnamed)
