"""Experiences in the staff area: how many, in which languages; one read while unlocked."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.queries.experiences import (
    count_by_channel_and_language,
    count_events,
    count_withdrawn,
    list_experiences,
)
from consult.queries.viewer import Viewer
from consult.services.consultations.notices import list_share_recipients
from consult.services.consultations.opening_form import list_obstacles
from consult.services.experiences.ageing import find_unread
from consult.services.experiences.listening import listen
from consult.services.experiences.retelling import say_provenance
from consult.services.experiences.suggesting_danger import suggest_first
from consult.services.experiences.unread_messages import count_unread
from consult.services.lost.lost_numbers import ask_for_account, count_open
from consult.services.permissions.consenting import current_consent
from consult.services.permissions.waiting import is_waiting
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_event_words import SAID_BY, say_event
from consult.web.desk_experience_counts import tabulate
from consult.web.desk_experience_handling import describe_handling, make_state_namer
from consult.web.desk_experience_visit import WRONG, get_account, render_experiences
from consult.web.desk_experience_words import WHY_NOT, say_permissions
from consult.web.desk_form_obstacles import list_closed_forms
from consult.web.desk_forms.experiences import OriginalForm, WithdrawExperienceForm
from consult.web.desk_reach import list_reach
from consult.web.desk_titles import ENGLISH
from consult.web.key_store import get_account_keys, get_agent
from consult.web.viewing import get_account_viewer
from forms.definitions import find_text

NOTED = "It is noted. Ask somebody else on the staff to confirm it."
NOTED_BEFORE = "Somebody else noted it before. Look at it, and confirm."
bp = Blueprint("desk_experiences", __name__, url_prefix="/desk/experiences")


@bp.get("/")
@allow(ACCOUNTS)
def index() -> ResponseReturnValue:
    """How many there are, whether they can be read now, and the list of them."""
    viewer, session = get_account_viewer(), get_session()
    page = request.args.get("page", 1, type=int)
    first, found = _suggest_first(), list_experiences(session, viewer, page)
    return render_experiences(
        "index",
        **_describe([one for one, _ in found.experiences]),
        first=first,
        found=found,
        **_count(viewer),
        obstacles=list_obstacles(session, None, settings=current_app.config, today=get_today()),
        unread=find_unread(session, viewer, today=get_today()),
        closed=list_closed_forms(),
    )


def _describe(responses: Sequence[Response]) -> dict[str, Any]:
    """What the list says of each experience on the page."""
    return {
        "permissions": {one.id: _list_permissions(one) for one in responses},
        "unread_messages": count_unread(get_session(), [one.id for one in responses]),
        "name_state": make_state_namer(responses),
        "lost_open": count_open(get_session()),
    }


@bp.get("/<response_id>")
@allow(ACCOUNTS)
def show(response_id: str) -> ResponseReturnValue:
    """One experience, personal data masked; reading it is on record."""
    return _show(response_id, OriginalForm(formdata=None))


@bp.post("/<response_id>/original")
@allow(ACCOUNTS)
def show_original(response_id: str) -> ResponseReturnValue:
    """The same with nothing masked, once somebody has said why."""
    form = OriginalForm()
    if not form.validate():
        return _show(response_id, form), WRONG
    return _show(response_id, form, reason=form.reason.data)


@bp.route("/<response_id>/withdraw", methods=["GET", "POST"])
@allow(ACCOUNTS)
def withdraw(response_id: str) -> ResponseReturnValue:
    """Note that the person asked for it; the words are not needed, and somebody else confirms it."""
    response, form, viewer = get_account(response_id), WithdrawExperienceForm(), get_account_viewer()
    if form.validate_on_submit():
        given = {"reason": form.reason.data, "keys": get_account_keys()}
        asked = ask_for_account(get_session(), viewer, response, **given, today=get_today(), now=get_now())
        flash(NOTED if asked.found_by_id == viewer.staff_id else NOTED_BEFORE)
        return redirect(url_for("desk_lost_numbers.show", request_id=asked.id))
    page = render_experiences("withdraw", response=response, form=form)
    return (page, WRONG) if form.errors else page


def _suggest_first() -> list[tuple[Response, Sequence[str]]]:
    """Unread experiences that may speak of danger, while they are unlocked; looking is on record."""
    if not get_agent().is_unlocked():
        return []
    with brief_transaction(writes=True) as session:
        found = suggest_first(session, get_account_viewer(), keys=get_account_keys(), now=get_now())
    return [(get_account(id), found[id]) for id in sorted(found)]


def _show(response_id: str, form: OriginalForm, reason: str = "") -> str:
    """What is shown after a wrong form is masked, and is on record like every other reading."""
    with brief_transaction(writes=True) as session:
        viewer, keys = get_account_viewer(), get_account_keys()
        heard = listen(session, viewer, get_account(response_id), keys=keys, reason=reason, now=get_now())
    response = get_account(response_id)
    return render_experiences(
        "show",
        response=response,
        consultation=get_session().get_one(Consultation, response.consultation_id),
        heard=heard,
        why_not=WHY_NOT.get(heard.gap, "") if heard.gap else "",
        beside_why_not=WHY_NOT.get(heard.beside.gap, "") if heard.beside.gap else "",
        event=say_event(heard.beside.event) if heard.beside.event else [],
        said_by=SAID_BY,
        told_how=say_provenance(heard.provenance) if heard.provenance else "",
        permissions=_list_permissions(response),
        waits=is_waiting(get_session(), response.id),
        reach=list_reach(response),
        **describe_handling(response),
        form=form,
        is_original=bool(reason),
    )


def _count(viewer: Viewer) -> dict[str, Any]:
    session = get_session()
    table = tabulate(count_by_channel_and_language(session, viewer))
    return {**table, "withdrawn": count_withdrawn(session, viewer), "events": count_events(session, viewer)}


def _list_permissions(response: Response) -> list[str]:
    session = get_session()
    recipients = list_share_recipients(session, response.consultation_id)
    named = {one.key: find_text(one.names, ENGLISH, ENGLISH)[0] for one in recipients}
    return say_permissions(current_consent(session, response.id), named, today=get_today())
