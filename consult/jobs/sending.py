"""Send one message of the outbox: every step is on record before the next one begins."""

from datetime import UTC, datetime

from consult.errors import ConfigurationError
from consult.jobs.running import Ending, JobContext
from consult.services.jobs import claiming, mailing, messaging


def send_message(context: JobContext) -> Ending:
    """Send the message that the job is about. Raises: C611, C612, C613; the outbox then says the same."""
    with context.sessions.begin() as session:
        claiming.hold_claim(session, context.claim)
        letter = messaging.take_letter(session, context.subject_id)
    is_sent = letter is not None and _try(context, letter)
    return lambda _session: {"sent": is_sent}


def _try(context: JobContext, letter: mailing.Letter) -> bool:
    try:
        return _send(context, letter)
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
            claiming.hold_claim(session, context.claim)
            if not messaging.note_started(session, context.subject_id, now=datetime.now(UTC)):
                return False
        mailing.hand_over(server, letter, context.settings)
        # It has gone out, whoever holds the job by now: that is kept apart from how the job ends.
        with context.sessions.begin() as session:
            messaging.note_sent(session, context.subject_id, now=datetime.now(UTC))
    return True


def _note_failure(context: JobContext, text: str, *, is_certain: bool) -> None:
    with context.sessions.begin() as session:
        claiming.hold_claim(session, context.claim)
        messaging.note_failure(session, context.subject_id, text, is_certain=is_certain)
