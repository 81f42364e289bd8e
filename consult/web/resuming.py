"""Take up an unfinished return with its number: where somebody stopped, in their own language."""

from flask import current_app, flash, session, url_for
from flask_babel import format_date, gettext

from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.models.unfinished import UnfinishedReturn
from consult.services.returns.saving_for_later import find_last_day, find_unfinished
from consult.vocabulary import ResponseState
from consult.web.answering_session import Held, find_held, hold
from consult.web.answering_stops import locate_stop
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.languages import find_chosen_language, has_chosen_language, speaking
from consult.web.more_time import find_last_sending_day, is_open_here, note_more_time


def find_unsent(response_id: str) -> tuple[Response, UnfinishedReturn] | None:
    """An unfinished return that was saved for later; None for one that was sent, or is gone."""
    response = get_session().get(Response, response_id)
    if response is None or response.state is not ResponseState.IN_PROGRESS:
        return None
    row = find_unfinished(get_session(), response_id)
    return (response, row) if row else None


def resume(response_id: str, cookie_key: str) -> str | None:
    """The address where an unfinished return goes on, which this browser holds from now on.

    It is kept for as long again. None for one that was sent; where it cannot be sent any more, the page that
    says so. cookie_key: under which this browser remembers what it opened.
    """
    found = find_unsent(response_id)
    if found is None:
        return None
    response, row = found
    consultation = get_session().get_one(Consultation, response.consultation_id)
    if not is_open_here(consultation, response.id):
        return url_for("unfinished.show")
    session.pop(cookie_key, None)
    note_more_time(consultation, response)
    _keep_on(consultation, response, row)
    held = find_held(consultation.slug)
    if held is None or held.response_id != response.id:
        hold(consultation.slug, Held(response.id))
    return locate_stop(consultation.slug, row.stop, _welcome(row))


def _keep_on(consultation: Consultation, response: Response, row: UnfinishedReturn) -> None:
    days = int(current_app.config["UNFINISHED_DAYS"])
    last = find_last_day(find_last_sending_day(consultation, response), days=days, today=get_today())
    row.kept_until_on = max(row.kept_until_on, last)


def _welcome(row: UnfinishedReturn) -> str | None:
    """Say where they are, in their own language; that language where none was chosen in this browser."""
    lang = None if has_chosen_language() else row.language
    with speaking(lang or find_chosen_language().tag):
        day = format_date(row.kept_until_on, "long")
        flash(gettext("This is where you stopped. Your unfinished return is kept until %(day)s.", day=day))
    return lang
