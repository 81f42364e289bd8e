"""Texts that say the same in the source many times, such as “Yes” and “No”, are translated once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.cell_kinds import CellState
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.cell_makers import Maker, find_maker
from consult.services.cells.keeping_cells import audit, lock_draft, write_texts
from consult.services.cells.reading_cells import CellView, list_views


def find_repeated(views: Sequence[CellView]) -> dict[str, tuple[str, Maker]]:
    """By cell, what is missing there and written elsewhere for the same source, always alike; and by whom."""
    known: dict[str, dict[str, Maker]] = {}
    for view in views:
        if view.state in (CellState.DRAFTED, CellState.CHECKED):
            known.setdefault(view.source, {}).setdefault(view.text, find_maker(view.row))
    missing = [view for view in views if view.state is CellState.MISSING]
    alike = {source: texts for source, texts in known.items() if len(texts) == 1}
    return {view.id: next(iter(alike[view.source].items())) for view in missing if view.source in alike}


def fill_repeated(
    session: Session, version: QuestionnaireVersion, language: str, *, actor: str, now: datetime
) -> int:
    """Write what `find_repeated` finds, and give how many.

    Who drafted it there drafted it here; here nobody has checked it. Raises: Conflict (C208).
    """
    lock_draft(session, version)
    texts = find_repeated(list_views(session, version, language))
    write_texts(session, version, language, texts, now=now)
    if texts:
        counts = {"language": language, "changed": len(texts), "checked": 0}
        audit(session, "questionnaire translated", version, counts, actor, now)
    return len(texts)
