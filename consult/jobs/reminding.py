"""Write the reminders that people asked for when they saved a return for later, in their language."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.services.jobs.messaging import request_sending
from consult.services.region.setting_up import find_partnership
from consult.services.returns.reminding import queue_reminders
from consult.vocabulary import LANGUAGES
from forms.definitions import find_text
from forms.messages import N_

TRANSLATIONS = Path(__file__).parent.parent / "translations"
SOURCE, BRITISH = "en", "en_GB"
SUBJECT = N_("Your unfinished return to “%(title)s”")
BEGUN = N_("You saved a return to “%(title)s” and asked to be reminded. It is not sent yet.")
UNTIL = N_("You can send it until the end of %(day)s.")
WHERE = N_("Open this page and type your return number, to go on where you stopped:")
ONCE = N_("We do not write again. Your e-mail address is deleted with this message.")


def remind(session: Session, settings: Mapping[str, Any], *, today: date, now: datetime) -> None:
    """Queue every reminder that is due and ask for it to be sent; none without mail or a name of the site."""
    host = str(settings.get("HOSTS", "")).split(",")[0].strip()
    if not (host and settings.get("SMTP_HOST") and settings.get("MAIL_FROM")):
        return
    place = f"{'https' if settings['HTTPS'] else 'http'}://{host}/return/"
    partnership = find_partnership(session)
    region = partnership.name if partnership else ""

    def write(consultation: Consultation, language: str, last_on: date) -> tuple[str, str]:
        return write_reminder(consultation, language, last_on, place=place, region=region)

    domain = str(settings["MAIL_FROM"]).rpartition("@")[2].strip("> ") or host
    for message in queue_reminders(session, write, domain=domain, today=today, now=now):
        request_sending(session, message, staff_id=None, now=now)


def write_reminder(
    consultation: Consultation, language: str, last_on: date, *, place: str, region: str
) -> tuple[str, str]:
    """Subject and text in a language, in English where our words do not exist in it."""
    words = _load(language)
    locale = LANGUAGES[language].babel_locale if isinstance(words, Translations) else BRITISH
    given = {
        "title": find_text(consultation.title, language, SOURCE)[0],
        "day": format_date(last_on, "long", locale=BRITISH if locale == SOURCE else locale),
    }
    subject, *lines = (words.gettext(one) % given for one in (SUBJECT, BEGUN, UNTIL, WHERE, ONCE))
    lines.insert(3, f"{place}?lang={language}")
    return subject, "\n\n".join([*lines, region]).rstrip() + "\n"


def _load(language: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [language])
