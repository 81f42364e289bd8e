"""Keep what a translator typed on a page, and what somebody checked there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.cell_makers import Maker, Person, Typed, is_own, may_check
from consult.services.cells.keeping_cells import audit, keep_rows, lock_draft, write_texts
from consult.services.cells.reading_cells import CellView, digest_text, list_views
from forms.intake import as_given


@dataclass(frozen=True)
class Saved:
    """What a save did, by cell. refused: those whose text, or source, somebody else changed meanwhile."""

    changed: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def save_cells(
    session: Session,
    version: QuestionnaireVersion,
    language: str,
    typed: Iterable[Typed],
    *,
    person: Person,
    is_from_machine: bool = False,
    now: datetime,
) -> Saved:
    """Keep what was typed and checked; a text that is no longer as it was shown is left as it is.

    is_from_machine: the person says that a machine drafted what they put in.
    Raises: NotFound (C102) for a language that the version has not, Conflict (C208) where it is no draft.
    """
    lock_draft(session, version)
    views = {view.id: view for view in list_views(session, version, language)}
    known = [(one, views[one.cell_id]) for one in typed if one.cell_id in views]
    refused = tuple(one.cell_id for one, view in known if _is_late(one, view))
    fresh = [(one, view) for one, view in known if one.cell_id not in refused]
    maker = _name_maker(person, is_from_machine=is_from_machine)
    texts = {one.cell_id: (as_given(one.text), maker) for one, view in fresh if _is_new(one, view)}
    write_texts(session, version, language, texts, now=now)
    wanted = {one.cell_id for one, _ in fresh if one.is_checked}
    checked = _check(session, version, language, wanted, person, now)
    if texts or checked:
        counts = {"language": language, "changed": len(texts), "checked": len(checked)}
        audit(session, "questionnaire translated", version, counts, person.staff_id, now)
    return Saved(tuple(texts), checked, refused)


def _name_maker(person: Person, *, is_from_machine: bool) -> Maker:
    if is_from_machine:
        return Maker(DraftedBy.MACHINE, f"brought in by {person.name}", person.staff_id)
    return Maker(DraftedBy.PERSON, person.name, person.staff_id)


def _is_new(one: Typed, view: CellView) -> bool:
    return as_given(one.text) != view.text


def _is_late(one: Typed, view: CellView) -> bool:
    return one.mark != view.mark and (_is_new(one, view) or one.is_checked)


def _check(
    session: Session,
    version: QuestionnaireVersion,
    language: str,
    wanted: set[str],
    person: Person,
    now: datetime,
) -> tuple[str, ...]:
    """Mark what the person may check and nobody has, against the source as it is now; gives its ids."""
    if not wanted:
        return ()
    views = [view for view in list_views(session, version, language) if view.id in wanted]
    new = [view for view in views if may_check(view, person) and view.state is not CellState.CHECKED]
    unkept = [(view, Maker(DraftedBy.FILE), view.source) for view in new if view.row is None]
    keep_rows(session, version, language, unkept, [view.id for view, *_ in unkept], now=now)
    ids = {view.id for view in new}
    again = list_views(session, version, language) if unkept else views
    _mark([view for view in again if view.id in ids], person, now)
    session.flush()
    return tuple(view.id for view in new)


def _mark(views: Sequence[CellView], person: Person, now: datetime) -> None:
    for view in views:
        if view.row is not None:
            view.row.checked_own = is_own(view.row, person)
            view.row.source_digest = digest_text(view.source)
            view.row.checked_by_name, view.row.checked_by_id = person.name, person.staff_id
            view.row.checked_at = now
