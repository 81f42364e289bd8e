"""The words of the product itself in each language, and whether somebody who speaks it has checked them.

Those that come with the product were drafted by machine.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.own_words import CheckedWords
from consult.services import auditing
from consult.services.cells.cell_makers import Person
from consult.vocabulary import LANGUAGES

CATALOGUES = Path(__file__).parent.parent.parent / "translations"
SOURCE = "en"


@dataclass(frozen=True)
class OwnWords:
    """The product's words in one language. checked: by whom and when, of these very words; None by nobody."""

    language: str
    count: int
    digest: str
    checked: CheckedWords | None


def list_own_words(session: Session) -> list[OwnWords]:
    """Every language that our own words are translated into."""
    tags = [tag for tag in LANGUAGES if tag != SOURCE and _find_file(tag).is_file()]
    return [get_own_words(session, tag) for tag in tags]


def get_own_words(session: Session, language: str) -> OwnWords:
    """Our own words in a language. Raises: NotFound (C102) where they are not translated into it."""
    catalogue = read_catalogue(language)
    digest = digest_catalogue(language)
    wanted = select(CheckedWords).where(CheckedWords.language == language, CheckedWords.digest == digest)
    return OwnWords(language, len(catalogue), digest, session.scalars(wanted).one_or_none())


def has_own_words(language: str) -> bool:
    """Whether our own words exist in the language; they were written in English."""
    return language == SOURCE or (language in LANGUAGES and _find_file(language).is_file())


def is_checked(session: Session, language: str) -> bool:
    """Whether nothing of our own words in the language was left to a machine alone."""
    return language == SOURCE or get_own_words(session, language).checked is not None


def record_check(
    session: Session, language: str, *, digest: str, name: str, person: Person, now: datetime
) -> CheckedWords:
    """Say that somebody who speaks the language has checked our own words in it.

    digest: of the words that were shown. Raises: NotFound (C102), Conflict (C203) where they are others now.
    """
    words = get_own_words(session, language)
    if words.digest != digest:
        raise Conflict("C203")
    if words.checked is not None:
        return words.checked
    row = CheckedWords(
        language=language,
        digest=digest,
        checked_by_name=name,
        checked_at=now,
        recorded_by_name=person.name,
        recorded_by_id=person.staff_id,
    )
    session.add(row)
    session.flush()
    auditing.record(
        session,
        actor=person.staff_id,
        action="own words checked",
        subject_kind="language",
        subject_id=row.id,
        details={"language": language, "digest": digest},
        now=now,
    )
    return row


@cache
def read_catalogue(language: str) -> Catalog:
    """Every message of ours in a language. Raises: NotFound (C102)."""
    if language == SOURCE or not has_own_words(language):
        raise NotFound("C102")
    with _find_file(language).open("rb") as file:
        return read_mo(file)


@cache
def digest_catalogue(language: str) -> str:
    """The SHA-256, in hex, of every message with its translation; no date of a file counts."""
    messages = sorted((str(one.id), str(one.string)) for one in read_catalogue(language) if one.id)
    return hashlib.sha256(repr(messages).encode("utf-8", "surrogatepass")).hexdigest()


def _find_file(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "messages.mo"
