"""Messages of sign-in, written in our own words and put into the outbox like every other."""

from typing import Any

from flask import current_app
from flask_security.mail_util import MailUtil

from consult.services.jobs.messaging import NewMessage
from consult.web.outbox import post
from consult.web.own_names import at_own_name

RESET = "reset_instructions"
RESET_WORDS = """\
Somebody asked for a new password for the staff area of {region}, for this address.

To choose one, open this link within {within}; it works once:
{link}

If it was not you, do nothing: your password stays as it is.
"""


class OutboxMail(MailUtil):
    """What Flask-Security sends mail with; of its messages only the link for a new password is used."""

    def send_mail(self, template: str, subject: str, recipient: Any, *_: Any, **values: Any) -> None:  # noqa: ARG002 - the library's signature
        """Queue the message; it is sent after the commit."""
        if template.rpartition("/")[2] != RESET:
            return
        region = current_app.extensions["branding"].name
        link = at_own_name(values["reset_link"])
        text = RESET_WORDS.format(region=region, within=values["within"], link=link)
        post(NewMessage(str(recipient), f"Choose a new password for {region}", text))
