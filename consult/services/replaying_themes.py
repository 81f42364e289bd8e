"""Themes as people decided them: what was found at first, changed by each decision, run after run.

Values in, values out. Nothing is ever changed in place: undoing a step is to go through the others again.
A later run gives its new passages to the themes that stand: where more than half of the known passages of
a theme that it found stand in one theme, the new ones go there too. All others stay beside them, and so
does a theme of which hardly anything is known yet: it is new, whatever stray passage it took along.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from consult.models.theme_kinds import ThemeStep

GIVEN_FROM = 0.5
FEWEST_KNOWN = 2
KNOWN_FROM = 0.2
BY_A_PERSON = 1.0
MOST_PHRASES = 12
NOWHERE = ""
"""Where passages are that are in no theme."""


@dataclass(frozen=True)
class Member:
    """A passage of a theme: how well it fits, and the theme in which the machine found it."""

    score: float
    origin: str


@dataclass(frozen=True)
class ThemeShape:
    """A theme with its passages. `words`: its other columns, which no decision changes."""

    key: str
    label: str
    proposed_label: str
    phrases: tuple[str, ...]
    stability: float
    members: Mapping[str, Member] = field(repr=False)
    words: Mapping[str, Any] = field(default_factory=dict, repr=False)
    named_by: str | None = None
    named_at: datetime | None = None


@dataclass(frozen=True)
class Step:
    """One decision: what, with which content, by whom and when."""

    kind: ThemeStep
    content: Mapping[str, Any]
    by: str | None
    at: datetime


Shapes = dict[str, ThemeShape]
Pass = tuple[Shapes, Sequence[Step]]
"""What one run found, and the decisions that were taken while it was the latest."""


def replay(passes: Iterable[Pass]) -> Shapes:
    """Go through runs and decisions in their order. The first run's themes are where all begins."""
    shapes: Shapes | None = None
    for found, steps in passes:
        shapes = dict(found) if shapes is None else give_new(shapes, found)
        for step in steps:
            shapes = take(shapes, step, found)
    return shapes or {}


def give_new(shapes: Shapes, found: Shapes) -> Shapes:
    """Give the passages that a run found, and nobody placed before, to the themes that stand."""
    placed = {id for shape in shapes.values() for id in shape.members}
    members = {key: dict(shape.members) for key, shape in shapes.items()}
    for theme in found.values():
        goal = find_goal(shapes, theme)
        if goal is None:
            continue
        origins = Counter(one.origin for id, one in shapes[goal].members.items() if id in theme.members)
        origin = min(origins, key=lambda key: (-origins[key], key))
        for id, one in theme.members.items():
            if id not in placed:
                members[goal].setdefault(id, Member(one.score, origin))
    return {key: replace(shape, members=members[key]) for key, shape in shapes.items()}


def find_goal(shapes: Shapes, theme: ThemeShape) -> str | None:
    """Find the theme that stands in which more than half of a found theme's known passages are."""
    counts = {key: len(theme.members.keys() & shape.members.keys()) for key, shape in shapes.items()}
    known = {id for shape in shapes.values() for id in theme.members.keys() & shape.members.keys()}
    best = min(counts, key=lambda key: (-counts[key], key), default=None)
    if best is None or len(known) < max(FEWEST_KNOWN, KNOWN_FROM * len(theme.members)):
        return None
    return best if counts[best] > GIVEN_FROM * len(known) else None


def list_beside(shapes: Shapes, found: Shapes) -> dict[str, set[str]]:
    """List, by found theme, the passages that stand in no theme: what is new beside those that stand."""
    placed = {id for shape in shapes.values() for id in shape.members}
    beside = {key: set(theme.members) - placed for key, theme in found.items()}
    return {key: ids for key, ids in beside.items() if ids}


