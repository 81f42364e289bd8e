"""The stops of a return: who answers, each page of the questionnaire, how it may be used."""

from dataclasses import replace

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext

from consult.services.permissions.consenting import current_consent, give_consent, read_quote_choice
from consult.services.region.directing import list_sub_regions
from consult.services.returns.moving_returns import describe_again
from consult.web import question_stops
from consult.web.answering_about import (
    USE,
    check_sender,
    find_quote_choice,
    list_sender,
    make_use_page,
    make_who_page,
    read_sender,
)
from consult.web.answering_session import FORM_FIELD, sign_held
from consult.web.answering_visit import Visit
from consult.web.answering_way import (
    count_stops,
    find_asked,
    find_back,
    find_onward,
    find_way,
    locate_after,
    locate_first,
    locate_last,
)
from consult.web.clock import get_now, get_today
from consult.web.closing_ways import TEMPLATE as CLOSING
from consult.web.closing_ways import ClosedWay, ask_about_closed, drop_closed, find_closed
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from consult.web.stops import Staying, Stop, Switching
from forms.builder import QuestionForm
from forms.definitions import Page
from forms.flow.plans import has_expressions
from forms.routing import get_progress

TEMPLATE = "public/stop.html"


def make_who_stop(visit: Visit) -> Stop:
    """Who answers."""

    def keep(form: QuestionForm) -> None:
        sender = read_sender(form, visit.response)
        describe_again(get_session(), visit.response, sender, now=get_now())

    form = find_asked(visit).form
    return Stop(
        page=make_who_page(list_sub_regions(get_session())),
        stored=list_sender(visit.response),
        language=find_page_language().tag,
        default_language=SOURCE,
        step=(1, count_stops(form)),
        back=find_way(visit, url_for("answering.start", slug=visit.slug)),
        onward=find_way(visit, locate_first(visit, form)),
        keep=keep,
        template=TEMPLATE,
        hidden=_list_hidden(visit),
        can_wait=not visit.is_sent,
        check=check_sender,
    )


def make_use_stop(visit: Visit) -> Stop:
    """How the return may be used."""
    session, response, form = get_session(), visit.response, find_asked(visit).form

    def keep(form: QuestionForm) -> None:
        choice = form.answers()[USE]
        if choice:
            give_consent(session, response.id, read_quote_choice(str(choice)), given_on=get_today())

    return Stop(
        page=make_use_page(),
        stored={USE: find_quote_choice(current_consent(session, response.id))},
        language=find_page_language().tag,
        default_language=SOURCE,
        step=(count_stops(form) - 1, count_stops(form)),
        back=find_way(visit, locate_last(visit, form)),
        onward=find_way(visit, url_for("answering.check", slug=visit.slug)),
        keep=keep,
        template=TEMPLATE,
        hidden=_list_hidden(visit),
        can_wait=not visit.is_sent,
    )


def make_question_stop(visit: Visit, page: Page) -> Stop:
    """One page of the questionnaire with what is asked on it now; from one off the way people go on."""
    asked = find_asked(visit)
    form, shown = asked.form, asked.find_page(page.id)
    if shown is None:
        if request.method == "POST":
            flash(gettext("Other answers have changed what is asked. What you typed there was not kept."))
        abort(redirect(find_way(visit, locate_after(visit, form, page.id))))
    stop = question_stops.make_question_stop(
        visit,
        visit.response,
        shown,
        way=(find_way(visit, find_back(visit, form, shown)), lambda: find_onward(visit, shown)),
        step=(get_progress(form, page.id).number + 1, count_stops(form)),
        template=TEMPLATE,
        hidden=_list_hidden(visit),
    )
    if not visit.is_sent:
        return replace(stop, can_wait=True)
    return _ask_before_closing(visit, stop) if has_expressions(visit.definition) else stop


def _ask_before_closing(visit: Visit, stop: Stop) -> Stop:
    """Each change of a return that was sent counts at once, and takes what it closes with it."""

    def keep(form: QuestionForm) -> Staying | None:
        agreed = find_closed(visit, visit.response, form)
        staying = stop.keep(form)
        drop_closed(visit, visit.response, agreed)
        return staying

    def ask(form: QuestionForm) -> list[ClosedWay]:
        return ask_about_closed(visit, visit.response, form)

    return replace(stop, keep=keep, ask_more=ask, asks=CLOSING, switching=Switching.CHECK)


def _list_hidden(visit: Visit) -> list[tuple[str, str]]:
    """What tells a form of this return from those of another that this browser holds by now."""
    return [(FORM_FIELD, sign_held(visit.slug, visit.held))]
