"""A page of a questionnaire as a stop: the answers kept so far, and the versions that stand side by side."""

from collections.abc import Callable, Collection, Mapping, Sequence

from flask import request

from consult.models.response import Response
from consult.sealing.keys import AccountKey
from consult.services.returns.answering import OwnAnswer, list_own_answers
from consult.services.returns.saving import Version, Written, list_branched, list_versions, save_page
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.opening import Opening
from consult.web.reached import find_reach
from consult.web.refusing import refuse_typed
from consult.web.stops import Staying, Stop, find_written_language
from forms.builder import QuestionForm
from forms.definitions import Page
from forms.flow.plans import has_expressions
from forms.flow.reaching import Reach

PARENT_FIELD = "_from_"


def make_question_stop(
    visit: Opening,
    response: Response,
    page: Page,
    *,
    way: tuple[str, str | Callable[[], str]],
    step: tuple[int, int] | None,
    template: str,
    hidden: Sequence[tuple[str, str]] = (),
    key: AccountKey | None = None,
) -> Stop:
    """The stop for one page, with what is asked on it now.

    way: the addresses before and after it. key: of an experience's words.
    """
    own = _find_own(response, key)
    asked = [question.id for question in page.questions if question.is_answerable]
    versions, heads = _find_standing(response, own, asked, key)
    back, onward = way
    return Stop(
        page=page,
        stored={one: own[one].value for one in asked if one in own},
        language=visit.language,
        default_language=visit.definition.default_language,
        back=back,
        onward=onward,
        keep=lambda form: _keep_answers(visit, response, form, key, hidden),
        check=lambda form: _check(visit, response, form, key),
        template=template,
        step=step,
        hidden=[*hidden, *heads],
        versions=versions,
    )


def _find_own(response: Response, key: AccountKey | None) -> dict[str, OwnAnswer]:
    return {one.question_id: one for one in list_own_answers(get_session(), response, key)}


def _find_standing(
    response: Response, own: Mapping[str, OwnAnswer], asked: Sequence[str], key: AccountKey | None
) -> tuple[dict[str, list[Version]], list[tuple[str, str]]]:
    """The versions that stand side by side, and the fields that say what the next save starts from."""
    session = get_session()
    branched = [one for one in list_branched(session, response) if one in asked]
    versions = {one: list_versions(session, response, one, key) for one in branched}
    heads = {one: [own[one].revision_id or ""] for one in asked if one in own}
    heads |= {one: [version.revision_id for version in versions[one]] for one in branched}
    return versions, [(f"{PARENT_FIELD}{one}", head) for one, kept in heads.items() for head in kept]


def _keep_answers(
    visit: Opening,
    response: Response,
    form: QuestionForm,
    key: AccountKey | None,
    hidden: Sequence[tuple[str, str]],
) -> Staying | None:
    """Save each answer as written from the revisions its form names.

    People stay while versions stand, where the answers bring more questions to this page, and where a later
    answer counts than one that they typed on an old page: then versions are those from before, for nothing of
    the page is kept.
    """
    written = {
        question_id: Written(given, tuple(filter(None, request.form.getlist(f"{PARENT_FIELD}{question_id}"))))
        for question_id, given in form.answers().items()
    }
    language, session = find_written_language(visit), get_session()
    joined = [one for one, what in written.items() if len(what.parents) > 1]
    side_by_side = {one: list_versions(session, response, one, key) for one in joined}
    saved = save_page(session, response, written, language=language, now=get_now(), key=key)
    session.flush()
    if saved.outdated:
        versions, heads = _find_standing(response, _find_own(response, key), saved.outdated, key)
        outdated = {one: list_versions(session, response, one, key) for one in saved.outdated}
        sent = _list_sent(set(written) - set(outdated))
        return Staying(outdated, side_by_side | versions, [*hidden, *heads, *sent])
    if saved.branched:
        return Staying()
    is_longer = has_expressions(visit.definition) and _asks_more(form.page, find_reach(visit, response, key))
    return Staying() if is_longer else None


def _list_sent(question_ids: Collection[str]) -> list[tuple[str, str]]:
    """The fields of a page that say what its answers were written from, as they were sent.

    A page that stays because of one answer keeps none of the others: they are still written from these.
    """
    names = [f"{PARENT_FIELD}{one}" for one in sorted(question_ids)]
    return [(name, head) for name in names for head in request.form.getlist(name)]


def _check(visit: Opening, response: Response, form: QuestionForm, key: AccountKey | None) -> None:
    """Refuse what a constraint of the page refuses."""
    if any(question.constraint for question in form.page.questions):
        refuse_typed(form, find_reach(visit, response, key, form.answers()))


def _asks_more(shown: Page, reached: Reach) -> bool:
    """Whether a page has something to answer now that it did not have when it was shown.

    That is a question that was not there, one that has become required, or one with other choices.
    """
    page = reached.find_page(shown.id)
    before = {question.id: question for question in shown.questions}
    return page is not None and any(
        question.id not in before
        or (
            question.id not in reached.counted
            and (
                question.required > before[question.id].required
                or question.choices != before[question.id].choices
            )
        )
        for question in page.questions
    )
