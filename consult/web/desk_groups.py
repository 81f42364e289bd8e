"""Community groups in the staff area: who may give experiences, and each group's link, number and cards."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.models.groups import RelayGroup
from consult.services.consultations import ways_in
from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.experiences import grouping
from consult.services.experiences.relay_agreements import get_current_agreement
from consult.services.experiences.relay_terms import has_accepted
from consult.services.region import directing
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_forms.groups import LinkForm, RenewForm, WayInForm
from consult.web.desk_group_words import WAYS_IN, say_link_state
from consult.web.desk_titles import find_title

bp = Blueprint("desk_groups", __name__, url_prefix="/desk/region/groups")
WRONG = 422


@bp.get("/")
@allow(MANAGE)
def index() -> ResponseReturnValue:
    """Who may give experiences, and the groups that pass them on."""
    return _show_index()


@bp.post("/way-in")
@allow(MANAGE)
def set_way_in() -> ResponseReturnValue:
    """Set who may give, for the region or for one consultation."""
    form = _make_way_in_form()
    if not form.validate():
        return _show_index(way_form=form), WRONG
    slug = form.consultation.data
    consultation = get_consultation(get_session(), slug) if slug else None
    ways_in.set_way_in(get_session(), consultation, form.read(), actor=current_user.id, now=get_now())
    flash("Who may give is saved.")
    return redirect(url_for(".index"))


@bp.post("/links")
@allow(MANAGE)
def make() -> ResponseReturnValue:
    """Make a link for an organisation; its secret part is on the page that follows, and never again."""
    form = _make_link_form()
    if not form.validate():
        return _show_index(link_form=form), WRONG
    organisation = directing.get_organisation(get_session(), form.organisation.data)
    return _show_made(organisation, form.expires_on.data)


@bp.get("/<group_id>")
@allow(MANAGE)
def show(group_id: str) -> ResponseReturnValue:
    """One group, and what can be done about its link, number and cards."""
    return _show_group(_get(group_id), RenewForm(formdata=None))


@bp.post("/<group_id>/link")
@allow(MANAGE)
def renew(group_id: str) -> ResponseReturnValue:
    """Put another link in the place of the one before, which stops working."""
    group, form = _get(group_id), RenewForm()
    form.today = get_today()
    if not form.validate():
        return _show_group(group, form), WRONG
    return _show_made(group.organisation, form.expires_on.data)


@bp.post("/<group_id>/revoke")
@allow(MANAGE)
def revoke(group_id: str) -> ResponseReturnValue:
    """The link and the number open nothing any more."""
    grouping.revoke_link(get_session(), _get(group_id), actor=current_user.id, now=get_now())
    flash("The link is revoked. What the group sent before is kept.")
    return redirect(url_for(".show", group_id=group_id))


@bp.post("/<group_id>/cards")
@allow(MANAGE)
def set_cards(group_id: str) -> ResponseReturnValue:
    """Let the group print cards, or not any more."""
    is_allowed = request.form.get("is_allowed") == "yes"
    actor = current_user.id
    grouping.allow_cards(get_session(), _get(group_id), is_allowed=is_allowed, actor=actor, now=get_now())
    flash("The group may print cards." if is_allowed else "The group may not print cards any more.")
    return redirect(url_for(".show", group_id=group_id))


@bp.post("/<group_id>/number")
@allow(MANAGE)
def forget_number(group_id: str) -> ResponseReturnValue:
    """Let a group that lost its number draw another."""
    grouping.forget_number(get_session(), _get(group_id), actor=current_user.id, now=get_now())
    flash("The group draws a new number when it next opens its link.")
    return redirect(url_for(".show", group_id=group_id))


def _get(group_id: str) -> RelayGroup:
    return grouping.get_group(get_session(), group_id)


def _make_way_in_form(**options: Any) -> WayInForm:
    form = WayInForm(**options)
    form.offer(list_consultations(get_session()))
    return form


def _make_link_form(**options: Any) -> LinkForm:
    form = LinkForm(**options)
    form.today = get_today()
    known = {group.organisation_id for group in grouping.list_groups(get_session())}
    offered = directing.list_organisations(get_session())
    form.offer(one for one in offered if grouping.may_relay(one) and one.id not in known)
    return form


def _show_index(*, way_form: WayInForm | None = None, link_form: LinkForm | None = None) -> str:
    session, region_way = get_session(), ways_in.get_way_in(get_session())
    form = way_form or _make_way_in_form(formdata=None, data={"way_in": region_way.value})
    links = link_form or _make_link_form(formdata=None)
    own = [(one, ways_in.find_way_in(session, one.id)) for one in list_consultations(session)]
    return _render(
        "index",
        form=form,
        link_form=links,
        errors=form.list_errors() + links.list_errors(),
        region_way=region_way,
        own_ways=[(one, way) for one, way in own if way],
        groups=grouping.list_groups(session),
    )


def _show_group(group: RelayGroup, form: RenewForm) -> str:
    return _render("group", group=group, form=form, errors=form.list_errors())


def _show_made(organisation: Any, expires_on: Any) -> str:
    made = grouping.make_link(
        get_session(), organisation, expires_on=expires_on, actor=current_user.id, now=get_now()
    )
    address = url_for("account_group.open_link", token=made.token, _external=True)
    return _render("made", group=made.group, address=address)


def _render(name: str, **values: Any) -> str:
    terms, today = get_current_agreement(get_session()), get_today()
    return render_template(
        f"desk/groups/{name}.html",
        ways_in=WAYS_IN,
        find_title=find_title,
        say_link_state=lambda group: say_link_state(group, today),
        has_accepted=lambda group: has_accepted(group, terms),
        terms=terms,
        **values,
    )