def take(shapes: Shapes, step: Step, found: Shapes) -> Shapes:
    """Take one decision. What it speaks of and is not there any more is passed over."""
    if step.kind is ThemeStep.ADDED:
        return _add(shapes, step, found)
    change = _CHANGES.get(step.kind)
    return change(shapes, step) if change else shapes


def _merge(shapes: Shapes, step: Step) -> Shapes:
    parts = [shapes[key] for key in step.content["keys"] if key in shapes]
    goal = shapes.get(step.content["into"])
    if goal is None:
        return shapes
    members = dict(goal.members)
    for id, one in ((id, one) for part in parts for id, one in part.members.items()):
        members[id] = max(members.get(id, one), one, key=lambda member: member.score)
    phrases = dict.fromkeys(phrase for one in (goal, *parts) for phrase in one.phrases)
    stability = min(one.stability for one in (goal, *parts))
    whole = replace(
        goal, members=members, phrases=tuple(phrases)[:MOST_PHRASES], stability=stability, words=goal.words
    )
    gone = {part.key for part in parts} - {goal.key}
    kept = {key: shape for key, shape in shapes.items() if key not in gone}
    return kept | {goal.key: _name(whole, step.content.get("label", ""), step)}


def _split(shapes: Shapes, step: Step) -> Shapes:
    whole = shapes.get(step.content["key"])
    if whole is None:
        return shapes
    made: Shapes = {}
    left = dict(whole.members)
    for part in step.content["parts"]:
        members = {id: left.pop(id) for id in part["segments"] if id in left}
        new = replace(
            whole,
            key=part["key"],
            label=part["label"],
            proposed_label="" if part["named"] else part["label"],
            phrases=tuple(part.get("phrases", ())),
            members=members,
            words=dict(whole.words) | {"spoken": []},
            named_by=None,
            named_at=None,
        )
        made[part["key"]] = _name(new, part["label"] if part["named"] else "", step)
    return shapes | {whole.key: replace(whole, members=left)} | made


def _move(shapes: Shapes, step: Step) -> Shapes:
    if step.content["from"] == NOWHERE:
        return _place(shapes, step)
    start, goal = shapes.get(step.content["from"]), shapes.get(step.content["to"])
    if start is None or goal is None:
        return shapes
    moved = {id: start.members[id] for id in step.content["segments"] if id in start.members}
    stay = {id: one for id, one in start.members.items() if id not in moved}
    more = {id: Member(BY_A_PERSON, one.origin) for id, one in moved.items()}
    return shapes | {
        start.key: replace(start, members=stay),
        goal.key: replace(goal, members=dict(goal.members) | more),
    }


def _place(shapes: Shapes, step: Step) -> Shapes:
    """Put passages that stand in no theme into one; those that a run put into another since stay there."""
    goal = shapes.get(step.content["to"])
    if goal is None:
        return shapes
    placed = {id for shape in shapes.values() for id in shape.members}
    more = {id: Member(BY_A_PERSON, goal.key) for id in step.content["segments"] if id not in placed}
    return shapes | {goal.key: replace(goal, members=dict(goal.members) | more)}


def _rename(shapes: Shapes, step: Step) -> Shapes:
    theme = shapes.get(step.content["key"])
    return shapes if theme is None else shapes | {theme.key: _name(theme, step.content["label"], step)}


def _add(shapes: Shapes, step: Step, found: Shapes) -> Shapes:
    theme = found.get(step.content["found"])
    if theme is None:
        return shapes
    ids = list_beside(shapes, found).get(theme.key, set())
    members = {id: one for id, one in theme.members.items() if id in ids}
    return shapes | {step.content["key"]: replace(theme, key=step.content["key"], members=members)}


def _name(theme: ThemeShape, label: str, step: Step) -> ThemeShape:
    return replace(theme, label=label, named_by=step.by, named_at=step.at) if label else theme


_CHANGES = {
    ThemeStep.MERGED: _merge,
    ThemeStep.SPLIT: _split,
    ThemeStep.MOVED: _move,
    ThemeStep.RENAMED: _rename,
}
