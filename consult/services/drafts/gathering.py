"""Gather what a draft is made from, in one transaction: returns, experiences, what the analysis found."""

from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from analysis.drafting.material import Consultation as About
from consult.errors import Conflict
from consult.models.analysis import ResponseBucket
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.readings import Reading
from consult.models.response import Response
from consult.queries.experiences import find_channels
from consult.queries.responses import RECEIVED, Wanted, count_by_sector, select_responses
from consult.queries.runs import find_latest_run
from consult.queries.told_elsewhere import select_used
from consult.queries.viewer import SYSTEM
from consult.services.agreement.positions_for_drafts import find_positions
from consult.services.counting.gathering_questions import list_asked_questions
from consult.services.days import find_day
from consult.services.drafts.counting_passages import count_by_response, is_leftover_held_back, read_finds
from consult.services.drafts.draft_record import Record
from consult.services.drafts.draft_uses import note_locked
from consult.services.drafts.gathering_results import find_results
from consult.services.drafts.noticing import mark_record
from consult.services.experiences.judging_quotations import list_refused
from consult.services.figures.citing_figures import list_facts
from consult.services.figures.finding_figures import list_councils
from consult.services.handing_out.handed_out_before import find_handed_out
from consult.services.identifiers.finding_in_returns import read_decisions
from consult.services.identifiers.redacting import find_checked_redactions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.quotations.attributing import load_attributor
from consult.services.region.hidden_numbers import find_rules
from consult.services.region.setting_up import find_partnership
from consult.services.returns.sent_numbers import describe_council, find_bodies
from consult.services.tags.mapping_characteristics import find_characteristics
from consult.vocabulary import Bucket, Purpose, ResponseKind, UseKind

RETURNS = Wanted(kind=ResponseKind.RETURN, states=RECEIVED)
ACCOUNTS = Wanted(kind=ResponseKind.ACCOUNT, states=RECEIVED)
OF_THE_RUN = (Bucket.NOT_PERMITTED, Bucket.WITHDRAWN, Bucket.SET_ASIDE)


def gather_record(
    session: Session,
    consultation: Consultation,
    *,
    as_of: date | None,
    keys: AccountKeys | None,
    now: datetime,
) -> Record:
    """Read what may be used at this moment, for a new draft; accounts' words only while unlocked.

    as_of: the date that the document carries; by default that of the analysis.
    Raises: Conflict (C502) where nothing was analysed yet.
    """
    return gather_again(session, consultation, new_id(), as_of=as_of, keys=keys, now=now)


def gather_again(
    session: Session,
    consultation: Consultation,
    draft_id: str,
    *,
    as_of: date | None,
    keys: AccountKeys | None,
    now: datetime,
) -> Record:
    """Read the record for a draft that there is already. Raises: as gather_record."""
    today = find_day(now)
    # first: what changes while we read must not look counted
    mark = mark_record(session, consultation.id, today=today)
    run = find_latest_run(session, consultation.id)
    if run is None:
        raise Conflict("C502")
    returns, accounts = _read_both(session, consultation, draft_id, keys, now)
    note_locked(session, draft_id, accounts, now=now)
    rules, found = find_rules(session), find_results(session, run)
    asked = list_asked_questions(session, consultation)
    return Record(
        draft_id=draft_id,
        consultation_id=consultation.id,
        mark=mark,
        about=_describe(session, consultation, as_of or run.as_of_on),
        rules=rules,
        found=found,
        questions=asked,
        returns=returns,
        accounts=accounts,
        received_by=tuple(count_by_sector(session, SYSTEM, consultation.id, RETURNS)),
        states=_find_states(session, run.id, (returns, accounts)),
        account_ids=frozenset(_list_ids(accounts)),
        elsewhere_ids=_find_elsewhere(session, consultation.id, accounts),
        dissenting=_find_dissenting(session, consultation.id),
        attributor=load_attributor(session, consultation.id, rules.small_number),
        refused=list_refused(session, _list_ids(accounts)),
        checked=find_checked_redactions(session, [one.response_id for one in accounts.respondents], keys),
        settled=read_decisions(session, [one.response_id for one in returns.respondents]),
        facts=list_facts(session, consultation.id),
        bodies=find_bodies(session, select_responses(SYSTEM, consultation.id, RETURNS)),
        councils=tuple(map(describe_council, list_councils(session))),
        handed_out=find_handed_out(session, consultation.id, asked),
        passages=count_by_response(session, found),
        finds=read_finds(session, [one.response_id for one in returns.respondents]),
        holds_leftover_back=is_leftover_held_back(session, consultation.id),
        characteristics=find_characteristics(session),
        positions=find_positions(session, consultation.id),
        **find_channels(session, SYSTEM, _list_ids(accounts)),
    )


def _describe(session: Session, consultation: Consultation, as_of: date) -> About:
    partnership = find_partnership(session)
    return About(
        _find_title(consultation),
        consultation.consulting_body,
        partnership.name if partnership else "",
        as_of,
        consultation.closes_on,
    )


def _select_both(consultation: Consultation, today: date) -> tuple[Select[Response], Select[Response]]:
    """Select the returns, and the experiences with those told elsewhere that may be used today."""
    returns = select_responses(SYSTEM, consultation.id, RETURNS)
    return returns, select_used(SYSTEM, consultation, ACCOUNTS, today=today)


def _read_both(
    session: Session, consultation: Consultation, draft_id: str, keys: AccountKeys | None, now: datetime
) -> tuple[Reading, Reading]:
    returns, accounts = _select_both(consultation, find_day(now))
    id, about = consultation.id, (draft_id, keys, now)
    return _read(session, id, returns, *about), _read(session, id, accounts, *about)


def _find_elsewhere(session: Session, consultation_id: str, accounts: Reading) -> frozenset[str]:
    wanted = select_responses(SYSTEM, consultation_id, ACCOUNTS).with_only_columns(Response.id)
    return frozenset(_list_ids(accounts)) - frozenset(session.scalars(wanted))


def _read(
    session: Session,
    consultation_id: str,
    wanted: Select[Response],
    draft_id: str,
    keys: AccountKeys | None,
    now: datetime,
) -> Reading:
    return read_answers(
        session,
        SYSTEM,
        wanted,
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.DRAFT,
        subject_id=draft_id,
        now=now,
        keys=keys,
        for_consultation_id=consultation_id,
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


def _find_dissenting(session: Session, consultation_id: str) -> frozenset[str]:
    wanted = select(Response.id).where(
        Response.consultation_id == consultation_id, Response.dissents.is_(True)
    )
    return frozenset(session.scalars(wanted))
