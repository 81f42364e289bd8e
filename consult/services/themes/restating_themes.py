"""Write the themes of a run as people decided them, beside those that it found, which stay as they are."""

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, AnsweredItem, Theme, ThemePlacement
from consult.models.base import new_id
from consult.models.coding import Segment
from consult.models.locking import lock_name
from consult.models.many_rows import insert_rows
from consult.models.response import Answer
from consult.services.themes.finding_decisions import list_decisions, replay_themes
from consult.services.themes.theme_shapes import Shapes, ThemeShape
from consult.services.themes.withholding_phrases import SHOWN, withhold

DECIDING = "themes"


def restate_themes(session: Session, run: AnalysisRun) -> None:
    """Make the decided themes of a run anew from what was found and decided; none where nothing was."""
    lock_name(session, f"{DECIDING}:{run.consultation_id}")  # a decision of this moment is seen, or waits
    session.flush()
    wanted = select(Theme.key, Theme.id).where(Theme.run_id == run.id, Theme.is_decided)
    ids = {row[0]: row[1] for row in session.execute(wanted)}
    for theme in [one for one in run.every_theme if one.is_decided]:
        session.expunge(theme)
    session.execute(delete(Theme).where(Theme.run_id == run.id, Theme.is_decided))
    decisions = list_decisions(session, run.consultation_id)
    run.is_decided = bool(decisions)
    if decisions:
        shapes = replay_themes(session, run, decisions)
        _write(session, run, withhold(shapes, run.manifest.get(SHOWN)), ids)
    session.flush()
    session.expire(run, ["every_theme"])


def _write(session: Session, run: AnalysisRun, shapes: Shapes, ids: dict[str, str]) -> None:
    owners = _find_owners(session, run)
    themes, placements = [], []
    ranks = _rank(shapes)
    for key in sorted(shapes):
        shape, theme_id = shapes[key], ids.get(key) or new_id()
        there = {id: one for id, one in shape.members.items() if id in owners}
        themes.append(_describe(run, shape, theme_id, len({owners[id] for id in there})))
        placements += [
            {
                "id": new_id(),
                "theme_id": theme_id,
                "segment_id": id,
                "score": one.score,
                "rank": ranks[key, id],
            }
            for id, one in sorted(there.items())
        ]
    for model, rows in ((Theme, themes), (ThemePlacement, placements)):
        insert_rows(session, model, rows)


def _describe(run: AnalysisRun, shape: ThemeShape, theme_id: str, size: int) -> dict[str, object]:
    return {
        "id": theme_id,
        "run_id": run.id,
        "key": shape.key,
        "label": shape.label,
        "proposed_label": shape.proposed_label,
        "key_phrases": list(shape.phrases),
        "size_responses": size,
        "stability": shape.stability,
        "renamed_by_id": shape.named_by,
        "renamed_at": shape.named_at,
        "is_decided": True,
        **shape.words,
    }


def _find_owners(session: Session, run: AnalysisRun) -> dict[str, str]:
    """The response of each passage that the run still has: of answers it looked at, as they now stand.

    What was withdrawn, refused or written anew since it was placed is in no theme of the run.
    """
    found = select(ThemePlacement.segment_id).join(ThemePlacement.theme).where(Theme.run_id == run.id)
    wanted = (
        select(Segment.id, Answer.response_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .join(AnsweredItem, AnsweredItem.answer_id == Answer.id)
        .where(
            AnsweredItem.run_id == run.id,
            or_(
                Segment.revision_id == Answer.head_revision_id,
                Segment.revision_id.is_(None),
                Segment.id.in_(found),
            ),
        )
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def _rank(shapes: Shapes) -> dict[tuple[str, str], int]:
    """The place of each theme among those of a passage, its best theme first."""
    of_passage: dict[str, list[tuple[float, str]]] = {}
    for key, shape in shapes.items():
        for id, one in shape.members.items():
            of_passage.setdefault(id, []).append((-one.score, key))
    return {
        (key, id): rank
        for id, themes in of_passage.items()
        for rank, (_, key) in enumerate(sorted(themes), start=1)
    }
