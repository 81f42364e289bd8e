"""`consult draft --check`: count again, say what in the latest draft no longer holds and what is unread."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click
from sqlalchemy.orm import Session, sessionmaker

from analysis.errors import AnalysisError
from consult.cli.key_store import open_account_keys
from consult.cli.opening import get_now
from consult.cli.talking import count, describe_locked, make_teller, remark, say
from consult.errors import CodedError
from consult.jobs.rechecking import STEPS
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.queries.drafts import get_latest_draft
from consult.services.days import find_day
from consult.services.drafts.draft_record import Record
from consult.services.drafts.editing import find_standings
from consult.services.drafts.gathering import gather_again
from consult.services.drafts.rechecking import keep_check
from consult.services.drafts.recounting import recount
from consult.services.evidence.broken import Broken
from consult.services.evidence.settling import find_evidence
from consult.services.handing_out.held_ahead import HeldAhead, list_held
from consult.services.process.telling_unread import tell_sampled, tell_unread

BROKEN = 1


def check_draft(sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str) -> None:
    """Count again, keep how the numbers stand, and say each thing that no longer holds in one line.

    Returns that have to be read in full and were not are one more line: they hold no file back.
    Raises: NotFound (C501 no draft), Conflict (C502), CodedError (C602), Exit (1 where something fails).
    """
    report = make_teller()
    report(STEPS[0], 0, len(STEPS))
    with open_account_keys(settings) as keys, sessions.begin() as session:
        draft, now = get_latest_draft(session, consultation_id), get_now()
        consultation = session.get_one(Consultation, consultation_id)
        record = gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=keys, now=now)
    report(STEPS[1], 1, len(STEPS))
    number, lines = _keep(sessions, record)
    for line in lines:
        say(line)
    remark(describe_locked(record.locked))
    if lines:
        raise click.exceptions.Exit(BROKEN)
    say(f"Everything in draft {number} holds, or was let stand by a named person.")


def list_open(session: Session, draft: Draft, today: date) -> list[str]:
    """A line for each thing that has to be settled before anything leaves the draft."""
    found = find_evidence(session, draft, find_standings(session, draft), today=today)
    return [_say(one) for one in found.open]


def _keep(sessions: sessionmaker[Session], record: Record) -> tuple[int, list[str]]:
    try:
        counted = recount(record)
    except AnalysisError as error:
        raise CodedError("C602", reason=str(error)) from error
    with sessions.begin() as session:
        draft, now = session.get_one(Draft, record.draft_id), get_now()
        keep_check(session, draft, record, counted, now=now)
        return draft.number, _list_failing(session, draft, find_day(now))


def _list_failing(session: Session, draft: Draft, today: date) -> list[str]:
    """A line for each thing that fails; what is let stand, held, or drawn by a rule, is remarked."""
    standings = find_standings(session, draft)
    found = find_evidence(session, draft, standings, today=today)
    remark(map(_say_held, list_held(session, draft, standings)))
    let_stand, id = len(found.let_stand), draft.consultation_id
    remark([f"{count(let_stand, 'thing')} let stand by a named person"] if let_stand else [])
    remark(tell_sampled(session, id, today=today))
    return [*(_say(one) for one in found.open), *tell_unread(session, id, today=today)]


def _say_held(held: HeldAhead) -> str:
    """What files and the next version say in the place of a number that moved by few."""
    return (
        f"{held.section_title}: “{held.text}” is printed as “{held.instead}”, because of an earlier version"
    )


def _say(broken: Broken) -> str:
    """One line, whatever was typed into it."""
    return " ".join(f"{broken} – {broken.what_to_do}".split())
