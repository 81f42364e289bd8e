"""Send one message of the outbox: every step is on record before the next one begins."""

from datetime import UTC, datetime
from typing import Any

from consult.errors import ConfigurationError
from consult.jobs.running import JobContext
from consult.services import mailing, messaging


def send_message(context: JobContext) -> dict[str, Any]:
    """Send the message that the job is about. Raises: C611, C612, C613; the outbox then says the same."""
    with context.sessions.begin() as session:
        letter = messaging.take_letter(session, context.subject_id)
    if letter is None:
        return {"sent": False}
    try:
        return {"sent": _send(context, letter)}
    except (mailing.NotHandedOver, ConfigurationError) as error:
        _note_failure(context, error.message, is_certain=True)
        raise
    except mailing.PerhapsHandedOver as error:
        _note_failure(context, error.message, is_certain=False)
        raise


def _send(context: JobContext, letter: mailing.Letter) -> bool:
    with mailing.connect(context.settings) as server:
        mailing.announce(server, letter, context.settings)
        with context.sessions.begin() as session:
            if not messaging.note_started(session, context.subject_id, now=datetime.now(UTC)):
                return False
        mailing.hand_over(server, letter, context.settings)
        with context.sessions.begin() as session:
            messaging.note_sent(session, context.subject_id, now=datetime.now(UTC))
    return True


def _note_failure(context: JobContext, text: str, *, is_certain: bool) -> None:
    with context.sessions.begin() as session:
        messaging.note_failure(session, context.subject_id, text, is_certain=is_certain)
