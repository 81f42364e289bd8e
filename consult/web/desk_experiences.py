"""Experiences in the staff area: how many, in which languages; one read while unlocked; one withdrawn."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import AccessDenied, NotFound
from consult.models.consultation import Consultation
from consult.models.response import Response
from consult.queries.experiences import count_by_channel_and_language, count_withdrawn, list_experiences
from consult.queries.responses import get_response
from consult.queries.viewer import Viewer
from consult.services.consenting import current_consent
from consult.services.listening import listen
from consult.services.opening_form import list_obstacles
from consult.services.retracting import withdraw_on_request
from consult.vocabulary import Purpose, ResponseKind, ResponseState
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_experience_counts import tabulate
from consult.web.desk_experience_words import IDENTIFIERS, PERMISSIONS, WHY_NOT, name_place
from consult.web.desk_forms.experiences import OriginalForm, WithdrawExperienceForm
from consult.web.desk_titles import find_title
from consult.web.desk_words import CHANNELS, RESPONSE_STATES, name_language
from consult.web.key_store import get_account_keys, get_agent, get_key_store
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_experiences", __name__, url_prefix="/desk/experiences")
LABEL_CHARACTERS = 8
WRONG = 422


@bp.get("/")
@allow(ACCOUNTS)
def index() -> ResponseReturnValue:
    """How many there are, whether they can be read now, and the list of them."""
    viewer, session = _get_viewer(), get_session()
    page = request.args.get("page", 1, type=int)
    found = list_experiences(session, viewer, page)
    return _render(
        "index",
        found=found,
        permissions={one.id: _list_permissions(one) for one, _ in found.experiences},
        **tabulate(count_by_channel_and_language(session, viewer)),
        withdrawn=count_withdrawn(session, viewer),
        obstacles=list_obstacles(session, None, settings=current_app.config),
    )


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
    """Withdraw one because the person asked; the words are not needed for it, so it may stay locked."""
    response, form = _get(response_id), WithdrawExperienceForm()
    if form.validate_on_submit():
        actor, reason = current_user.id, form.reason.data
        given = {"store": get_key_store(), "reason": reason, "actor": actor, "now": get_now()}
        withdraw_on_request(get_session(), response, **given)
        flash("The experience is withdrawn. Its words and their key are deleted.")
        return redirect(url_for(".index"))
    page = _render("withdraw", response=response, form=form)
    return (page, WRONG) if form.errors else page


def _show(response_id: str, form: OriginalForm, reason: str = "") -> str:
    """What is shown after a wrong form is masked, and is on record like every other reading."""
    with brief_transaction(writes=True) as session:
        viewer, keys = _get_viewer(), get_account_keys()
        heard = listen(session, viewer, _get(response_id), keys=keys, reason=reason, now=get_now())
    response = _get(response_id)
    return _render(
        "show",
        response=response,
        consultation=get_session().get_one(Consultation, response.consultation_id),
        heard=heard,
        why_not=WHY_NOT.get(heard.gap, "") if heard.gap else "",
        permissions=_list_permissions(response),
        form=form,
        is_original=bool(reason),
    )


def _get(response_id: str) -> Response:
    """An experience that this viewer may see. Raises: NotFound (C102)."""
    response = get_response(get_session(), _get_viewer(), response_id)
    is_sent = response.state != ResponseState.IN_PROGRESS
    if response.kind != ResponseKind.ACCOUNT or not is_sent:
        raise NotFound("C102")
    return response


def _get_viewer() -> Viewer:
    """Observers never see an experience, whatever their role. Raises: AccessDenied (C101)."""
    viewer = get_current_viewer()
    if not viewer.sees_accounts:
        raise AccessDenied("C101")
    return viewer


def _list_permissions(response: Response) -> list[str]:
    held = current_consent(get_session(), response.id)
    return [PERMISSIONS[purpose] for purpose in Purpose if purpose in held and held[purpose].granted]


def _render(name: str, **values: Any) -> str:
    status = get_agent().status()
    return render_template(
        f"desk/experiences/{name}.html",
        minutes_left=-(-status.seconds_left // 60),
        is_unlocked=status.is_unlocked,
        channels=CHANNELS,
        states=RESPONSE_STATES,
        identifiers=IDENTIFIERS,
        name_language=name_language,
        name_place=name_place,
        find_title=find_title,
        name_experience=_name,
        **values,
    )


def _name(response: Response) -> str:
    """What staff call one: the beginning of its random id, which says nothing."""
    return f"Experience {response.id[:LABEL_CHARACTERS]}"
