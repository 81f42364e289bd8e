"""Keys of themes: one that was given is never given to another."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.models.analysis import AnalysisRun, Theme
from consult.models.theme_decisions import ThemeDecision


def find_highest_key(session: Session, consultation_id: str) -> int:
    """The highest number that a theme of the consultation ever had, those of undone decisions among them."""
    decisions = select(ThemeDecision.content).where(ThemeDecision.consultation_id == consultation_id)
    given: list[str] = []
    for content in session.scalars(decisions):
        given += [part["key"] for part in content.get("parts", ())]
        given += [content["key"]] if "found" in content else []
    found = find_highest(session, consultation_id, Theme.key)
    return max((found, *(int(key[1:]) for key in given)))


def make_broader_key(session: Session, run: AnalysisRun) -> str:
    """Give a key that no broader theme of the consultation ever had, those of undone decisions among them."""
    wanted = select(ThemeDecision.content).where(ThemeDecision.consultation_id == run.consultation_id)
    given = [content.get("broader") or "" for content in session.scalars(wanted)]
    highest = find_highest(session, run.consultation_id, Theme.broader_key)
    return f"B{max((highest, *(int(key[1:]) for key in given if key))) + 1:02d}"


def find_highest(session: Session, consultation_id: str, column: InstrumentedAttribute[Any]) -> int:
    """The highest number that a theme, or a broader one, of the consultation ever had."""
    wanted = select(column).join(Theme.run).where(AnalysisRun.consultation_id == consultation_id)
    return max((int(key[1:]) for key in session.scalars(wanted) if key), default=0)


def make_keys(session: Session, run: AnalysisRun, count: int) -> list[str]:
    """Give keys that no theme of the consultation ever had, those of undone decisions among them."""
    highest = find_highest_key(session, run.consultation_id)
    return [f"T{highest + number:02d}" for number in range(1, count + 1)]
