"""Gather what a draft is made from, in one transaction: returns, experiences, what the analysis found."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import AnalysisRun, AnsweredItem, ResponseBucket, Theme, ThemePlacement
from consult.models.base import new_id
from consult.models.coding import Segment
from consult.models.consultation import Consultation
from consult.models.readings import Reading
from consult.models.region import Partnership
from consult.models.response import Answer, Response
from consult.queries.responses import RECEIVED, Wanted, count_by_sector, select_responses
from consult.queries.runs import find_latest_run
from consult.queries.viewer import SYSTEM
from consult.sealing.agent_client import Unwrapper
from consult.services.attributing import load_attributor
from consult.services.draft_record import FoundTheme, Placed, Record
from consult.services.gathering_questions import list_asked_questions
from consult.services.gathering_tags import list_tagged
from consult.services.reading import read_answers
from consult.vocabulary import Bucket, Purpose, ResponseKind, UseKind

FEWEST_SMALL_NUMBER = 3
"""Below this a hidden count could only be 1."""
USUAL_SMALL_NUMBER = 5
OF_THE_RUN = (Bucket.NOT_PERMITTED, Bucket.WITHDRAWN)


def gather_record(
    session: Session, consultation: Consultation, *, as_of: date | None, keys: Unwrapper | None, now: datetime
) -> Record:
    """Read what may be used at this moment; accounts' words only while unlocked.

    as_of: the date that the document carries; by default that of the analysis.
    Raises: Conflict (C502) where nothing was analysed yet.
    """
    run = find_latest_run(session, consultation.id)
    if run is None:
        raise Conflict("C502")
    region = session.scalars(select(Partnership)).first()
    small_number = find_small_number(region)
    draft_id, dated = new_id(), as_of or run.as_of_on
    returns = _read(session, consultation.id, ResponseKind.RETURN, draft_id, keys, now)
    accounts = _read(session, consultation.id, ResponseKind.ACCOUNT, draft_id, keys, now)
    items = _find_items(session, run.id)
    received = Wanted(kind=ResponseKind.RETURN, states=RECEIVED)
    return Record(
        draft_id=draft_id,
        consultation_id=consultation.id,
        title=_find_title(consultation),
        publisher=consultation.consulting_body,
        partnership=region.name if region else "",
        closes_on=consultation.closes_on,
        run_id=run.id,
        analysed_on=run.as_of_on,
        as_of=dated,
        small_number=small_number,
        manifest=run.manifest,
        questions=list_asked_questions(session, consultation),
        returns=returns,
        accounts=accounts,
        received_by=tuple(count_by_sector(session, SYSTEM, consultation.id, received)),
        states=_find_states(session, run.id, (returns, accounts)),
        account_ids=frozenset(_list_ids(accounts)),
        themes=_list_themes(run),
        placed=_list_placed(session, run.id),
        analysed=frozenset(items),
        campaigns={answer_id: key for answer_id, key in items.items() if key},
        tagged=list_tagged(session, run.id),
        dissenting=_find_dissenting(session, consultation.id),
        attributor=load_attributor(session, consultation.id, small_number),
        late=_count_late((returns, accounts), dated),
    )


def find_small_number(region: Partnership | None) -> int:
    """The least count that is shown: the region's own, and the usual one until there is a region."""
    return max(FEWEST_SMALL_NUMBER, region.small_number if region else USUAL_SMALL_NUMBER)


def _read(
    session: Session,
    consultation_id: str,
    kind: ResponseKind,
    draft_id: str,
    keys: Unwrapper | None,
    now: datetime,
) -> Reading:
    return read_answers(
        session,
        SYSTEM,
        select_responses(SYSTEM, consultation_id, Wanted(kind=kind, states=RECEIVED)),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.DRAFT,
        subject_id=draft_id,
        now=now,
        keys=keys,
    )


def _find_title(consultation: Consultation) -> str:
    titles = consultation.title
    return str(titles.get("en") or next((titles[tag] for tag in sorted(titles)), consultation.slug))


def _list_ids(reading: Reading) -> list[str]:
    return [*(one.response_id for one in reading.respondents), *reading.left_out]


def _find_states(session: Session, run_id: str, readings: tuple[Reading, Reading]) -> dict[str, Bucket]:
    """Where each response stands: as the run left it, unless permission has changed since."""
    rows = session.execute(
        select(ResponseBucket.response_id, ResponseBucket.bucket).where(ResponseBucket.run_id == run_id)
    )
    of_run: dict[str, Bucket] = {row[0]: row[1] for row in rows}
    states = {}
    for reading in readings:
        for response_id in _list_ids(reading):
            refused = reading.left_out.get(response_id)
            states[response_id] = _choose_state(of_run.get(response_id), refused)
    return states


def _choose_state(of_run: Bucket | None, refused: Bucket | None) -> Bucket:
    if refused is not None and refused is not Bucket.LOCKED:
        return refused
    if of_run is None or of_run in OF_THE_RUN:
        return refused or Bucket.NOT_ANALYSED
    return of_run


def _list_themes(run: AnalysisRun) -> tuple[FoundTheme, ...]:
    return tuple(_describe_theme(theme) for theme in run.themes)


def _describe_theme(theme: Theme) -> FoundTheme:
    label = " ".join(theme.label.split())
    return FoundTheme(theme.key, label, tuple(map(str, theme.key_phrases)), theme.stability)


def _list_placed(session: Session, run_id: str) -> tuple[Placed, ...]:
    columns = (Theme.key, Segment.id, Answer.id, Answer.response_id, Answer.question_id, Segment.revision_id)
    wanted = (
        select(*columns, Segment.start, Segment.end, ThemePlacement.score, ThemePlacement.rank)
        .join(ThemePlacement, ThemePlacement.theme_id == Theme.id)
        .join(Segment, Segment.id == ThemePlacement.segment_id)
        .join(Answer, Answer.id == Segment.answer_id)
        .where(Theme.run_id == run_id)
        .order_by(Theme.key, ThemePlacement.score.desc(), Segment.id)
    )
    return tuple(Placed(*tuple(row)) for row in session.execute(wanted))


def _find_items(session: Session, run_id: str) -> dict[str, str]:
    """Every written answer that the run looked at, with its campaign or nothing."""
    wanted = select(AnsweredItem.answer_id, AnsweredItem.campaign_key).where(AnsweredItem.run_id == run_id)
    return {row[0]: row[1] for row in session.execute(wanted)}


def _find_dissenting(session: Session, consultation_id: str) -> frozenset[str]:
    wanted = select(Response.id).where(
        Response.consultation_id == consultation_id, Response.dissents.is_(True)
    )
    return frozenset(session.scalars(wanted))


def _count_late(readings: tuple[Reading, Reading], as_of: date) -> int:
    """How many came in after the date that the document carries."""
    dates = [one.received_on for reading in readings for one in reading.respondents]
    return sum(1 for day in dates if day is not None and day > as_of)
