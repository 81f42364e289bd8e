"""The stops of a return: who answers, each page of the questionnaire, how it may be used."""

from flask import url_for

from consult.services.permissions.consenting import current_consent, give_consent, read_quote_choice
from consult.services.region.directing import list_sub_regions
from consult.services.returns.submitting import describe_sender
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
from consult.web.answering_way import count_stops, find_neighbours, find_way
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from consult.web.stops import Stop
from forms.builder import QuestionForm
from forms.definitions import Page
from forms.routing import get_progress

TEMPLATE = "public/stop.html"


def make_who_stop(visit: Visit) -> Stop:
    """Who answers."""

    def keep(form: QuestionForm) -> bool:
        describe_sender(visit.response, read_sender(form, visit.response))
        return False

    first = visit.definition.pages[0].id
    return Stop(
        page=make_who_page(list_sub_regions(get_session())),
        stored=list_sender(visit.response),
        language=find_page_language().tag,
        default_language=SOURCE,
        step=(1, count_stops(visit)),
        back=find_way(visit, url_for("answering.start", slug=visit.slug)),
        onward=find_way(visit, url_for("answering.question", slug=visit.slug, page_id=first)),
        keep=keep,
        template=TEMPLATE,
        hidden=_list_hidden(visit),
        check=check_sender,
    )


def make_use_stop(visit: Visit) -> Stop:
    """How the return may be used."""
    session, response = get_session(), visit.response

    def keep(form: QuestionForm) -> bool:
        choice = form.answers()[USE]
        if choice:
            give_consent(session, response.id, read_quote_choice(str(choice)), given_on=get_today())
        return False

    last = visit.definition.pages[-1].id
    return Stop(
        page=make_use_page(),
        stored={USE: find_quote_choice(current_consent(session, response.id))},
        language=find_page_language().tag,
        default_language=SOURCE,
        step=(count_stops(visit) - 1, count_stops(visit)),
        back=find_way(visit, url_for("answering.question", slug=visit.slug, page_id=last)),
        onward=find_way(visit, url_for("answering.check", slug=visit.slug)),
        keep=keep,
        template=TEMPLATE,
        hidden=_list_hidden(visit),
    )


def make_question_stop(visit: Visit, page: Page) -> Stop:
    """One page of the questionnaire."""
    back, onward = find_neighbours(visit, page)
    return question_stops.make_question_stop(
        visit,
        visit.response,
        page,
        way=(find_way(visit, back), find_way(visit, onward)),
        step=(get_progress(visit.definition, page.id).number + 1, count_stops(visit)),
        template=TEMPLATE,
        hidden=_list_hidden(visit),
    )


def _list_hidden(visit: Visit) -> list[tuple[str, str]]:
    """What tells a form of this return from those of another that this browser holds by now."""
    return [(FORM_FIELD, sign_held(visit.slug, visit.held))]
