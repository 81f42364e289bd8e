"""The stops of a return: who answers, each page of the questionnaire, how it may be used."""

from flask import request, url_for

from consult.services.answering import list_own_answers
from consult.services.consenting import current_consent, give_consent, read_quote_choice
from consult.services.directing import list_sub_regions
from consult.services.saving import Written, list_branched, list_versions, save_page
from consult.services.submitting import describe_sender
from consult.web.answering_about import (
    USE,
    check_sender,
    find_quote_choice,
    list_sender,
    make_use_page,
    make_who_page,
    read_sender,
)
from consult.web.answering_stops import Stop, find_written_language
from consult.web.answering_visit import Visit
from consult.web.answering_way import count_stops, find_neighbours, find_way
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.languages import SOURCE, find_page_language
from forms.builder import QuestionForm
from forms.definitions import Page
from forms.routing import get_progress

PARENT_FIELD = "_from_"


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
        number=1,
        total=count_stops(visit),
        back=find_way(visit, url_for("answering.start", slug=visit.slug)),
        onward=find_way(visit, url_for("answering.question", slug=visit.slug, page_id=first)),
        keep=keep,
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
        number=count_stops(visit) - 1,
        total=count_stops(visit),
        back=find_way(visit, url_for("answering.question", slug=visit.slug, page_id=last)),
        onward=find_way(visit, url_for("answering.check", slug=visit.slug)),
        keep=keep,
    )


def make_question_stop(visit: Visit, page: Page) -> Stop:
    """One page of the questionnaire, with the versions of answers that stand side by side."""
    own = {one.question_id: one for one in list_own_answers(get_session(), visit.response)}
    asked = [question.id for question in page.questions if question.is_answerable]
    branched = [one for one in list_branched(get_session(), visit.response) if one in asked]
    versions = {one: list_versions(get_session(), visit.response, one) for one in branched}
    heads = {one: [own[one].revision_id or ""] for one in asked if one in own}
    heads |= {one: [version.revision_id for version in versions[one]] for one in branched}
    back, onward = find_neighbours(visit, page)
    return Stop(
        page=page,
        stored={one: own[one].value for one in asked if one in own},
        language=visit.language,
        default_language=visit.definition.default_language,
        number=get_progress(visit.definition, page.id).number + 1,
        total=count_stops(visit),
        back=find_way(visit, back),
        onward=find_way(visit, onward),
        keep=lambda form: _keep_answers(visit, form),
        hidden=[(f"{PARENT_FIELD}{one}", head) for one, kept in heads.items() for head in kept],
        versions=versions,
    )


def _keep_answers(visit: Visit, form: QuestionForm) -> bool:
    """Save each answer as written from the revisions its form names; True while versions stand."""
    written = {
        question_id: Written(value, tuple(filter(None, request.form.getlist(f"{PARENT_FIELD}{question_id}"))))
        for question_id, value in form.answers().items()
    }
    language = find_written_language(visit)
    return bool(save_page(get_session(), visit.response, written, language=language, now=get_now()))
