"""Follow tags across consultations, half-year by half-year and place by place, small numbers protected.

Each half-year is one table: tags by sub-region, the whole region last. Who may be counted is asked now, for
work that belongs to no one consultation. No words are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.tables.comparing import LEAST_GROUP
from analysis.tables.trends import WHOLE, Change, find_changes
from analysis.tables.units import RESPONSES
from consult.errors import Conflict
from consult.queries.trends import find_consultations, list_analysed_consultations, select_of_all
from consult.queries.viewer import Viewer
from consult.services.counting.contrasting import KINDS
from consult.services.counting.table_groups import NOWHERE
from consult.services.permissions.consenting import ACROSS
from consult.services.permissions.reading import read_answers
from consult.services.region.setting_up import find_least_silent, find_small_number
from consult.services.returns.sent_numbers import NO_AREA
from consult.services.trends.asked_trends import AskedTrend, name_trend
from consult.services.trends.half_year_tables import HalfTable, Maker, make_point
from consult.services.trends.splitting_half_years import split_by_half_year
from consult.services.trends.trend_material import Material, gather_material
from consult.vocabulary import Purpose, UseKind


@dataclass(frozen=True)
class Trend:
    """halves: in their order, without a gap. labels and places: by key, in the order to show.

    unusable, silent, undated: responses in no count; with those counted they are all that were received.
    """

    asked: AskedTrend
    title: str
    halves: tuple[HalfTable, ...]
    labels: Mapping[str, str]
    places: Mapping[str, str]
    names: Mapping[str, str]
    changes: tuple[Change, ...]
    threshold: int
    least_silent: int
    unusable: int
    silent: int
    undated: int
    is_fictional: bool


def follow_trends(session: Session, viewer: Viewer, asked: AskedTrend, *, now: datetime) -> Trend:
    """Count and protect each half-year, and compare each with the one before it.

    Raises: Conflict (C405 before the first run of any consultation).
    """
    sources = list_analysed_consultations(session)
    if not sources:
        raise Conflict("C405")
    wanted = select_of_all(viewer, sources, KINDS[asked.who])
    reading = read_answers(
        session,
        viewer,
        wanted,
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.TABLE,
        subject_id=ACROSS,
        now=now,
        question_ids=[],
        for_consultation_id=ACROSS,
    )
    given_to = find_consultations(session, viewer, wanted)
    material = gather_material(session, viewer, sources, reading, given_to, rows=asked.rows)
    limits = find_small_number(session), find_least_silent(session)
    maker = Maker(session, viewer, asked, reading, material, given_to, *limits)
    split = split_by_half_year(reading, material)
    halves = tuple(maker.make(half, placed) for half, placed in split.items())
    places = sorted({place for placed in split.values() for place in placed.values()} - {NOWHERE})
    counted = sum(len(one.respondents) for one in halves)
    spoke = set(material.answers.values())
    return Trend(
        asked=asked,
        title=name_trend(asked),
        halves=halves,
        labels=material.labels,
        places={WHOLE: "The whole region"} | {key: key for key in places},
        names={one.consultation.id: one.consultation.slug for one in sources},
        changes=_compare(halves, material, places, maker.threshold, asked),
        threshold=maker.threshold,
        least_silent=maker.least_silent,
        unusable=len(reading.left_out),
        silent=len(reading.respondents) - len(spoke),
        undated=len(spoke) - counted,
        is_fictional=sources[0].consultation.is_fictional,
    )


def name_place(key: str) -> str:
    """What a place is called."""
    return NO_AREA if key == NOWHERE else key


def _compare(
    halves: Sequence[HalfTable],
    material: Material,
    places: Sequence[str],
    threshold: int,
    asked: AskedTrend,
) -> tuple[Change, ...]:
    """Only responses are compared: people and passages are not each counted once."""
    if asked.unit != RESPONSES:
        return ()
    points = [make_point(one) for one in halves]
    least = max(LEAST_GROUP, threshold)
    return tuple(find_changes(points, list(material.labels), [WHOLE, *places], least_group=least))
