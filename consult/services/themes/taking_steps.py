"""Take one decision about themes: merge, split, move, rename, add, put under a broader one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.models.theme_kinds import ThemeStep
from consult.services.themes.theme_shapes import Member, Shapes, Step, ThemeShape

BY_A_PERSON = 1.0
MOST_PHRASES = 12
_BROADER = ("broader_key", "broader_label", "broader_named_at")
NOWHERE = ""
"""Where passages are that are in no theme."""


def list_beside(shapes: Shapes, found: Shapes) -> dict[str, set[str]]:
    """List, by found theme, the passages that stand in no theme: what is new beside those that stand."""
    placed = {id for shape in shapes.values() for id in shape.members}
    beside = {key: set(theme.members) - placed for key, theme in found.items()}
    return {key: ids for key, ids in beside.items() if ids}


def take(shapes: Shapes, step: Step, found: Shapes, known: Shapes) -> Shapes:
    """Take one decision. What it speaks of and is not there any more is passed over.

    found: by the run in which it was taken; known: by any run up to that one.
    """
    if step.kind is ThemeStep.ADDED:
        return _add(shapes, step, found)
    if step.kind is ThemeStep.SPLIT:
        return _split(shapes, step, known)
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
    like = shapes.get(step.content.get("named_as", ""))
    whole = _name_like(whole, like) if like else whole
    gone = {part.key for part in parts} - {goal.key}
    kept = {key: shape for key, shape in shapes.items() if key not in gone}
    return kept | {goal.key: _name(whole, step.content.get("label", ""), step)}


def _split(shapes: Shapes, step: Step, known: Shapes) -> Shapes:
    whole = shapes.get(step.content["key"])
    if whole is None:
        return shapes
    made: Shapes = {}
    left = dict(whole.members)
    for part in step.content["parts"]:
        members = {id: left.pop(id) for id in part["segments"] if id in left}
        words = dict(whole.words) | {"spoken": []}
        new = replace(whole, key=part["key"], members=members, words=words, phrases=(), proposed_label="")
        made[part["key"]] = (
            _name(new, part["label"], step) if part["named"] else _name_by_origin(new, part, known)
        )
    return shapes | {whole.key: replace(whole, members=left)} | made


def _name_by_origin(new: ThemeShape, part: Mapping[str, Any], known: Shapes) -> ThemeShape:
    """Name a part as the theme was named that it was found as: a decision holds keys, never such words."""
    origin = known.get(part.get("origin") or _find_origin(new))
    if origin is None:
        return replace(new, label=new.key, named_by=None, named_at=None)
    proposed = origin.proposed_label or ("" if origin.named_at else origin.label)
    return replace(
        new,
        label=origin.label,
        proposed_label=proposed,
        phrases=origin.phrases,
        named_by=origin.named_by,
        named_at=origin.named_at,
    )


def _find_origin(shape: ThemeShape) -> str:
    counts = Counter(one.origin for one in shape.members.values())
    return min(counts, key=lambda key: (-counts[key], key), default="")


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
    if theme is None:
        return shapes
    label = step.content["label"]
    return shapes | {theme.key: _name(theme, label, step) if label else _name_like(theme, theme)}


def _add(shapes: Shapes, step: Step, found: Shapes) -> Shapes:
    if step.content["found"] == NOWHERE:
        return _start(shapes, step)
    theme = found.get(step.content["found"])
    if theme is None:
        return shapes
    ids = list_beside(shapes, found).get(theme.key, set())
    members = {id: one for id, one in theme.members.items() if id in ids}
    new = replace(theme, key=step.content["key"], members=members)
    return shapes | {new.key: replace(new, words=dict(new.words) | _find_broader_name(shapes, new))}


def _find_broader_name(shapes: Shapes, theme: ThemeShape) -> dict[str, Any]:
    """The name that a person gave the broader theme of a theme, among those that stand in it."""
    broader = theme.words.get("broader_key")
    named = [
        one.words
        for one in shapes.values()
        if broader and one.words.get("broader_key") == broader and one.words.get("broader_named_at")
    ]
    return {name: named[0][name] for name in ("broader_label", "broader_named_at")} if named else {}


def _group(shapes: Shapes, step: Step) -> Shapes:
    """Put themes under a broader one, which has a new name or keeps its own; without one they stand alone."""
    key, label = step.content["broader"], step.content["label"]
    words: dict[str, Any] = {"broader_key": key, "broader_label": label, "broader_named_at": step.at}
    if key == NOWHERE or not label:
        there = [one.words for one in shapes.values() if key and one.words.get("broader_key") == key]
        words = {name: there[0].get(name) if there else None for name in _BROADER}
    return shapes | {
        one: replace(shapes[one], words=dict(shapes[one].words) | words)
        for one in step.content["keys"]
        if one in shapes
    }


def _start(shapes: Shapes, step: Step) -> Shapes:
    """Make a theme of passages that stand in none. Nothing of it is the machine's, so nothing is unsteady."""
    key = step.content["key"]
    empty = ThemeShape(key, key, "", (), BY_A_PERSON, {}, {**dict.fromkeys(_BROADER), "spoken": []})
    into = replace(step, content={**step.content, "to": key})
    return _place(shapes | {key: _name(empty, step.content["label"], step)}, into)


def _name(theme: ThemeShape, label: str, step: Step) -> ThemeShape:
    return replace(theme, label=label, named_by=step.by, named_at=step.at) if label else theme


def _name_like(theme: ThemeShape, other: ThemeShape) -> ThemeShape:
    """Name a theme as the machine calls one: a decision holds keys, never such words."""
    proposed = other.proposed_label or ("" if other.named_at else other.label)
    return replace(theme, label=proposed or other.key, proposed_label=proposed, named_by=None, named_at=None)


_CHANGES = {
    ThemeStep.MERGED: _merge,
    ThemeStep.MOVED: _move,
    ThemeStep.RENAMED: _rename,
    ThemeStep.GROUPED: _group,
}
