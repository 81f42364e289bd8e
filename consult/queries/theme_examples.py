"""Which passages stand for a theme, from where they stand in it; nobody's words are looked at.

Picked among what the viewer may see and as the theme now is, so that a theme that people split off, merged or
made has its examples too, and nobody is shown a gap where there is something they may not read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import Session

from analysis.rounding import SCORE_DECIMALS
from consult.models.analysis import Theme, ThemePlacement
from consult.models.coding import Segment
from consult.queries.themes import Placement, count_placements, list_placements, select_placements
from consult.queries.viewer import Viewer

MOST_CENTRAL, MOST_TYPICAL = 2, 2
LEAST_CHARACTERS = 25
"""Shorter passages say too little by themselves to stand for a theme."""
_LOOKED_AT = 30


@dataclass(frozen=True)
class ThemeExamples:
    """The nearest to the middle of a theme, ordinary ones, and the farthest that is still in it."""

    central: tuple[Placement, ...]
    typical: tuple[Placement, ...] = ()
    least: tuple[Placement, ...] = ()

    @property
    def all(self) -> tuple[Placement, ...]:
        """In the order to read them."""
        return (*self.central, *self.typical, *self.least)


def find_examples(session: Session, viewer: Viewer, theme: Theme) -> ThemeExamples:
    """Pick the examples of a theme. Where all its passages fit alike, none is ordinary or the farthest."""
    placed, number = _select_standing(session, viewer, theme)
    nearest = list_placements(session, placed, skip=0, most=_LOOKED_AT)
    farthest = list_placements(session, _turn(placed), skip=0, most=_LOOKED_AT)
    central = _pick(nearest, MOST_CENTRAL, ())
    if not central or _round(farthest[0].score) == _round(nearest[0].score):
        return ThemeExamples(central)
    least = _pick(farthest, 1, central, one_each=False)
    start = max(0, number // 2 - _LOOKED_AT // 2)
    around = list_placements(session, placed, skip=start, most=_LOOKED_AT)
    middle = around[min(number // 2 - start, len(around) - 1)].score
    ordinary = sorted(around, key=lambda one: (_round(abs(one.score - middle)), one.segment_id))
    return ThemeExamples(central, _pick(ordinary, MOST_TYPICAL, (*central, *least)), least)


def _select_standing(session: Session, viewer: Viewer, theme: Theme) -> tuple[Select[ThemePlacement], int]:
    """The passages that may stand for a theme, and how many: long, of no nearer theme, if there are any."""
    every = select_placements(viewer, theme)
    nearest = every.where(ThemePlacement.rank == 1)
    long = nearest.where(Segment.end - Segment.start >= LEAST_CHARACTERS)
    for placed in (long, nearest):
        if number := count_placements(session, placed):
            return placed, number
    return every, count_placements(session, every)


def _turn(placed: Select[ThemePlacement]) -> Select[ThemePlacement]:
    return placed.order_by(None).order_by(ThemePlacement.score, Segment.id)


def _pick(
    ranked: Sequence[Placement], most: int, taken: Iterable[Placement], *, one_each: bool = True
) -> tuple[Placement, ...]:
    """Pick the first that say something else, of somebody else where there is one.

    Passages of one wording fit equally well and are equally long: one stands for them all.
    """
    words = {_name_words(one) for one in taken}
    people = {one.response_id for one in taken}
    picked: list[Placement] = []
    for may_repeat in (False, True) if one_each else (True,):
        for one in ranked:
            is_heard = one.response_id in people and not may_repeat
            if len(picked) < most and not is_heard and _name_words(one) not in words:
                picked.append(one)
                words.add(_name_words(one))
                people.add(one.response_id)
    return tuple(picked)


def _name_words(one: Placement) -> tuple[float, int]:
    return _round(one.score), one.end - one.start


def _round(value: float) -> float:
    return round(value, SCORE_DECIMALS)
