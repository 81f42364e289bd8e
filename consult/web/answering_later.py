"""A stop of a return that is run, or saved for later: then its return gets a number that opens it again."""

from dataclasses import replace

from flask import abort, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.models.unfinished import UnfinishedReturn
from consult.sealing.codenames import Codename
from consult.services.returns.saving_for_later import find_last_day, note_stop, save_for_later
from consult.web.answering_session import draw_number, hold
from consult.web.answering_stops import CHECK, make_stop
from consult.web.answering_visit import Visit, get_writing_visit
from consult.web.clock import get_today
from consult.web.database import SAFE_METHODS, brief_transaction, get_session
from consult.web.languages import find_chosen_language
from consult.web.limits import limit_saves
from consult.web.more_time import find_last_sending_day
from consult.web.return_numbers import make_lookup
from consult.web.stops import SWITCH_FIELD, keep_for_later, run_stop

SAVE_FIELD = "save_for_later"
REFUSED = 400


def is_saved_for_later() -> bool:
    """Whether the button was pressed that saves and leaves."""
    return SAVE_FIELD in request.form and SWITCH_FIELD not in request.form


def run_or_save(slug: str, name: str) -> ResponseReturnValue:
    """Run a stop by its name, or save it for later.

    What was typed is durable before a number is made for it: that takes long, and may be refused. Of a page
    that is shown again nothing is, and the page says so.
    """
    if not is_saved_for_later():
        visit = get_writing_visit(slug)
        if request.method not in SAFE_METHODS:
            note_stop(get_session(), visit.response.id, name)
        return run_stop(visit, make_stop(visit, name))
    with brief_transaction(writes=True):
        visit = get_writing_visit(slug)
        stop = make_stop(visit, name)
        answer = keep_for_later(visit, stop) if stop.can_wait else run_stop(visit, stop)
        if answer is not None and (page := make_response(answer)).status_code >= REFUSED:
            abort(page)
    return answer or save_here(slug, name)


def save_here(slug: str, name: str = CHECK) -> ResponseReturnValue:
    """Keep the return under its number, to be opened again at this stop; the page that shows the number."""
    lookup = _find_lookup(slug)
    visit = get_writing_visit(slug)
    if visit.is_sent:
        abort(redirect(url_for("answering.receipt", slug=slug)))
    keep_on(visit, name, lookup)
    return redirect(url_for("later.show", slug=slug))


def keep_on(visit: Visit, name: str, lookup: str) -> UnfinishedReturn:
    """Keep it for as long as one that is saved today."""
    today, days = get_today(), int(current_app.config["UNFINISHED_DAYS"])
    sent_until = find_last_sending_day(visit.consultation, visit.response)
    return save_for_later(
        get_session(),
        visit.response,
        lookup=lookup,
        stop=name,
        language=find_chosen_language().tag,
        until_on=find_last_day(sent_until, days=days, today=today),
    )


def _find_lookup(slug: str) -> str:
    """The look-up id of its number: the one it has, or that of the one which this browser holds."""
    with brief_transaction():
        visit = get_writing_visit(slug)
        known, held = visit.response.codename_lookup, visit.held
    if known or visit.is_sent:
        return known or ""
    if not held.number:
        held = replace(held, number=draw_number())
        hold(slug, held)
    return _make_lookup(held.codename)


@limit_saves
def _make_lookup(codename: Codename) -> str:
    return make_lookup(codename)
