"""From one row of a table to one return: every cell read by the rules of the form, or the row refused."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.region import Organisation, SubRegion
from consult.services.folding import fold
from consult.services.imports.mapping import KEYS, LANGUAGE_ENDING, ColumnMap
from consult.services.permissions.consenting import read_quote_choice
from consult.vocabulary import LANGUAGES, Purpose, Sector
from forms.answers import AnswerError
from forms.definitions import CHOICE_KINDS, Question, Questionnaire
from forms.intake import as_given
from forms.kinds import get_handler

RECEIVED = Question(id="received_on", kind="date")
NO_ANSWER = "This cannot be an answer to the question"
_BETWEEN_CHOICES = re.compile(r"[;|\n]")


@dataclass(frozen=True)
class ReadReturn:
    """A return as a row gave it. `given` names what the row itself said, besides its answers."""

    external_id: str
    organisation_id: str | None
    organisation_name: str
    sector: Sector | None
    sub_region_id: str | None
    received_on: date
    language: str
    consents: Mapping[Purpose, bool]
    answers: Mapping[str, tuple[Any, str]] = field(repr=False)
    given: frozenset[str] = frozenset()

    @property
    def content_hash(self) -> str:
        """What the return says, to tell it from another: a short hash of each part, in a fixed order."""
        values = {id: value for id, (value, _) in self.answers.items()}
        languages = [self.language, {id: language for id, (_, language) in self.answers.items()}]
        parts = {
            "answers": values,
            "organisation": self.organisation_name,
            "sector": self.sector,
            "sub_region": self.sub_region_id,
            "received_on": self.received_on,
            "language": languages,
            "consent_quote": self.consents,
        }
        return " ".join(f"{name}:{_hash(part)}" for name, part in parts.items())

    @property
    def told(self) -> tuple[str, ...]:
        """The parts of its hash that the row itself said: the answers, and what is not filled in."""
        said = {"answers", *self.given}
        return tuple(part for part in self.content_hash.split() if part.split(":")[0] in said)

    def says_the_same(self, content_hash: str) -> bool:
        """Whether a return of this hash has the same answers, and all that this row says besides them."""
        return set(self.told) <= set(content_hash.split())


@dataclass(frozen=True)
class Directory:
    """Organisations and sub-regions by key and by name, however they are spaced or capitalised."""

    organisations: Mapping[str, Organisation]
    sub_regions: Mapping[str, SubRegion]


def read_directory(session: Session) -> Directory:
    """Read the region's directory once for a whole file."""
    organisations = list(session.scalars(select(Organisation).order_by(Organisation.key)))
    areas = list(session.scalars(select(SubRegion).order_by(SubRegion.key)))
    return Directory(_index(organisations), _index(areas))


