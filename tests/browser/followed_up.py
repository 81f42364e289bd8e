"""What follows the crowded site's response: sent, asked, replied to and published, as long as may be."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.following_kinds import ReplyKind
from consult.models.versions import DraftVersion
from consult.queries.viewer import SYSTEM
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.following.asking_government import add_ask
from consult.services.following.choosing_published import choose_quotations, list_offered
from consult.services.following.publishing_outcome import publish_outcome
from consult.services.following.replying import GivenReply, keep_reply
from consult.services.permissions.releasing import Holder
from tests.factories.agreeing import ADA
from tests.factories.crowding import EMAIL, NAME, WORD
from tests.factories.numbering import NOW, TODAY
from tests.factories.sending import send_version

LONG = {"en": f"{WORD} {NAME}"}


def follow_up(session: Session, consultation: Consultation) -> str:
    """The id of one ask; the consultation stays open, so that returns can still be sent."""
    [version], state = session.scalars(select(DraftVersion)).all(), consultation.state
    holder = Holder(f"{WORD} {NAME}", EMAIL)
    given = {"reason": f"{WORD} {NAME}", "reference": WORD, "recipients": (holder,)}
    version.made_at = NOW
    send_version(session, consultation, version, **given)
    consultation.state = state
    outcome = Conclusion(LONG, TODAY, LONG, f"{WORD} {NAME}")
    conclude(session, consultation, outcome, actor="ada", now=NOW)
    keys = [one.key for one in list_offered(session, version, now=NOW)]
    assert choose_quotations(session, SYSTEM, version, keys, author=ADA, now=NOW)
    ask = add_ask(session, SYSTEM, consultation, LONG, author=ADA, now=NOW)
    add_ask(session, SYSTEM, consultation, LONG, author=ADA, now=NOW)
    reply = GivenReply(ReplyKind.PARTLY, TODAY, LONG, f"{WORD} {NAME}")
    keep_reply(session, SYSTEM, ask, reply, author=ADA, now=NOW)
    publish_outcome(session, SYSTEM, consultation, author=ADA, now=NOW)
    return ask.id
