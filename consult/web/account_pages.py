"""The stops of an experience: each page of the questionnaire, and what may be done with the words."""

from flask import request, url_for

from consult.services.answering import list_own_answers
from consult.services.consenting import current_consent, give_consent
from consult.services.directing import list_sub_regions
from consult.services.giving import PLACE_QUESTION
from consult.services.saving import Written, list_branched, list_versions, save_page
from consult.vocabulary import Purpose
from consult.web.account_stops import Stop, find_written_language
from consult.web.account_visit import Visit
from consult.web.account_words import PERMISSION, make_permission_page
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from forms.builder import QuestionForm
from forms.definitions import Page, find_text
from forms.routing import find_next_page, find_previous_page, get_progress

PARENT_FIELD = "_from_"
FROM_CHECK = "check"
STOPS_AROUND = 2
"""Permission and check come after the pages of the questionnaire."""


def make_question_stop(visit: Visit, page: Page) -> Stop:
    """One page of the questionnaire, with the versions of answers that stand side by side."""
    session, response = get_session(), visit.response
    own = {one.question_id: one for one in list_own_answers(session, response, visit.key)}
    asked = [question.id for question in page.questions if question.is_answerable]
    branched = [one for one in list_branched(session, response) if one in asked]
    versions = {one: list_versions(session, response, one, visit.key) for one in branched}
    heads = {one: [own[one].revision_id or ""] for one in asked if one in own}
    heads |= {one: [version.revision_id for version in versions[one]] for one in branched}
    back, onward = _find_neighbours(visit, page)
    return Stop(
        page=page,
        stored={one: own[one].value for one in asked if one in own},
        language=visit.language,
        default_language=visit.definition.default_language,
        back=find_way(visit, back),
        onward=find_way(visit, onward),
        keep=lambda form: _keep_answers(visit, form),
        template="account/stop.html",
        step=(get_progress(visit.definition, page.id).number, count_stops(visit)),
        hidden=[(f"{PARENT_FIELD}{one}", head) for one, kept in heads.items() for head in kept],
        versions=versions,
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


def _keep_answers(visit: Visit, form: QuestionForm) -> bool:
    """Save each answer as written from the revisions its form names; True while versions stand."""
    written = {
        question_id: Written(given, tuple(filter(None, request.form.getlist(f"{PARENT_FIELD}{question_id}"))))
        for question_id, given in form.answers().items()
    }
    branched = save_page(
        get_session(),
        visit.response,
        written,
        language=find_written_language(visit),
        now=get_now(),
        key=visit.key,
    )
    return bool(branched)


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
