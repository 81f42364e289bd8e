"""Themes as people decided them: what was found at first, changed by each decision, run after run.

Values in, values out. Nothing is ever changed in place: undoing a step is to go through the others again.
A later run gives its new passages to the themes that stand: where more than half of the known passages of
a theme that it found stand in one theme, the new ones go there too. All others stay beside them, and so
does a theme of which hardly anything is known yet: it is new, whatever stray passage it took along.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from consult.services.themes.taking_steps import take
from consult.services.themes.theme_shapes import Member, Pass, Shapes, ThemeShape

GIVEN_FROM = 0.5
FEWEST_KNOWN = 2
KNOWN_FROM = 0.2


def replay(passes: Iterable[Pass]) -> Shapes:
    """Go through runs and decisions in their order. The first run's themes are where all begins."""
    shapes: Shapes | None = None
    known: Shapes = {}
    for found, steps in passes:
        shapes = dict(found) if shapes is None else give_new(shapes, found)
        known = found | known
        for step in steps:
            shapes = take(shapes, step, found, known)
    return shapes or {}


def gather_known(passes: Iterable[Pass]) -> Shapes:
    """Every theme that was found, by its key, as it was found first: what passages began in."""
    known: Shapes = {}
    for found, _ in passes:
        known = found | known
    return known


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
