"""The letter that tells an organisation what became of what it answered, in the language of its contact."""

from datetime import date

from flask import url_for
from flask_babel import format_date, gettext

from consult.models.consultation import Consultation
from consult.models.following_kinds import ToldOf
from consult.services.following.feeding_back import DueLetter
from consult.services.jobs.messaging import NewMessage
from consult.web.languages import find_page_language, speaking
from consult.web.public_words import choose_words


def write_letter(due: DueLetter, consultation: Consultation, sent_on: date | None, region: str) -> NewMessage:
    """The letter; it repeats nothing of what anybody answered."""
    with speaking(due.language):
        title, _ = choose_words(consultation.title, due.language)
        page = url_for("public_outcome.show", slug=consultation.slug, lang=due.language, _external=True)
        lines = [
            due.contact.name,
            gettext("Your organisation answered our consultation “%(title)s”. Thank you.", title=title),
            _say_sent(sent_on),
            _say_what(due.told),
            page,
            gettext("The decision is the government’s; we will tell you what it decided."),
            region,
        ]
        subject = gettext("What became of “%(title)s”", title=title)
        body = "\n\n".join(line for line in lines if line)
        return NewMessage(due.contact.email, subject, f"{body}\n", find_page_language().tag)


def _say_sent(sent_on: date | None) -> str:
    if sent_on is None:
        return ""
    day = format_date(sent_on, "long")
    return gettext("We sent the regional response to the government on %(day)s.", day=day)


def _say_what(told: ToldOf) -> str:
    if told is ToldOf.REPLY:
        return gettext("The government has replied. This page says what we asked and what it replied:")
    return gettext("This page says what we said and asked:")
