"""Fictional partners say what they think of the earlier consultation's response, and a board signs it off."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.models.agreement_kinds import Authority, SignOffOutcome, SignOffWay, Stance, Vote
from consult.models.base import new_id
from consult.models.circulating import Circulated
from consult.models.draft_kinds import AttachedKind
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.queries.drafts import get_latest_draft
from consult.services.agreement.circulating import circulate
from consult.services.agreement.given_positions import GivenPosition
from consult.services.agreement.giving_positions import give_position, say_listed
from consult.services.consultations.attaching import attach
from consult.services.drafts.documenting import Showing
from consult.services.region.directing import get_organisation
from consult.services.sample.sampling_response import Course
from consult.services.signing.deciding import Decision
from consult.services.signing.forum_terms import get_forum
from consult.services.signing.signing_off import sign_off
from consult.services.versions.freezing import make_version
from consult.services.versions.section_digests import find_section_digests
from consult.vocabulary import UseKind

VOTES = (Vote.FOR, Vote.AGAINST, Vote.ABSTAINS, Vote.PRESENT)


def freeze_draft(session: Session, course: Course) -> DraftVersion:
    """Make an exact version of the draft as it stands."""
    made_at = course.at(course.table["circulated"]["made_on"])
    showing = Showing(course.viewer, UseKind.PAGE, made_at)
    return make_version(
        session, get_latest_draft(session, course.consultation.id), showing, author=course.author
    )


def ask_partners(session: Session, course: Course, version: DraftVersion) -> int:
    """Send it round, and keep what each says; one says nothing. Returns: how many positions there are."""
    table = course.table["circulated"]
    bodies = [get_organisation(session, key) for key in table["organisations"]]
    made_at, until = course.at(table["made_on"]), course.move(table["closes_on"])
    links = circulate(session, version, bodies, closes_on=until, author=course.author, now=made_at)
    asked = {one.asked.organisation.key: one.asked for one in links}
    for key in table["listed"]:
        say_listed(session, asked[key], is_listed=True, now=course.at(table["closes_on"]))
    return sum(_say(session, course, asked[one["organisation"]], one) for one in course.table["positions"])


def sign_version(session: Session, course: Course, version: DraftVersion) -> SignOff:
    """The board signs the version off in a meeting, by the minute that is attached."""
    table = course.table["sign_off"]
    now = course.at(table["decided_on"])
    minute = table["minute"].lstrip().format(digest=version.digest)
    by: dict[str, Any] = {"author": course.author, "now": now}
    given = (table["file"], minute.encode())
    file = attach(session, course.viewer, course.consultation, AttachedKind.MINUTE, given, **by)
    said = {get_organisation(session, key).id: vote for vote in VOTES for key in table[vote.value]}
    decision = Decision(
        SignOffWay.MEETING,
        course.move(table["decided_on"]),
        SignOffOutcome.AGREED,
        said,
        version.digest,
        file,
        note=table["note"],
    )
    return sign_off(session, course.viewer, version, get_forum(session, table["forum"]), decision, **by)


def _say(session: Session, course: Course, asked: Circulated, said: Mapping[str, Any]) -> int:
    """One organisation's position on each of its sections."""
    sections = said["sections"] or list(find_section_digests(asked.version))
    approved_on = said.get("approved_on")
    given = GivenPosition(
        Stance(said["stance"]),
        said["words"],
        Authority.APPROVED if approved_on else Authority.OFFICER,
        said.get("approved_by", ""),
        course.move(approved_on) if approved_on else None,
        said["given_by"],
        said["given_role"],
    )
    for section in sections:
        give_position(session, asked, section, given, submission_id=new_id(), now=course.at(said["given_on"]))
    return len(sections)
