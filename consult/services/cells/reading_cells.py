"""How far each text of a questionnaire is in each language."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.translated_cells import TranslatedCell
from consult.services.consultations.reading_versions import read_definition
from forms.cells import Cell, list_needed

TITLE, SUMMARY = "consultation/title", "consultation/summary"
OF_CONSULTATION = {TITLE: "title", SUMMARY: "summary"}
"""Texts on the public's first page, which belong to the consultation: by the cell's id, its column."""
TO_DO = (CellState.MISSING, CellState.STALE, CellState.DRAFTED)


@dataclass(frozen=True)
class CellView:
    """One text in one language, beside what it is translated from. row: how it came to be, where kept."""

    cell: Cell
    language: str
    source: str
    text: str
    state: CellState
    row: TranslatedCell | None

    @property
    def id(self) -> str:
        """The id of the cell."""
        return self.cell.id

    @property
    def mark(self) -> str:
        """What was shown: another one at the save means that somebody changed either text meanwhile."""
        return digest_text(f"{digest_text(self.source)} {digest_text(self.text)}")

    @property
    def is_by_machine(self) -> bool:
        """Whether a machine drafted it and nobody has checked it."""
        return (
            self.row is not None
            and self.row.drafted_by is DraftedBy.MACHINE
            and self.state is not CellState.CHECKED
        )


def digest_text(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_source_language(version: QuestionnaireVersion) -> str:
    """The language that this version is translated from."""
    return read_definition(version).default_language


def list_languages(version: QuestionnaireVersion) -> tuple[str, ...]:
    """The languages that this version is translated into."""
    definition = read_definition(version)
    return tuple(tag for tag in definition.languages if tag != definition.default_language)


def list_sources(version: QuestionnaireVersion) -> tuple[Cell, ...]:
    """Every text that a language needs: the consultation's title and summary, then the questionnaire's."""
    consultation, default = version.questionnaire.consultation, find_source_language(version)
    own = (Cell(id, name, 0, getattr(consultation, name)) for id, name in OF_CONSULTATION.items())
    written = (cell for cell in own if cell.texts.get(default, "").strip())
    return (*written, *list_needed(read_definition(version)))


def list_views(session: Session, version: QuestionnaireVersion, language: str) -> list[CellView]:
    """Every text beside its translation. Raises: NotFound (C102) for a language that the version has not."""
    if language not in list_languages(version):
        raise NotFound("C102")
    return _view(version, language, read_rows(session, version)[language])


def count_states(session: Session, version: QuestionnaireVersion) -> dict[str, Counter[CellState]]:
    """For each language, how many texts are in each state."""
    rows = read_rows(session, version)
    return {
        tag: Counter(view.state for view in _view(version, tag, rows[tag])) for tag in list_languages(version)
    }


def read_rows(session: Session, version: QuestionnaireVersion) -> dict[str, dict[str, TranslatedCell]]:
    """What is kept of each cell, by language and cell id; every language of the version is there."""
    found: dict[str, dict[str, TranslatedCell]] = {tag: {} for tag in read_definition(version).languages}
    wanted = select(TranslatedCell).where(TranslatedCell.version_id == version.id)
    for row in session.scalars(wanted.execution_options(populate_existing=True)):
        found.setdefault(row.language, {})[row.cell_id] = row
    return found


def find_state(source: str, text: str, row: TranslatedCell | None) -> CellState:
    """Where a text stands; of one that changed elsewhere since, what was kept no longer counts."""
    if not text.strip():
        return CellState.MISSING
    if row is None or row.text_digest != digest_text(text):
        return CellState.DRAFTED
    if row.source_digest != digest_text(source):
        return CellState.STALE
    return CellState.CHECKED if row.checked_at else CellState.DRAFTED


def _view(version: QuestionnaireVersion, language: str, rows: Mapping[str, TranslatedCell]) -> list[CellView]:
    default = find_source_language(version)
    return [_view_one(cell, default, language, rows.get(cell.id)) for cell in list_sources(version)]


def _view_one(cell: Cell, default: str, language: str, row: TranslatedCell | None) -> CellView:
    source, text = cell.texts[default], cell.texts.get(language, "")
    if row is not None and row.text_digest != digest_text(text):
        row = None
    return CellView(cell, language, source, text, find_state(source, text, row), row)


def find_next(views: Sequence[CellView]) -> CellView | None:
    """The first text that somebody has to do something about: what is missing before what is unchecked."""
    return next((view for state in TO_DO for view in views if view.state is state), None)
