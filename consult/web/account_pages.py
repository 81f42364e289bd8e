"""The stops of an experience: each page of the questionnaire, and what may be done with the words."""

from flask import request, url_for

from consult.services.answering import list_own_answers
from consult.services.consenting import current_consent, give_consent
from consult.services.directing import list_sub_regions
from consult.services.giving import PLACE_QUESTION
from consult.vocabulary import Purpose
from consult.web import question_stops
from consult.web.account_visit import Visit
from consult.web.account_words import PERMISSION, make_permission_page
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from consult.web.stops import Stop
from forms.builder import QuestionForm
from forms.definitions import Page, find_text
from forms.routing import find_next_page, find_previous_page, get_progress

FROM_CHECK = "check"
STOPS_AROUND = 2
"""Permission and check come after the pages of the questionnaire."""


def make_question_stop(visit: Visit, page: Page) -> Stop:
    """One page of the questionnaire."""
    back, onward = _find_neighbours(visit, page)
    return question_stops.make_question_stop(
        visit,
        visit.response,
        page,
        way=(find_way(visit, back), find_way(visit, onward)),
        step=(get_progress(visit.definition, page.id).number, count_stops(visit)),
        template="account/stop.html",
        key=visit.key,
    )


def make_permission_stop(visit: Visit, template: str, back: str, onward: str) -> Stop:
    """What may be done with the words: a box for each purpose, none ticked beforehand."""
    session, response = get_session(), visit.response

    def keep(form: QuestionForm) -> bool:
        given = form.answers()[PERMISSION]
        ticked = given if isinstance(given, list) else []
        grants = {purpose: purpose.value in ticked for purpose in Purpose}
        give_consent(session, response.id, grants, given_on=get_today())
        return False

    held = current_consent(session, response.id)
    return Stop(
        page=make_permission_page(find_place(visit)),
        stored={PERMISSION: [purpose.value for purpose, given in held.items() if given.granted]},
        language=find_page_language().tag,
        default_language=SOURCE,
        back=back,
        onward=onward,
        keep=keep,
        template=template,
    )


def count_stops(visit: Visit) -> int:
    """How many stops the way has."""
    return len(visit.definition.pages) + STOPS_AROUND


def find_way(visit: Visit, usual: str) -> str:
    """Where to go: whoever came to change one thing goes back to where they saw it."""
    is_change = request.args.get("from") == FROM_CHECK
    return url_for("account.check", slug=visit.slug) if is_change else usual


def find_after_permission(visit: Visit) -> str:
    """The stop after permission: of a relay, what the group may do; else the last one."""
    endpoint = "account_relay.powers" if visit.held.group_id else "account.check"
    return url_for(endpoint, slug=visit.slug)


def _find_neighbours(visit: Visit, page: Page) -> tuple[str, str]:
    before = find_previous_page(visit.definition, page.id)
    after = find_next_page(visit.definition, page.id)
    start = url_for("account.about", slug=visit.slug)
    permission = url_for("account.permission", slug=visit.slug)
    return _locate(visit, before) if before else start, _locate(visit, after) if after else permission


def _locate(visit: Visit, page: Page) -> str:
    return url_for("account.question", slug=visit.slug, page_id=page.id)


def find_place(visit: Visit) -> str:
    """The chosen part of the region in the page's language, for the words beside a quotation."""
    own = list_own_answers(get_session(), visit.response, visit.key)
    chosen = next((one.value for one in own if one.question_id == PLACE_QUESTION), None)
    if chosen not in {area.key for area in list_sub_regions(get_session())}:
        return ""
    choices = visit.definition.get_question(PLACE_QUESTION).choices
    labels = [choice.label for choice in choices if choice.name == chosen]
    return find_text(labels[0], find_page_language().tag, SOURCE)[0] if labels else ""
