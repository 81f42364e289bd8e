"""The stops of an experience: its words, what may be done with them, and what can be added to either.

The first page of the questionnaire is on the way; every other page is behind "Add more". After sending, the
same stops change what was said, as long as that is possible.
"""

from dataclasses import dataclass, replace
from functools import partial

from flask import request, url_for

from consult.services.consultations.notices import list_share_recipients
from consult.services.experiences.amending import check_amendable, finish_amending
from consult.services.experiences.giving import PLACE_QUESTION
from consult.services.experiences.tracing import get_provenance, keep_provenance
from consult.services.permissions.permitting import find_permission, permit
from consult.services.region.directing import list_sub_regions
from consult.services.returns.answering import list_own_answers
from consult.web import question_stops
from consult.web.account_permission import (
    ask_manner,
    check_permission,
    find_described,
    list_stored,
    make_permission_page,
    read_permission,
)
from consult.web.account_prompts import (
    ask_about_typed,
    ask_about_words,
    decide_typed,
    decide_words,
    list_languages_of,
)
from consult.web.account_telling import ask_told, list_told, make_telling_page, read_telling, read_told
from consult.web.account_visit import Visit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.key_store import get_key_store
from consult.web.languages import SOURCE, find_page_language
from consult.web.stops import Staying, Stop, Switching
from forms.builder import QuestionForm
from forms.definitions import Page, find_text

FROM_CHECK = "check"
STOPS = 3
"""Words, permission and check; language and what this is come before the first question."""


@dataclass(frozen=True)
class Way:
    """Where a stop leads back and on, and which step it is, if one."""

    back: str
    onward: str
    step: tuple[int, int] | None = None


def find_way(visit: Visit, page: Page) -> Way:
    """The way through a page of the questionnaire before it is sent."""
    if page != visit.definition.pages[0]:
        return find_more_way(visit)
    back, onward = (url_for(f"account.{name}", slug=visit.slug) for name in ("about", "permission"))
    return find_more_way(visit) if _is_change() else Way(back, onward, (1, STOPS))


def find_permission_way(visit: Visit) -> Way:
    """The way through the page of permission before it is sent."""
    if _is_change():
        return find_more_way(visit)
    first = visit.definition.pages[0].id
    back = url_for("account.question", slug=visit.slug, page_id=first)
    return Way(back, url_for("account.check", slug=visit.slug), (2, STOPS))


def find_more_way(visit: Visit) -> Way:
    """What is added leads back to the check, where it is seen."""
    check = url_for("account.check", slug=visit.slug)
    return Way(check, check)


def make_question_stop(visit: Visit, page: Page, way: Way) -> Stop:
    """One page of the questionnaire."""
    return question_stops.make_question_stop(
        visit,
        visit.response,
        page,
        way=(way.back, way.onward),
        step=way.step,
        template="account/stop.html",
        key=visit.key,
    )


def make_amending_stop(visit: Visit, page: Page, way: Way) -> Stop:
    """The same page after it was sent: what was said before stays sealed under the same key.

    Words by which somebody could be known are asked about before they are kept, as they were before sending.
    """
    stop = make_question_stop(visit, page, way)

    def amend(form: QuestionForm) -> Staying | None:
        check_amendable(get_session(), visit.consultation, visit.response, today=get_today())
        decide_typed(visit, form)
        staying = stop.keep(form)
        session, store = get_session(), get_key_store()
        asked, before = [one.id for one in page.questions if one.is_answerable], stop.stored
        finish_amending(session, store, visit.opened, visit.definition, before, asked=asked, on=get_today())
        return staying

    ask_more = partial(ask_about_typed, visit)
    return replace(stop, keep=amend, switching=Switching.CHECK, ask_more=ask_more)


def make_permission_stop(visit: Visit, way: Way) -> Stop:
    """What may be done with the words; a relay also says in which language they were told, and how."""
    session, response = get_session(), visit.response
    provenance = get_provenance(session, response.id, visit.key)
    more = (*ask_told(), ask_manner()) if provenance.is_relayed else ()
    recipients = list_share_recipients(session, response.consultation_id)
    permission, languages = find_permission(session, response.id, visit.key), list_languages_of(visit)

    def describe(form: QuestionForm) -> str:
        return decide_words(find_described(form), languages, before=permission.described_as)

    def keep(form: QuestionForm) -> None:
        if provenance.is_relayed:
            keep_provenance(session, response.id, visit.key, read_told(form, provenance))
        allowed = read_permission(form, describe(form), provenance)
        permit(session, get_key_store(), response.id, visit.key, allowed, today=get_today())

    return Stop(
        page=make_permission_page(find_place(visit), recipients, more),
        stored={**list_stored(permission), **list_told(provenance)},
        language=find_page_language().tag,
        default_language=SOURCE,
        back=way.back,
        onward=way.onward,
        keep=keep,
        check=lambda form: check_permission(form, describe(form)),
        ask_more=lambda form: ask_about_words(
            find_described(form), languages, before=permission.described_as
        ),
        switching=Switching.SHOW,
        template="account/permission.html",
        step=way.step,
    )


def make_telling_stop(visit: Visit, way: Way) -> Stop:
    """What else a relay says of how it was told."""
    session, response = get_session(), visit.response
    provenance = get_provenance(session, response.id, visit.key)

    def keep(form: QuestionForm) -> None:
        keep_provenance(session, response.id, visit.key, read_telling(form, provenance))

    return Stop(
        page=make_telling_page(),
        stored=list_told(provenance),
        language=find_page_language().tag,
        default_language=SOURCE,
        back=way.back,
        onward=way.onward,
        keep=keep,
        switching=Switching.SHOW,
        template="account/telling.html",
    )


def find_place(visit: Visit) -> str:
    """The chosen part of the region in the page's language, for the words beside a quotation."""
    own = list_own_answers(get_session(), visit.response, visit.key)
    chosen = next((one.value for one in own if one.question_id == PLACE_QUESTION), None)
    if chosen not in {area.key for area in list_sub_regions(get_session())}:
        return ""
    choices = visit.definition.get_question(PLACE_QUESTION).choices
    labels = [choice.label for choice in choices if choice.name == chosen]
    return find_text(labels[0], find_page_language().tag, SOURCE)[0] if labels else ""


def _is_change() -> bool:
    """Whoever came to change one thing goes back to where they saw it."""
    return request.args.get("from") == FROM_CHECK
