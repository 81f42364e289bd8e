"""Find patterns in what was said: read what may be analysed now, analyse it, keep what was found.

The three steps are apart so that no transaction is open while the analysis runs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from analysis.codebook import Codebook
from analysis.models import Models
from analysis.pipeline import analyse
from analysis.progress import Progress, ShouldStop
from analysis.results import Analysis
from analysis.settings import Settings
from analysis.store import Store
from consult.errors import Conflict
from consult.frames import items_frame
from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.models.readings import AnswerText, Reading
from consult.models.response import Response
from consult.queries.checked import find_heads_marks
from consult.queries.responses import RECEIVED, Wanted, select_responses, select_these
from consult.queries.told_elsewhere import select_drawn_on
from consult.queries.viewer import SYSTEM
from consult.services.analyses.settling_languages import find_settled
from consult.services.counting.gathering_questions import OPEN_KIND
from consult.services.days import find_day
from consult.services.identifiers.blanking import blank_out
from consult.services.identifiers.redacting import Kept, find_redactions, find_seals
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.tags.coding_so_far import find_decisions, get_codebook, read_codebook
from consult.vocabulary import Bucket, Purpose, UseKind
from forms.definitions import Questionnaire as Definition
from forms.definitions import from_dict


@dataclass(frozen=True)
class Material:
    """What one run works on. `left_out` says why each other response is not in it; together they are all.

    items have blanks where people took something out of an account; answers are as given.
    marks: of the texts of each account, taken before they were read, so that a later answer changes them.
    seals: of what was taken out of each, likewise.
    elsewhere_ids: accounts told elsewhere that this run draws on.
    """

    consultation_id: str
    items: pd.DataFrame = field(repr=False)
    answers: Mapping[str, AnswerText] = field(repr=False)
    respondent_ids: tuple[str, ...]
    left_out: Mapping[str, Bucket]
    codebook: Codebook = field(repr=False)
    decisions: pd.DataFrame = field(repr=False)
    ignore_wording: tuple[str, ...] = field(repr=False)
    marks: Mapping[str, str] = field(default_factory=dict)
    elsewhere_ids: frozenset[str] = frozenset()
    seals: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def gather_material(
    session: Session, consultation: Consultation, *, keys: AccountKeys | None, now: datetime
) -> Material:
    """Read every open answer that may be analysed at this moment; accounts only while unlocked.

    Raises: Conflict (C401) when nothing has been received.
    """
    own = select(Response.id).where(Response.consultation_id == consultation.id)
    elsewhere = select_drawn_on(SYSTEM, consultation, today=find_day(now))
    both = select(Response.id).where(or_(Response.id.in_(own), Response.id.in_(elsewhere)))
    marks, seals = find_heads_marks(session, both), find_seals(session, both)
    decided = find_redactions(session, both, keys)
    received = select_responses(SYSTEM, consultation.id, Wanted(states=RECEIVED))
    asked = {consultation.id: received} | _select_by_home(session, elsewhere)
    definitions = {home_id: _list_definitions(session, home_id) for home_id in asked}
    readings = [
        _read(session, consultation.id, wanted, _list_open_questions(definitions[home_id]), keys, now)
        for home_id, wanted in asked.items()
    ]
    reading = _join(readings)
    if not reading.respondents and not reading.left_out:
        raise Conflict("C401")
    told = frozenset(id for one in readings[1:] for id in _list_ids(one))
    wording = [one for own_forms in definitions.values() for one in own_forms]
    material = _make_material(session, consultation.id, reading, decided, wording)
    return replace(material, marks=marks, seals=seals, elsewhere_ids=told)


def _select_by_home(session: Session, elsewhere: Select[str]) -> dict[str, Select[Response]]:
    """What was told elsewhere by the consultation it was told to, whose form says which answers are open."""
    homes: dict[str, list[str]] = defaultdict(list)
    for home_id, id in session.execute(elsewhere.with_only_columns(Response.consultation_id, Response.id)):
        homes[home_id].append(id)
    return {home_id: select_these(SYSTEM, homes[home_id]) for home_id in sorted(homes)}


def _read(
    session: Session,
    consultation_id: str,
    wanted: Select[Response],
    question_ids: Collection[str],
    keys: AccountKeys | None,
    now: datetime,
) -> Reading:
    return read_answers(
        session,
        SYSTEM,
        wanted,
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.ANALYSIS,
        subject_id=consultation_id,
        now=now,
        keys=keys,
        question_ids=question_ids,
        for_consultation_id=consultation_id,
    )


def _join(readings: Sequence[Reading]) -> Reading:
    return Reading(
        tuple(row for one in readings for row in one.rows),
        tuple(respondent for one in readings for respondent in one.respondents),
        {id: bucket for one in readings for id, bucket in one.left_out.items()},
    )


def _list_ids(reading: Reading) -> Iterator[str]:
    yield from (one.response_id for one in reading.respondents)
    yield from reading.left_out


def find_patterns(
    material: Material,
    *,
    models: Models,
    settings: Settings,
    store: Store,
    progress: Progress,
    should_stop: ShouldStop,
) -> Analysis:
    """Analyse the material; needs no database. store: of what was derived from returns before.

    Raises: AnalysisError, with A027 when asked to stop.
    """
    return analyse(
        material.items,
        material.codebook,
        settings,
        models=models,
        decisions=material.decisions,
        ignore_wording=material.ignore_wording,
        store=store,
        progress=progress,
        should_stop=should_stop,
    )


def start_run(session: Session, consultation_id: str, *, as_of_on: date, now: datetime) -> AnalysisRun:
    """Add the next run of a consultation."""
    lock_name(session, f"run:{consultation_id}")
    wanted = select(func.max(AnalysisRun.number)).where(AnalysisRun.consultation_id == consultation_id)
    number = (session.scalar(wanted) or 0) + 1
    run = AnalysisRun(consultation_id=consultation_id, number=number, as_of_on=as_of_on, started_at=now)
    session.add(run)
    session.flush()
    return run


def _make_material(
    session: Session,
    consultation_id: str,
    reading: Reading,
    decided: Mapping[str, Kept],
    definitions: list[Definition],
) -> Material:
    answers = {row.answer_id: row for row in reading.rows}
    rows = sorted(blank_out(reading.rows, decided), key=_place_by_content)
    codebook = get_codebook(session)
    return Material(
        consultation_id=consultation_id,
        items=items_frame(rows, find_settled(session, reading.rows)),
        answers=answers,
        respondent_ids=tuple(one.response_id for one in reading.respondents),
        left_out=reading.left_out,
        codebook=read_codebook(codebook),
        decisions=find_decisions(session, answers),
        ignore_wording=_list_wording(definitions),
    )


def _place_by_content(row: AnswerText) -> tuple[str, ...]:
    """Order by what was said: ids are drawn at random, and two installations must find the same themes."""
    return row.question_id, row.text, row.language, row.respondent.sector or "", row.answer_id


def _list_definitions(session: Session, consultation_id: str) -> list[Definition]:
    wanted = (
        select(QuestionnaireVersion.definition)
        .join(QuestionnaireVersion.questionnaire)
        .where(Questionnaire.consultation_id == consultation_id)
        .order_by(Questionnaire.purpose, QuestionnaireVersion.number)
    )
    return [from_dict(definition) for definition in session.scalars(wanted)]


def _list_open_questions(definitions: list[Definition]) -> set[str]:
    return {question.id for one in definitions for question in one.questions() if question.kind == OPEN_KIND}


def _list_wording(definitions: list[Definition]) -> tuple[str, ...]:
    """The form's own words, which many answers repeat without being a campaign."""
    texts = {text for one in definitions for question in one.questions() for text in question.label.values()}
    return tuple(sorted(texts))
