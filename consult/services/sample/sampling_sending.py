"""The fictional earlier response is sent and replied to, and everybody may read what became of it."""

from typing import Any

from sqlalchemy.orm import Session

from consult.models.draft_kinds import AttachedKind
from consult.models.followed_asks import FollowedAsk
from consult.models.following_kinds import ReplyKind, SendingWay
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.services.consultations.attaching import attach
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.following import choosing_published
from consult.services.following.asking_government import add_ask, list_offered, take_asks
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.following.recording_submissions import Sending, record_submission
from consult.services.following.replying import GivenReply, keep_reply
from consult.services.permissions.releasing import Holder
from consult.services.sample.sampling_response import Course


def send_version(session: Session, course: Course, version: DraftVersion) -> Submission:
    """Record that the version went through a portal, with the receipt and who has it."""
    table = course.table["sent"]
    by: dict[str, Any] = {"author": course.author, "now": course.at(table["sent_on"])}
    about = (session, course.viewer, course.consultation)
    proof = attach(*about, AttachedKind.PROOF, (table["file"], table["proof"].strip().encode()), **by)
    holders = tuple(Holder(name, address) for name, address in table["recipients"])
    day, way = course.move(table["sent_on"]), SendingWay.PORTAL
    return record_submission(*about, Sending(day, version, way, table["reference"], holders, proof), **by)


def keep_replies(session: Session, course: Course, version: DraftVersion) -> int:
    """Keep what was asked, and what the government replied to each; how many that are."""
    table = course.table["asks"]
    sent_on = course.table["sent"]["sent_on"]
    by: dict[str, Any] = {"author": course.author, "now": course.at(sent_on)}
    today = course.move(sent_on)
    chosen = [
        str(place)
        for place in list(list_offered(session, version, today=today, showing=None))[-table["taken"] :]
    ]
    asks = [*take_asks(session, course.viewer, version, chosen, today=today, **by)]
    asks += [add_ask(session, course.viewer, course.consultation, text, **by) for text in table["own"]]
    for ask, reply in zip(asks, table["replies"], strict=False):
        _reply(session, course, ask, reply)
    return len(asks)


def open_page(session: Session, course: Course, version: DraftVersion) -> int:
    """Open the public page, with some of the quotations that it may have; how many it has."""
    table = course.table["outcome"]
    by: dict[str, Any] = {"author": course.author, "now": course.at(table["published_on"])}
    offered = choosing_published.list_offered(session, version, now=by["now"])
    keys = [one.key for one in offered[: table["quotations"]]]
    chosen = choosing_published.choose_quotations(session, course.viewer, version, keys, **by)
    actor, said = str(course.author.staff_id), Conclusion(said=dict(table["said"]))
    conclude(session, course.consultation, said, actor=actor, now=by["now"])
    publish_outcome(session, course.viewer, course.consultation, **by)
    return chosen


def _reply(session: Session, course: Course, ask: FollowedAsk, reply: dict[str, Any]) -> None:
    day = course.table["asks"]["replied_on"]
    given = GivenReply(ReplyKind(reply["kind"]), course.move(day), dict(reply["text"]), reply["place"])
    keep_reply(session, course.viewer, ask, given, author=course.author, now=course.at(day))
