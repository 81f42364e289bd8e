"""Post a message from a page: into the outbox with the change it tells of, sent after the commit."""

from flask import current_app
from flask_security import current_user

from consult.jobs.doorbell import Doorbell
from consult.models.job import Job, OutboxMessage
from consult.services.jobs import messaging
from consult.web.clock import get_now
from consult.web.database import after_commit, get_session


def post(message: messaging.NewMessage) -> OutboxMessage:
    """Queue the message, and ask for it to be sent where mail is set up; else it waits in the outbox.

    The part that collects is not told how mail is sent: the worker knows, so it is asked each time.
    """
    session, now = get_session(), get_now()
    row = messaging.queue_message(session, message, domain=_find_domain(), now=now)
    if has_mail() or not _has_staff():
        ring_for(messaging.request_sending(session, row, staff_id=_find_sender(), now=now))
    return row


def post_again(message_id: str) -> None:
    """Send a message again that failed or may not have come."""
    ring_for(messaging.send_again(get_session(), message_id, staff_id=_find_sender(), now=get_now()))


def has_mail() -> bool:
    """True where a mail server and a sender are set."""
    return bool(current_app.config["SMTP_HOST"] and current_app.config["MAIL_FROM"])


def ring_for(job: Job) -> None:
    """Tell the worker of the job once it is committed."""
    job_id, settings = job.id, current_app.config
    after_commit(lambda: Doorbell(settings).ring(job_id))


def _find_domain() -> str:
    """The part of a Message-ID after the @: ours by the sender's address, else by the site's first name."""
    settings = current_app.config
    host = str(settings["HOSTS"]).split(",")[0].strip()
    return str(settings["MAIL_FROM"]).rpartition("@")[2].strip("> ") or host or "localhost"


def _has_staff() -> bool:
    return "security" in current_app.extensions


def _find_sender() -> str | None:
    return current_user.id if _has_staff() and current_user.is_authenticated else None
