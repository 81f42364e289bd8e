"""What the pages of a questionnaire's translation show."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from flask_security import current_user

from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.translated_cells import TranslatedCell
from consult.services.cells.cell_makers import Person, Typed, may_check
from consult.services.cells.glossary import FoundTerm, find_terms, list_terms
from consult.services.cells.reading_cells import CellView, count_states
from consult.services.consultations.reading_versions import read_public
from consult.vocabulary import LANGUAGES, Language
from consult.web.database import get_session
from consult.web.desk_words import name_language

AT_ONCE = 20
OPEN, ALL = "open", "all"
FILTERS: dict[str, tuple[str, frozenset[CellState]]] = {
    OPEN: ("To translate", frozenset({CellState.MISSING, CellState.STALE})),
    "missing": ("Missing", frozenset({CellState.MISSING})),
    "stale": ("Stale", frozenset({CellState.STALE})),
    "unchecked": ("To check", frozenset({CellState.DRAFTED, CellState.STALE})),
    "checked": ("Checked", frozenset({CellState.CHECKED})),
    ALL: ("All", frozenset(CellState)),
}
STATES = {
    CellState.MISSING: ("Missing", "red"),
    CellState.STALE: ("Stale", "yellow"),
    CellState.DRAFTED: ("Not checked", "grey"),
    CellState.CHECKED: ("Checked", "green"),
}
KINDS = {
    "consultation_title": "Title",
    "consultation_summary": "What it is about",
    "title": "Title of a page",
    "label": "Question",
    "hint": "Hint",
    "guidance": "Guidance",
    "required_message": "Said where it is not answered",
    "constraint_message": "Said where the answer is not accepted",
    "choice": "Choice",
}


@dataclass(frozen=True)
class Progress:
    """How far a language is. is_public: no text of the questionnaire is missing, so that people read it."""

    tag: str
    counts: Counter[CellState]
    is_public: bool

    def count(self, states: Iterable[CellState]) -> int:
        """How many texts are in any of these states."""
        return sum(self.counts[state] for state in states)

    @property
    def sentence(self) -> str:
        """How far it is, in words."""
        total, counts = self.counts.total(), self.counts
        there = f"{total - counts[CellState.MISSING]:,} of {total:,} texts are translated"
        stale = f", {counts[CellState.STALE]:,} of them stale" if counts[CellState.STALE] else ""
        return f"{there}{stale}; {counts[CellState.CHECKED]:,} are checked"


@dataclass(frozen=True)
class ShownCell:
    """A text on the page. place: in the questionnaire, from 1. typed: what was typed and is not kept.

    terms: of the glossary, that the source has.
    """

    place: int
    view: CellView
    made: str
    may_check: bool
    terms: Sequence[FoundTerm]
    typed: Typed | None = None


@dataclass(frozen=True)
class Slice:
    """The texts on one page; from which places the pages before and after begin, 0 where there is none."""

    cells: Sequence[ShownCell]
    total: int
    earlier: int
    later: int

    def list_errors(self) -> list[dict[str, str]]:
        """Items of the error summary: each text that was refused."""
        said = "was changed by somebody else meanwhile"
        late = [one.place for one in self.cells if one.typed]
        return [{"text": f"Text {place} {said}", "href": f"#text-{place}"} for place in late]


def list_progress(version: QuestionnaireVersion) -> list[Progress]:
    """How far each language of a version is."""
    partial = read_public(version).partial
    counted = count_states(get_session(), version)
    return [Progress(tag, counts, tag not in partial) for tag, counts in counted.items()]


def get_person() -> Person:
    """Who is signed in."""
    own = bool(current_app.config["CHECK_OWN_TRANSLATIONS"])
    return Person(current_user.id, current_user.name or current_user.email, may_check_own=own)


def find_language(tag: str) -> Language:
    """How a language is written; one that is not known here runs from left to right."""
    return LANGUAGES.get(tag) or Language(tag, tag, name_language(tag), "auto", "", tag, ())


def cut_slice(views: Sequence[CellView], shown: str, start: int) -> Slice:
    """The texts that a filter lets through, from a place on; from the first where none is left after it."""
    states = FILTERS[shown][1]
    fitting = [(place, view) for place, view in enumerate(views, 1) if view.state in states]
    begin = next((n for n, (place, _) in enumerate(fitting) if place >= start), 0)
    after = fitting[begin + AT_ONCE][0] if begin + AT_ONCE < len(fitting) else 0
    before = fitting[max(0, begin - AT_ONCE)][0] if begin else 0
    return Slice(_show_cells(fitting[begin : begin + AT_ONCE], {}), len(fitting), before, after)


def show_typed(views: Sequence[CellView], typed: Sequence[Typed], refused: Sequence[str]) -> Slice:
    """The texts that were refused, with what was typed."""
    places = [(place, view) for place, view in enumerate(views, 1) if view.id in refused]
    return Slice(_show_cells(places, {one.cell_id: one for one in typed}), len(places), 0, 0)


def _show_cells(places: Sequence[tuple[int, CellView]], typed: Mapping[str, Typed]) -> list[ShownCell]:
    """Texts with who made each, whether the person signed in may check it, and what the glossary says."""
    person, terms = get_person(), list_terms(get_session())
    return [
        ShownCell(
            place,
            view,
            say_made(view.row) if view.text else "",
            may_check(view, person) and view.state is not CellState.CHECKED,
            find_terms(terms, view.source, view.text, view.language),
            typed.get(view.id),
        )
        for place, view in places
    ]


def say_made(row: TranslatedCell | None) -> str:
    """Who drafted a text and who checked it."""
    if row is None:
        return "Came with the questionnaire."
    drafted = _say_drafted(row)
    if not row.checked_at:
        return f"{drafted}."
    own = ", who drafted it too" if row.checked_own else ""
    return f"{drafted}. Checked by {row.checked_by_name}{own}, {row.checked_at:%-d %B %Y}."


def _say_drafted(row: TranslatedCell) -> str:
    words: Mapping[DraftedBy, str] = {
        DraftedBy.PERSON: "Drafted by",
        DraftedBy.MACHINE: "Drafted by machine:",
        DraftedBy.FILE: "From a file:" if row.drafted_by_name else "Came with the questionnaire",
    }
    return f"{words[row.drafted_by]} {row.drafted_by_name}".strip()
