"""Find what people decided about the themes of a consultation, and go through it again."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.services.themes.replaying_themes import gather_known, replay
from consult.services.themes.theme_shapes import Member, Pass, Shapes, Step, ThemeShape
from consult.services.themes.withholding_phrases import list_phrases

_KEPT = ("broader_key", "broader_label", "broader_named_at", "spoken")


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


def list_named(session: Session, run: AnalysisRun) -> set[str]:
    """What the machine named the themes of a run by: those found, and all that decided ones are made of."""
    named = list_phrases(read_found(session, run))
    decisions = list_decisions(session, run.consultation_id)
    for found, _ in _list_passes(session, run, decisions) if decisions else ():
        named |= list_phrases(found)
    return named


def replay_themes(session: Session, run: AnalysisRun, decisions: Sequence[ThemeDecision]) -> Shapes:
    """The themes as decided, up to this run, before passages that are gone are left out."""
    return replay(_list_passes(session, run, decisions))


def read_known(session: Session, run: AnalysisRun, decisions: Sequence[ThemeDecision]) -> Shapes:
    """The themes that decided themes are made of, each as it was found first."""
    return gather_known(_list_passes(session, run, decisions))


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
    return {theme.key: read_shape(theme, members.get(theme.key, {})) for theme in run.found_themes}


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


def list_said(themes: Iterable[Theme]) -> set[str]:
    """What the machine says of themes, phrase by phrase, in small letters."""
    return list_phrases({theme.id: read_shape(theme, {}) for theme in themes})


def read_shape(theme: Theme, members: Mapping[str, Member]) -> ThemeShape:
    """A theme's row as a value."""
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
