"""Notice that the record has changed since something was counted from it, without counting it again.

A mark is a hash over what figures rest on: who sent what in which state, what was set aside, permissions,
the latest run, its themes as they stand, what people decided on tags and shared wording, what is asked,
published figures that are cited, the councils of the directory, and the threshold for small numbers. Nobody's
words are read for it.
"""

import hashlib
import json
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.coding import MACHINE, Code, Coding, Segment
from consult.models.consent import Consent
from consult.models.consultation import Consultation, GovernmentQuestion
from consult.models.handling import Handling
from consult.models.questionnaire import Questionnaire, QuestionnaireVersion
from consult.models.region import Organisation
from consult.models.response import Answer, Response
from consult.models.return_finds import ReturnFindDecision
from consult.queries.campaigns import select_decided
from consult.queries.responses import RECEIVED
from consult.queries.runs import find_latest_run
from consult.queries.told_elsewhere import draws_on, select_drawn_on
from consult.queries.viewer import SYSTEM
from consult.services.figures.citing_figures import mark_figures
from consult.services.permissions.waiting import find_waiting
from consult.services.region.council_tiers import SECTORS
from consult.services.region.setting_up import find_least_silent, find_small_number


def mark_record(session: Session, consultation_id: str, *, today: date) -> str:
    """Make the mark of a consultation's record as it is now; a permission that ended changes it too."""
    run = find_latest_run(session, consultation_id)
    digest = hashlib.sha256()
    _add(digest, [run.id if run else "", find_small_number(session)])
    if (least_silent := find_least_silent(session)) > 1:
        _add(digest, ["least silent", least_silent])
    consultation = session.get_one(Consultation, consultation_id)
    sent = _select_sent(consultation, today)
    for wanted in [*_select_rows(consultation_id, sent), _select_themes(run.id if run else "")]:
        for row in session.execute(wanted):
            _add(digest, list(row))
        _add(digest, [])
    for decided in session.execute(select_decided(consultation_id)):
        _add(digest, list(decided))
    for cited in mark_figures(session, consultation_id):
        _add(digest, cited)
    for mapped in session.execute(_select_mapped()):
        _add(digest, ["stands for", *mapped])
    for ended in session.execute(_select_ended(sent, today)):
        _add(digest, ["ended", *ended])
    for waiting in sorted(find_waiting(session, sent)):
        _add(digest, ["waiting", waiting])
    return digest.hexdigest()


def _add(digest: Any, values: list[Any]) -> None:
    digest.update(json.dumps(values).encode("ascii") + b"\n")


def _select_rows(consultation_id: str, sent: Select[str]) -> list[Any]:
    """Give the selections, each in an order that does not hang on the database."""
    return [
        _select_respondents(sent),
        select(Answer.id, Answer.head_revision_id).where(Answer.response_id.in_(sent)).order_by(Answer.id),
        select(Consent.response_id, Consent.purpose, Consent.version, Consent.granted)
        .where(Consent.response_id.in_(sent))
        .order_by(Consent.response_id, Consent.purpose, Consent.version),
        _select_decisions(sent),
        _select_kept_out(sent),
        select(Handling.response_id)
        .where(Handling.response_id.in_(sent), Handling.set_aside_on.is_not(None))
        .order_by(Handling.response_id),
        select(QuestionnaireVersion.id)
        .join(QuestionnaireVersion.questionnaire)
        .where(Questionnaire.consultation_id == consultation_id)
        .order_by(QuestionnaireVersion.id),
        select(GovernmentQuestion.id, GovernmentQuestion.number, GovernmentQuestion.text)
        .where(GovernmentQuestion.consultation_id == consultation_id)
        .order_by(GovernmentQuestion.id),
        _select_councils(),
    ]


def _select_sent(consultation: Consultation, today: date) -> Select[str]:
    """Select what figures are counted from: what was received, and what it draws on from elsewhere."""
    own = select(Response.id).where(Response.consultation_id == consultation.id, Response.state.in_(RECEIVED))
    if not draws_on(consultation):
        return own
    elsewhere = select_drawn_on(SYSTEM, consultation, today=today)
    return select(Response.id).where(or_(Response.id.in_(own), Response.id.in_(elsewhere)))


def _select_ended(sent: Select[str], today: date) -> Any:
    """Permissions whose last day has passed: nobody changed anything, and yet they hold no more."""
    ended = select(Consent.response_id, Consent.purpose, Consent.version)
    past = ended.where(Consent.response_id.in_(sent), Consent.any_until_on < today)
    return past.order_by(Consent.response_id, Consent.purpose, Consent.version)


def _select_respondents(sent: Select[str]) -> Any:
    who = (Response.id, Response.version, Response.state, Response.sector, Response.sub_region_id)
    more = (Response.dissents, Response.organisation_name, Response.organisation_id, Organisation.name)
    named = select(*who, *more).outerjoin(Response.organisation)
    return named.where(Response.id.in_(sent)).order_by(Response.id)


def _select_councils() -> Any:
    """What says whose number has whose in it."""
    what = (Organisation.id, Organisation.name, Organisation.sector, Organisation.council_code)
    wanted = select(*what, Organisation.sub_region_id).where(Organisation.sector.in_(SECTORS))
    return wanted.order_by(Organisation.id)


def _select_mapped() -> Any:
    """What tags stand for; their names are read in sentences."""
    wanted = select(Code.key, Code.characteristic).where(Code.characteristic.is_not(None))
    return wanted.order_by(Code.key)


def _select_decisions(sent: Select[str]) -> Any:
    """What people decided about tags; the machine's suggestions change with the run only."""
    return (
        select(Coding.segment_id, Coding.code_id, Coding.author, Coding.state)
        .join(Segment, Segment.id == Coding.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .where(Answer.response_id.in_(sent), Coding.author != MACHINE)
        .order_by(Coding.segment_id, Coding.code_id, Coding.author)
    )


def _select_kept_out(sent: Select[str]) -> Any:
    """What people decided about personal data found in returns."""
    place = (ReturnFindDecision.answer_id, ReturnFindDecision.start, ReturnFindDecision.end)
    return (
        select(*place, ReturnFindDecision.may_stand)
        .join(Answer, Answer.id == ReturnFindDecision.answer_id)
        .where(Answer.response_id.in_(sent))
        .order_by(*place, ReturnFindDecision.id)
    )


def _select_themes(run_id: str) -> Any:
    """The themes that stand with their names, and the passages of those that people decided about."""
    return (
        select(Theme.key, Theme.label, ThemePlacement.segment_id)
        .join(Theme.run)
        .outerjoin(ThemePlacement, and_(ThemePlacement.theme_id == Theme.id, Theme.is_decided))
        .where(Theme.run_id == run_id, Theme.is_decided == AnalysisRun.is_decided)
        .order_by(Theme.key, ThemePlacement.segment_id)
    )
