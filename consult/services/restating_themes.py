"""Write the themes of a run as people decided them, beside those that it found, which stay as they are."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, AnsweredItem, Theme, ThemePlacement
from consult.models.base import new_id
from consult.models.coding import Segment
from consult.models.locking import lock_name
from consult.models.response import Answer
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services.replaying_themes import Member, Pass, Shapes, Step, ThemeShape, replay
from consult.services.withholding_phrases import SHOWN, list_phrases, withhold

DECIDING = "themes"
_KEPT = ("broader_key", "broader_label", "spoken")


def list_decisions(session: Session, consultation_id: str) -> Sequence[ThemeDecision]:
    """The decisions that shape the themes, in their order; none after the themes were let go again."""
    wanted = select(ThemeDecision).where(
        ThemeDecision.consultation_id == consultation_id,
        ThemeDecision.undone_at.is_(None),
        ThemeDecision.step != ThemeStep.TAGGED,
    )
    decisions = session.scalars(wanted.order_by(ThemeDecision.number)).all()
    released = [n for n, one in enumerate(decisions) if one.step is ThemeStep.RELEASED]
    return decisions[released[-1] + 1 :] if released else decisions


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


def list_named(session: Session, run: AnalysisRun) -> set[str]:
    """What the machine named the decided themes of a run by; nothing where they begin with this run."""
    decisions = list_decisions(session, run.consultation_id)
    if not decisions or all(one.run_id == run.id for one in decisions):
        return set()
    return list_phrases(replay_themes(session, run, decisions))


def replay_themes(session: Session, run: AnalysisRun, decisions: Sequence[ThemeDecision]) -> Shapes:
    """The themes as decided, up to this run, before passages that are gone are left out."""
    return replay(_list_passes(session, run, decisions))


def read_found(session: Session, run: AnalysisRun) -> Shapes:
    """The themes that a run found, as values."""
    wanted = (
        select(Theme.key, ThemePlacement.segment_id, ThemePlacement.score)
        .join(ThemePlacement, ThemePlacement.theme_id == Theme.id)
        .where(Theme.run_id == run.id, ~Theme.is_decided)
        .order_by(Theme.key, ThemePlacement.segment_id)
    )
    members: dict[str, dict[str, Member]] = {}
    for key, segment_id, score in session.execute(wanted):
        members.setdefault(key, {})[segment_id] = Member(score, key)
    return {theme.key: _shape(theme, members.get(theme.key, {})) for theme in run.found_themes}


def _list_passes(session: Session, run: AnalysisRun, decisions: Sequence[ThemeDecision]) -> Iterable[Pass]:
    first = min(one.run.number for one in decisions)
    wanted = select(AnalysisRun).where(
        AnalysisRun.consultation_id == run.consultation_id,
        AnalysisRun.number.between(first, run.number),
        or_(AnalysisRun.finished_at.is_not(None), AnalysisRun.id == run.id),
    )
    for one in session.scalars(wanted.order_by(AnalysisRun.number)):
        taken = [
            Step(decision.step, decision.content, decision.decided_by_id, decision.decided_at)
            for decision in decisions
            if decision.run_id == one.id
        ]
        yield read_found(session, one), taken


def _shape(theme: Theme, members: dict[str, Member]) -> ThemeShape:
    return ThemeShape(
        theme.key,
        theme.label,
        theme.proposed_label or "",
        tuple(theme.key_phrases),
        theme.stability,
        members,
        {name: getattr(theme, name) for name in _KEPT},
        theme.renamed_by_id,
        theme.renamed_at,
    )


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
        if rows:
            session.execute(insert(model), rows)


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
