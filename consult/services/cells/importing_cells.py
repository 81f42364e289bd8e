"""Take a translator's file in: first what it would change, then its texts under whoever drafted them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.cell_kinds import CellState
from consult.models.questionnaire import QuestionnaireVersion
from consult.services.cells.cell_makers import Maker
from consult.services.cells.keeping_cells import audit, lock_draft, write_texts
from consult.services.cells.reading_cells import CellView, digest_text, list_views
from consult.services.cells.reading_files import FileCell


class ChangeKind(StrEnum):
    """NEW: nothing was written. CHANGED: an unchecked text. CHECKED: one that somebody had checked."""

    NEW = "new"
    CHANGED = "changed"
    CHECKED = "checked"


@dataclass(frozen=True)
class CellChange:
    """A text that would change. is_stale: the file translates another source than stands there now."""

    view: CellView
    given: FileCell
    kind: ChangeKind
    is_stale: bool


@dataclass(frozen=True)
class Comparison:
    """What a file would change. same: how many it has as they are. unknown: of no text of this version."""

    changes: tuple[CellChange, ...]
    same: int
    unknown: tuple[FileCell, ...]

    @property
    def mark(self) -> str:
        """What was shown: another one afterwards means that somebody changed something meanwhile."""
        return digest_text(" ".join(f"{one.view.mark}{digest_text(one.given.text)}" for one in self.changes))

    def list_kind(self, kind: ChangeKind) -> list[CellChange]:
        """The changes of one kind."""
        return [one for one in self.changes if one.kind is kind]


def compare_cells(
    session: Session, version: QuestionnaireVersion, language: str, given: Sequence[FileCell]
) -> Comparison:
    """What the texts would change. Raises: NotFound (C102) for a language that the version has not."""
    views = {view.id: view for view in list_views(session, version, language)}
    known = [(views[one.cell_id], one) for one in given if one.cell_id in views]
    changes = tuple(_compare(view, one) for view, one in known if one.text != view.text)
    unknown = tuple(one for one in given if one.cell_id not in views)
    return Comparison(changes, len(known) - len(changes), unknown)


def take_cells(
    session: Session,
    version: QuestionnaireVersion,
    language: str,
    given: Sequence[FileCell],
    *,
    maker: Maker,
    mark: str | None,
    replaces_checked: bool,
    actor: str,
    now: datetime,
) -> int:
    """Write what the texts change, and give how many.

    maker: who drafted them, as whoever brings them in declares. mark: of the comparison that was shown, None
    where none was. replaces_checked: whether texts that somebody checked are replaced too.
    Raises: Conflict (C203) where it would change something else than was shown, (C208) of no draft.
    """
    lock_draft(session, version)
    compared = compare_cells(session, version, language, given)
    if mark is not None and mark != compared.mark:
        raise Conflict("C203")
    wanted = [one for one in compared.changes if replaces_checked or one.kind is not ChangeKind.CHECKED]
    texts = {one.view.id: (one.given.text, maker) for one in wanted}
    sources = {one.view.id: one.given.source for one in wanted if one.is_stale}
    write_texts(session, version, language, texts, sources=sources, now=now)
    if texts:
        counts = {"language": language, "changed": len(texts), "checked": 0, "drafted by": maker.kind.value}
        audit(session, "questionnaire translation imported", version, counts, actor, now)
    return len(texts)


def _compare(view: CellView, given: FileCell) -> CellChange:
    kinds = {CellState.MISSING: ChangeKind.NEW, CellState.CHECKED: ChangeKind.CHECKED}
    kind = kinds.get(view.state, ChangeKind.CHANGED)
    if view.row is not None and view.row.checked_at is not None:
        kind = ChangeKind.CHECKED  # also where the source changed since
    return CellChange(view, given, kind, bool(given.source.strip()) and given.source != view.source)