@dataclass(frozen=True)
class RowReader:
    """Reads rows of one file for one questionnaire."""

    questionnaire: Questionnaire
    columns: ColumnMap
    directory: Directory
    today: date

    def read(self, cells: tuple[str, ...]) -> ReadReturn:
        """Read a row. Raises: ImportRefused (C711, C721, C723, C724, C725, C732)."""
        given = {key: self._take(cells, key) for key in KEYS}
        organisation = self.directory.organisations.get(fold(given["organisation"]))
        sector = _read_sector(given["sector"])
        language = self._read_language(given["language"], "language")
        language = language or self.questionnaire.default_language
        return ReadReturn(
            external_id=self._read_id(given["response_id"]),
            organisation_id=organisation.id if organisation else None,
            organisation_name=organisation.name if organisation else given["organisation"],
            sector=sector or (organisation.sector if organisation else None),
            sub_region_id=self._find_sub_region(given["sub_region"], organisation),
            received_on=self._read_date(given["received_on"]) or self.today,
            language=language,
            consents=read_quote_choice(given["consent_quote"]),
            answers=self._read_answers(cells, language),
            given=frozenset(key for key, text in given.items() if text),
        )

    def _take(self, cells: tuple[str, ...], key: str) -> str:
        text = as_given(self.columns.take(cells, key)).strip()
        return _name_choices(text, self.columns.choices.get(key, {}))

    def _read_id(self, id: str) -> str:
        """Give the row's id; empty where the file has none, so that its content stands for one."""
        if not id and self.columns.has("response_id"):
            raise ImportRefused("C721")
        return id

    def _read_language(self, text: str, column: str) -> str:
        tags = {tag.lower(): tag for tag in LANGUAGES}
        tag = text.strip().replace("_", "-")
        if tag and tag.lower() not in tags:
            raise _unknown(column, text, LANGUAGES)
        return tags[tag.lower()] if tag else ""

    def _find_sub_region(self, text: str, organisation: Organisation | None) -> str | None:
        """The area that the row names, else that of its organisation."""
        if not text:
            return organisation.sub_region_id if organisation else None
        found = self.directory.sub_regions.get(fold(text))
        if found is None:
            known = {area.key: area for area in self.directory.sub_regions.values()}
            raise _unknown("sub_region", text, known)
        return found.id

    def _read_date(self, text: str) -> date | None:
        try:
            read = get_handler("date").parse_cell(text, RECEIVED)
        except AnswerError:
            raise ImportRefused("C724", found=text.strip()) from None
        found = date.fromisoformat(str(read)) if read else None
        if found and found > self.today:
            raise ImportRefused("C724", found=text.strip())
        return found

    def _read_answers(self, cells: tuple[str, ...], language: str) -> dict[str, tuple[Any, str]]:
        answers = {}
        for question in self.questionnaire.questions():
            value = self._read_answer(self.columns.take(cells, question.id), question)
            if value is not None:
                own = f"{question.id}{LANGUAGE_ENDING}"
                answers[question.id] = (value, self._read_language(self.columns.take(cells, own), own))
        return {id: (value, own or language) for id, (value, own) in answers.items()}

    def _read_answer(self, text: str, question: Question) -> Any:
        texts, handler = self.columns.choices.get(question.id, {}), get_handler(question.kind)
        try:
            value = handler.parse_cell(_name_choices(text, texts), question)
            if value is not None and not handler.is_valid(value, question):
                raise AnswerError(NO_ANSWER)  # stored it would not be shown, counted or handed out
            return value
        except AnswerError as error:
            reason = f"{str(error).rstrip('.')} (“{_shorten(text)}”)."
            code = "C725" if question.kind in CHOICE_KINDS else "C732"
            raise ImportRefused(code, question=question.id, reason=reason) from None


def _name_choices(text: str, texts: Mapping[str, str]) -> str:
    """Put the names of choices in the place of the texts that stand for them; keep what is none."""
    if not texts:
        return text
    named = {fold(written): name for written, name in texts.items()}
    if fold(text) in named:
        return named[fold(text)]
    parts = _BETWEEN_CHOICES.split(text)
    return " ".join(named.get(fold(part), part.strip()) for part in parts) if len(parts) > 1 else text


def _read_sector(text: str) -> Sector | None:
    word = fold(text).replace(" ", "_").replace("-", "_")
    if word and word not in set(Sector):
        raise _unknown("sector", text, [sector.value for sector in Sector])
    return Sector(word) if word else None


def _unknown(column: str, text: str, known: Any) -> ImportRefused:
    return ImportRefused("C723", column=column, found=_shorten(text), known=", ".join(known))


def _index(rows: list[Any]) -> dict[str, Any]:
    """By name, then by key, so that a key is never hidden by a name."""
    return {fold(row.name): row for row in reversed(rows)} | {fold(row.key): row for row in rows}


def _shorten(text: str) -> str:
    words = " ".join(as_given(text).split())
    return words if len(words) <= 60 else f"{words[:60]}…"


def _hash(part: Any) -> str:
    written = json.dumps(part, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()[:16]
