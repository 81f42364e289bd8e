"""`consult outcome publish`: opens the page, or says in one line why it cannot."""

from sqlalchemy.orm import Session, sessionmaker

from consult.models.audit import AuditEntry
from consult.services.consultations.concluding import Conclusion, conclude, find_outcome
from consult.services.consultations.consulting import get_consultation
from tests.factories.following import SAID
from tests.factories.numbering import NOW
from tests.factories.sending import send_earlier
from tests.integration.command_line import SLUG, CommandLine

COMMAND = ("outcome", "publish", SLUG)


def test_outcome__published_by_command__is_open_once_it_was_sent_and_written(
    consult: CommandLine, sessions: sessionmaker[Session]
) -> None:
    code, _, refused = consult(*COMMAND)
    assert code != 0 and "C577" in refused
    with sessions.begin() as session:
        send_earlier(session, get_consultation(session, SLUG))
    code, _, refused = consult(*COMMAND)
    assert code != 0 and "C578" in refused
    with sessions.begin() as session:
        conclude(session, get_consultation(session, SLUG), Conclusion(said=SAID), actor="ada", now=NOW)
    code, said, _ = consult(*COMMAND)
    assert code == 0 and f"/consultations/{SLUG}/outcome" in said
    with sessions() as session:
        outcome = find_outcome(session, get_consultation(session, SLUG).id)
        assert outcome is not None and outcome.published_at is not None
        assert session.query(AuditEntry).filter_by(action="outcome published").count() == 1
    code, _, refused = consult("outcome", "publish", "nothing")
    assert code != 0 and "C209" in refused
