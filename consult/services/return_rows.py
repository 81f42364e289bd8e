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
from consult.services.consenting import read_quote_choice
from consult.services.mapping import LANGUAGE_ENDING, ColumnMap
from consult.vocabulary import LANGUAGES, Purpose, Sector
from forms.answers import AnswerError
from forms.definitions import Question, Questionnaire
from forms.intake import as_given
from forms.kinds import get_handler

RECEIVED = Question(id="received_on", kind="date")
_BETWEEN_CHOICES = re.compile(r"[;|\n]")


@dataclass(frozen=True)
class ReadReturn:
    """A return as a row gave it. `content_hash` is over what was given, not over what was filled in."""

    external_id: str
    organisation_id: str | None
    organisation_name: str
    sector: Sector | None
    sub_region_id: str | None
    received_on: date
    language: str
    consents: Mapping[Purpose, bool]
    answers: Mapping[str, tuple[Any, str]] = field(repr=False)
    content_hash: str = ""


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
        """Read a row. Raises: ImportRefused (C711, C721, C723, C724, C725)."""
        given = {key: as_given(self.columns.take(cells, key)).strip() for key in ("organisation", "sector")}
        language = self._read_language(self.columns.take(cells, "language"), "language")
        language = language or self.questionnaire.default_language
        found = self.directory.organisations.get(_fold(given["organisation"]))
        sub_region = self._read_sub_region(self.columns.take(cells, "sub_region"))
        received_on = self._read_date(self.columns.take(cells, "received_on"))
        sector = _read_sector(given["sector"])
        consents = read_quote_choice(self.columns.take(cells, "consent_quote"))
        answers = self._read_answers(cells, language)
        content = [given["organisation"], sector, sub_region, received_on, language, consents, answers]
        return ReadReturn(
            external_id=self._read_id(cells),
            organisation_id=found.id if found else None,
            organisation_name=found.name if found else given["organisation"],
            sector=sector or (found.sector if found else None),
            sub_region_id=sub_region or (found.sub_region_id if found else None),
            received_on=received_on or self.today,
            language=language,
            consents=consents,
            answers=answers,
            content_hash=_hash(content),
        )

    def _read_id(self, cells: tuple[str, ...]) -> str:
        """Give the row's id; empty where the file has none, so that its content stands for one."""
        id = as_given(self.columns.take(cells, "response_id")).strip()
        if not id and self.columns.has("response_id"):
            raise ImportRefused("C721")
        return id

    def _read_language(self, text: str, column: str) -> str:
        tags = {tag.lower(): tag for tag in LANGUAGES}
        tag = text.strip().replace("_", "-")
        if tag and tag.lower() not in tags:
            raise _unknown(column, text, LANGUAGES)
        return tags[tag.lower()] if tag else ""

    def _read_sub_region(self, text: str) -> str | None:
        if not text.strip():
            return None
        found = self.directory.sub_regions.get(_fold(text))
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
        texts = self.columns.choices.get(question.id, {})
        try:
            return get_handler(question.kind).parse_cell(_name_choices(text, texts), question)
        except AnswerError as error:
            reason = f"{str(error).rstrip('.')} (“{_shorten(text)}”)."
            raise ImportRefused("C725", question=question.id, reason=reason) from None


def _name_choices(text: str, texts: Mapping[str, str]) -> str:
    """Put the names of choices in the place of the texts that stand for them; keep what is none."""
    if not texts:
        return text
    named = {_fold(written): name for written, name in texts.items()}
    if _fold(text) in named:
        return named[_fold(text)]
    parts = _BETWEEN_CHOICES.split(text)
    return " ".join(named.get(_fold(part), part.strip()) for part in parts) if len(parts) > 1 else text


def _read_sector(text: str) -> Sector | None:
    word = _fold(text).replace(" ", "_").replace("-", "_")
    if word and word not in set(Sector):
        raise _unknown("sector", text, [sector.value for sector in Sector])
    return Sector(word) if word else None


def _unknown(column: str, text: str, known: Any) -> ImportRefused:
    return ImportRefused("C723", column=column, found=_shorten(text), known=", ".join(known))


def _index(rows: list[Any]) -> dict[str, Any]:
    """By name, then by key, so that a key is never hidden by a name."""
    return {_fold(row.name): row for row in reversed(rows)} | {_fold(row.key): row for row in rows}


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shorten(text: str) -> str:
    words = " ".join(as_given(text).split())
    return words if len(words) <= 60 else f"{words[:60]}…"


def _hash(content: list[Any]) -> str:
    written = json.dumps(content, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(written.encode("ascii")).hexdigest()
