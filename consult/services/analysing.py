"""Find patterns in what was said: read what may be analysed now, analyse it, keep what was found.

The three steps are apart so that no transaction is open while the analysis runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd
from sqlalchemy import func, select
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
from consult.queries.responses import RECEIVED, Wanted, select_responses
from consult.queries.viewer import SYSTEM
from consult.services.coding_so_far import find_decisions, get_codebook, read_codebook
from consult.services.gathering_questions import OPEN_KIND
from consult.services.key_keeping import AccountKeys
from consult.services.reading import read_answers
from consult.vocabulary import Bucket, Purpose, UseKind
from forms.definitions import Questionnaire as Definition
from forms.definitions import from_dict


@dataclass(frozen=True)
class Material:
    """What one run works on. `left_out` says why each other response is not in it; together they are all.

    marks: of the texts of each account, taken before they were read, so that a later answer changes them.
    """

    consultation_id: str
    items: pd.DataFrame = field(repr=False)
    answers: Mapping[str, AnswerText] = field(repr=False)
    respondent_ids: tuple[str, ...]
    left_out: Mapping[str, Bucket]
    codebook: Codebook = field(repr=False)
    decisions: pd.DataFrame = field(repr=False)
    ignore_wording: tuple[str, ...] = field(repr=False)
    marks: Mapping[str, str]


def gather_material(
    session: Session, consultation: Consultation, *, keys: AccountKeys | None, now: datetime
) -> Material:
    """Read every open answer that may be analysed at this moment; accounts only while unlocked.

    Raises: Conflict (C401) when nothing has been received.
    """
    definitions = _list_definitions(session, consultation.id)
    marks = find_heads_marks(session, select(Response.id).where(Response.consultation_id == consultation.id))
    reading = read_answers(
        session,
        SYSTEM,
        select_responses(SYSTEM, consultation.id, Wanted(states=RECEIVED)),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.ANALYSIS,
        subject_id=consultation.id,
        now=now,
        keys=keys,
        question_ids=_list_open_questions(definitions),
        for_consultation_id=consultation.id,
    )
    if not reading.respondents and not reading.left_out:
        raise Conflict("C401")
    return _make_material(session, consultation.id, reading, definitions, marks)


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
    definitions: list[Definition],
    marks: Mapping[str, str],
) -> Material:
    answers = {row.answer_id: row for row in reading.rows}
    codebook = get_codebook(session)
    return Material(
        consultation_id=consultation_id,
        items=items_frame(sorted(reading.rows, key=_place_by_content)),
        answers=answers,
        respondent_ids=tuple(one.response_id for one in reading.respondents),
        left_out=reading.left_out,
        codebook=read_codebook(codebook),
        decisions=find_decisions(session, answers),
        ignore_wording=_list_wording(definitions),
        marks=marks,
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
