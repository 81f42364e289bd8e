"""The demonstration's earlier response, from its draft to the government's reply."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.cli.building import build_here
from consult.cli.opening import get_now, get_today
from consult.cli.talking import count, tell
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.models.versions import DraftVersion
from consult.queries.versions import get_version
from consult.services.sample.sampling import make_mover
from consult.services.sample.sampling_agreement import ask_partners, freeze_draft, sign_version
from consult.services.sample.sampling_response import Course, account_for, read_course, write_into_draft
from consult.services.sample.sampling_sending import keep_replies, open_page, send_version

FIRST = 1
"""The number of the version that is made."""


def finish_earlier(
    sessions: sessionmaker[Session], settings: Mapping[str, Any], consultation_id: str
) -> None:
    """Draft it, agree it, have it signed off and sent, and publish what became of it."""
    with sessions.begin() as session:
        course = _read(session, consultation_id)
        as_of = course.move(course.table["draft_as_of"])
        _account(session, course)
    build_here(sessions, settings, consultation_id, as_of=as_of)
    with sessions.begin() as session:
        _agree(session, _read(session, consultation_id))
    with sessions.begin() as session:
        _send(session, _read(session, consultation_id))


def _read(session: Session, consultation_id: str) -> Course:
    return read_course(session, session.get_one(Consultation, consultation_id), make_mover(get_today()))


def _account(session: Session, course: Course) -> None:
    wanted = select(Response).where(Response.consultation_id == course.consultation.id)
    returns = list(session.scalars(wanted.order_by(Response.external_id)))
    read = account_for(session, course, returns, now=course.at(course.table["draft_as_of"]))
    tell(f"{course.author.name} read {count(read, 'return')} in full")


def _agree(session: Session, course: Course) -> None:
    write_into_draft(session, course, now=get_now())
    version = freeze_draft(session, course)
    tell(f"Made version {version.number} of the draft, with what the manager wrote into it")
    given = ask_partners(session, course, version)
    asked = len(course.table["circulated"]["organisations"])
    tell(f"Asked {asked} partners: {count(given, 'position')} given, one dissents, one did not reply")
    signed = sign_version(session, course, version)
    tell(f"{signed.forum_name} signed it off: {signed.counted} that count were there, quorum {signed.quorum}")


def _send(session: Session, course: Course) -> None:
    version = _get(session, course)
    sent = send_version(session, course, version)
    tell(f"Recorded that it was sent to {count(len(sent.recipients), 'recipient')}, with the receipt")
    asks = keep_replies(session, course, version)
    tell(f"Kept what the government replied to each of {asks} asks")
    quoted = open_page(session, course, version)
    tell(f"Opened the page “We asked, you said, we did” with {count(quoted, 'quotation')}")


def _get(session: Session, course: Course) -> DraftVersion:
    return get_version(session, course.consultation.id, FIRST)
