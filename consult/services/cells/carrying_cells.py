"""A new version knows of its translations what the version before knew: by whom, and whether checked."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.cell_kinds import DraftedBy
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.translated_cells import TranslatedCell
from consult.services.cells.reading_cells import (
    CellView,
    digest_text,
    list_languages,
    list_sources,
    list_views,
)
from consult.services.cells.reading_cells import find_source_language as find_source

KEPT = (
    "source_digest", "text_digest", "drafted_by", "drafted_by_name", "drafted_by_id", "drafted_at",
    "checked_by_name", "checked_by_id", "checked_at", "checked_own",
)  # fmt: skip


def carry_states(
    session: Session, before: QuestionnaireVersion, after: QuestionnaireVersion, *, now: datetime
) -> None:
    """Keep what is known of each text that both versions have: in its place or, word for word, in another.

    Where the source changed it is stale now.
    """
    if find_source(before) != find_source(after):
        return
    for tag in set(list_languages(before)) & set(list_languages(after)):
        earlier = {view.id: view for view in list_views(session, before, tag)}
        session.add_all(_carry(after, tag, earlier, now))
    session.flush()


def _carry(
    after: QuestionnaireVersion, tag: str, earlier: dict[str, CellView], now: datetime
) -> Iterator[TranslatedCell]:
    default, alike = find_source(after), _find_alike(earlier)
    for cell in list_sources(after):
        known, text = earlier.get(cell.id), cell.texts.get(tag, "")
        if known is None or text != known.text:  # a text that moved to another id is still that of its maker
            known = alike.get((cell.texts[default], text))
        if known is None or not text.strip():
            continue
        if known.row is not None:
            kept = {name: getattr(known.row, name) for name in KEPT}
        elif known.source != cell.texts[default]:
            digests = {"source_digest": digest_text(known.source), "text_digest": digest_text(text)}
            kept = {**digests, "drafted_by": DraftedBy.FILE, "drafted_at": now}
        else:
            continue
        yield TranslatedCell(version_id=after.id, language=tag, cell_id=cell.id, **kept)


def _find_alike(earlier: dict[str, CellView]) -> dict[tuple[str, str], CellView]:
    """By source and text what was known of them; one that nobody checked after a machine before any other."""
    views = sorted(earlier.values(), key=lambda view: view.is_by_machine)
    return {(view.source, view.text): view for view in views}
