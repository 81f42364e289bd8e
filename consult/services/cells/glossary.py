"""The region's glossary: its terms, and which of them a text has whose agreed words its translation lacks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from unicodedata import combining, normalize

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.glossary import GlossaryTerm
from consult.services import auditing


@dataclass(frozen=True)
class TermDetails:
    """A term as it is to stand. words: by language tag; a language without any is left out."""

    term: str
    note: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundTerm:
    """A term that a text has. words: agreed for the language. is_used: whether the translation has them."""

    term: str
    words: str
    note: str
    is_used: bool


def list_terms(session: Session) -> Sequence[GlossaryTerm]:
    """Every term, in the order of the alphabet."""
    return session.scalars(select(GlossaryTerm).order_by(GlossaryTerm.key)).all()


def get_term(session: Session, id: str) -> GlossaryTerm:
    """One term. Raises: NotFound (C102)."""
    found = session.get(GlossaryTerm, id)
    if found is None:
        raise NotFound("C102")
    return found


def add_term(session: Session, details: TermDetails, *, actor: str, now: datetime) -> GlossaryTerm:
    """Put a term into the glossary. Raises: Conflict (C244) where it is there."""
    _refuse_double(session, details, "")
    row = GlossaryTerm(key=fold(details.term))
    _write(row, details)
    session.add(row)
    session.flush()
    _audit(session, "glossary term added", row, actor, now)
    return row


def change_term(
    session: Session, row: GlossaryTerm, details: TermDetails, *, version: int, actor: str, now: datetime
) -> None:
    """Change a term. version: the one that was shown.

    Raises: Conflict (C203) where somebody else changed it since, (C244) where another is called so.
    """
    session.refresh(row, with_for_update=True)
    if row.version != version:
        raise Conflict("C203")
    _refuse_double(session, details, row.id)
    _write(row, details)
    session.flush()
    _audit(session, "glossary term changed", row, actor, now)


def remove_term(session: Session, row: GlossaryTerm, *, actor: str, now: datetime) -> None:
    """Take a term out; translations stay as they are."""
    _audit(session, "glossary term removed", row, actor, now)
    session.delete(row)
    session.flush()


def find_terms(terms: Iterable[GlossaryTerm], source: str, text: str, language: str) -> list[FoundTerm]:
    """The terms that a source text has and the language has words for, and whether the translation uses them.

    A term is found as whole words, its plural in -s too; agreed words are looked for without accents,
    vowel marks and capitals, and with whatever is joined to them, for many languages inflect.
    """
    plain_source, plain_text = fold(source), fold(text)
    found = [
        (one, one.words[language]) for one in terms if one.words.get(language) and _has(plain_source, one.key)
    ]
    return [FoundTerm(one.term, words, one.note, fold(words) in plain_text) for one, words in found]


def fold(text: str) -> str:
    """A text as it is compared: without capitals, marks over and under letters, and doubled blanks."""
    plain = "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))
    return " ".join(plain.replace("’", "'").split())


def _has(source: str, key: str) -> bool:
    return bool(key) and re.search(rf"(?<!\w){re.escape(key)}(?:'s|s|es)?(?!\w)", source) is not None


def _write(row: GlossaryTerm, details: TermDetails) -> None:
    row.key, row.term, row.note = fold(details.term), details.term, details.note
    row.words = {tag: words for tag, words in details.words.items() if words.strip()}


def _refuse_double(session: Session, details: TermDetails, own_id: str) -> None:
    wanted = select(GlossaryTerm).where(GlossaryTerm.key == fold(details.term), GlossaryTerm.id != own_id)
    if session.scalars(wanted).first() is not None:
        raise Conflict("C244", term=details.term)


def _audit(session: Session, action: str, row: GlossaryTerm, actor: str, now: datetime) -> None:
    auditing.record(
        session,
        actor=actor,
        action=action,
        subject_kind="glossary_term",
        subject_id=row.id,
        details={"term": row.term, "languages": sorted(row.words)},
        now=now,
    )
