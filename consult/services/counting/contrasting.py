"""Count themes and tags by sector, area, kind, answer or time, protected beside what was published before.

Who may be counted is asked at this moment, as for every use. Nobody's words are read, but for the answers to
a closed question. What is counted is what the latest run looked at.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from analysis.tables.leftover import NONE
from analysis.tables.sheets import Layer, Sheet, make_sheet
from analysis.tables.since import Published
from analysis.tables.units import PEOPLE, Raised, count_units, weigh_units
from consult.errors import Conflict
from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.models.readings import Reading
from consult.queries.campaigns import find_counted, find_own
from consult.queries.responses import Wanted, select_responses
from consult.queries.runs import find_latest_run
from consult.queries.tables import Analysed, find_people, list_analysed, list_segments
from consult.queries.viewer import Viewer
from consult.services.counting.asked_tables import GAPS, AskedTable, name_table
from consult.services.counting.choice_groups import group
from consult.services.counting.gathering_questions import find_all_numbers, list_asked_questions
from consult.services.counting.table_channels import (
    Columns,
    leave_out,
    leave_out_of,
    list_beside_apart,
    match_columns,
    protect_apart,
    tell_channels,
)
from consult.services.counting.table_groups import Grouping
from consult.services.drafts.counting_passages import is_leftover_told
from consult.services.drafts.gathering_results import find_results
from consult.services.handing_out.handed_out_before import list_counted_in_people
from consult.services.handing_out.release_scopes import Scope
from consult.services.handing_out.table_releases import list_apart, list_earlier
from consult.services.permissions.reading import read_answers
from consult.services.region.setting_up import find_least_silent, find_small_number
from consult.services.trends.pairing_gaps import pair_gaps
from consult.told import Told
from consult.vocabulary import Purpose, ResponseKind, UseKind

IN_NO_THEME = "In no theme"
"""The row of passages in no theme, and of whoever said one; they may have raised themes too."""
KINDS = {"both": None, "returns": ResponseKind.RETURN, "experiences": ResponseKind.ACCOUNT}


@dataclass(frozen=True)
class LeftOut:
    """Responses that are in no count of a table; with those counted they add up to all that were received.

    unusable: permission does not cover it, or it was set aside, withdrawn or locked. silent: nothing that
    the run looked at, in answer to what is asked.
    """

    unusable: int
    silent: int


@dataclass(frozen=True)
class Tabulated:
    """A table with the names of its rows, in order, and of its columns. respondents: who was counted.

    least_silent: how many who did not raise something are seen at least.
    told: how many of them are experiences. apart: the same table of which `own` leaves out the open form;
    None where nobody counted came by it. beside: the same in further units, where several were asked for.
    """

    asked: AskedTable
    title: str
    sheet: Sheet
    labels: Mapping[str, str]
    grouping: Grouping
    threshold: int
    least_silent: int
    run_number: int
    respondents: tuple[str, ...]
    left_out: LeftOut
    told: Told
    apart: Sheet | None
    beside: tuple["Tabulated", ...] = ()

    @property
    def blocks(self) -> "tuple[Tabulated, ...]":
        """The table in each unit that was asked for."""
        return (self, *self.beside)

    @property
    def without_open(self) -> Layer | None:
        """The counts without the open form, in the same columns; None where nobody came by it, or hidden."""
        if self.apart is None or self.apart.own is None:
            return None
        return match_columns(self.apart.own, self.apart.groups, self.sheet.groups)

    @property
    def columns(self) -> list[str]:
        """What each column is called."""
        return [self.grouping.name(part) for part in self.sheet.groups]

    @property
    def together(self) -> list[tuple[str, list[str]]]:
        """Columns that stand for several groups, with what these are called."""
        parts = [part for part in self.sheet.groups if len(part) > 1]
        return [(self.grouping.name(part), [self.grouping.names[key] for key in part]) for part in parts]


def tabulate(
    session: Session, viewer: Viewer, consultation: Consultation, asked: AskedTable, *, now: datetime
) -> Tabulated:
    """Count and protect a table. Raises: Conflict (C405 before the first run, C404 for no such question)."""
    run = find_latest_run(session, consultation.id)
    if run is None:
        raise Conflict("C405")
    reading = _read(session, viewer, consultation, asked, now)
    grouping = group(session, consultation, asked, reading)
    analysed = [one for one in list_analysed(session, viewer, run.id) if one.response_id in grouping.placed]
    labels, raised = _gather(session, viewer, run, asked, grouping, analysed)
    limits = find_small_number(session), find_least_silent(session)

    columns = Columns(asked.columns, tuple(grouping.names))
    scope = Scope(asked.who, asked.question)
    questions = list_asked_questions(session, consultation)
    numbers = find_all_numbers(questions, {one.question_id for one in analysed})
    known = list_earlier(session, consultation.id, asked.rows, scope, numbers)
    apart_before = list_apart(session, consultation.id, asked.rows, scope)
    before = list_counted_in_people(session, consultation.id, asked.rows, scope)
    is_told = NONE in labels and is_leftover_told(session, consultation.id)
    counted = tuple(sorted({respondent for respondent, _ in raised.answers.values()}))
    left = LeftOut(len(reading.left_out), len(reading.respondents) - len(counted))
    told, by_open = tell_channels(session, viewer, reading, counted)

    def count_in(unit: str) -> Tabulated:
        protect = partial(_protect, list(labels), unit, limits, before, is_told)
        sheet, apart = protect(raised, columns, known), None
        if by_open and sheet.published is not None:
            earlier = list_beside_apart([*known, sheet.published], apart_before)
            apart = protect_apart(leave_out(raised, by_open), columns, earlier, protect)
        about = (labels, grouping, *limits, run.number, counted, left, told)
        return Tabulated(asked, name_table(asked, questions), sheet, *about, apart)

    first, *others = map(count_in, asked.units)
    return replace(first, beside=tuple(others))


def _protect(
    labels: Sequence[str],
    unit: str,
    limits: tuple[int, int],
    before: Sequence[Collection[str]],
    is_told: bool,
    raised: Raised,
    by: Columns,
    earlier: Sequence[Published],
) -> Sheet:
    """Count in one unit, and hide; what is hidden in all of them follows from the number of respondents.

    limits: the least number that is seen of those who raised something, and of those who did not.
    before: whom each earlier table in people counted. is_told: a draft says how much is in no theme.
    """
    names, (threshold, least_silent) = (list(labels), list(by.groups)), limits
    units, largest = count_units(raised, *names), weigh_units(raised, *names)
    came = [leave_out_of(raised, some) for some in before if unit == PEOPLE]
    since = [(count_units(some, *names)[PEOPLE], weigh_units(some, *names)) for some in came]
    return make_sheet(
        units,
        unit,
        threshold,
        by.key,
        earlier=earlier,
        largest=largest,
        since=since,
        is_leftover_told=is_told,
        least_silent=least_silent,
    )


def _read(
    session: Session, viewer: Viewer, consultation: Consultation, asked: AskedTable, now: datetime
) -> Reading:
    """Ask who may be counted; the answers to the closed question that columns are made from come with it."""
    return read_answers(
        session,
        viewer,
        select_responses(viewer, consultation.id, Wanted(kind=KINDS[asked.who])),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.TABLE,
        subject_id=consultation.id,
        now=now,
        question_ids=[asked.closed_id] if asked.closed_id else [],
        for_consultation_id=consultation.id,
    )


def _gather(
    session: Session,
    viewer: Viewer,
    run: AnalysisRun,
    asked: AskedTable,
    grouping: Grouping,
    analysed: Sequence[Analysed],
) -> tuple[dict[str, str], Raised]:
    answers = {
        one.answer_id: (one.response_id, grouping.placed[one.response_id])
        for one in analysed
        if not asked.open_ids or one.question_id in asked.open_ids
    }
    labels, pairs = _list_labels(session, run, asked)
    passages, rest = list_segments(session, viewer, run.id), NONE if NONE in labels else ""
    return labels, Raised(
        answers,
        [(key, answer, label) for key, answer in passages for label in pairs.get(key) or (rest,)],
        find_people(session, viewer, run.consultation_id),
        find_counted(session, viewer, run.id).keys() & answers.keys(),
        find_own(session, viewer, run.id).keys(),
    )


def _list_labels(
    session: Session, run: AnalysisRun, asked: AskedTable
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """List what the rows are called, and the labels of each passage."""
    found = find_results(session, run)
    pairs: dict[str, list[str]] = {}
    if asked.rows == GAPS:
        return pair_gaps(found.tagged)
    if asked.rows == "theme":
        labels = {one.key: one.label for one in found.themes}
        labels |= {NONE: IN_NO_THEME} if labels else {}
        marks = [(one.segment_id, one.theme_key) for one in found.placed]
    else:
        tagged = [one for one in found.tagged if one.accepted or asked.rows == "tag"]
        labels = {one.code: one.label for one in sorted(tagged, key=lambda one: (one.label, one.code))}
        marks = [(one.segment_id, one.code) for one in tagged]
    for segment_id, label in marks:
        pairs.setdefault(segment_id, []).append(label)
    return labels, pairs
