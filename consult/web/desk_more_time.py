"""More time for one organisation: who has it, until when and why, and a form that gives it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.extending import (
    extend,
    get_extension,
    list_extensions,
    take_back_extension,
)
from consult.services.region import directing
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.more_time import MoreTimeForm
from consult.web.desk_titles import find_title

bp = Blueprint("desk_more_time", __name__, url_prefix="/desk/consultations/<slug>/more-time")
WRONG = 422


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """Who was given more time, and a form that gives it."""
    return _show(slug, _make_form(formdata=None))


@bp.post("")
@allow(MANAGE)
def give(slug: str) -> ResponseReturnValue:
    """Give it: the link is on the page that follows, and never again."""
    form = _make_form()
    if not form.validate():
        return _show(slug, form), WRONG
    return _give(slug, form)


@bp.post("/<extension_id>/take-back")
@allow(MANAGE)
def take_back(slug: str, extension_id: str) -> ResponseReturnValue:
    """End it before its day."""
    session = get_session()
    extension = get_extension(session, get_consultation(session, slug).id, extension_id)
    take_back_extension(session, extension, author=get_author(), now=get_now())
    flash("Its link and its return number do not send late any more. What was sent stays, marked as late.")
    return redirect(url_for(".index", slug=slug))


def _give(slug: str, form: MoreTimeForm) -> ResponseReturnValue:
    session = get_session()
    consultation = get_consultation(session, slug)
    chosen = directing.get_organisation(session, form.organisation.data)
    granted: Any = {"until_on": form.until_on.data, "reason": form.reason.data or ""}
    try:
        made = extend(session, consultation, chosen, **granted, author=get_author(), now=get_now())
    except Conflict as refusal:
        form.until_on.errors = [f"{refusal.message} {refusal.remedy}"]
        return _show(slug, form), WRONG
    address = url_for("more_time_link.open_link", slug=slug, token=made.token, _external=True)
    values = {"consultation": consultation, "title": find_title(consultation)[0], "address": address}
    return render_template("desk/returns/more_time_given.html", extension=made.extension, **values)


def _make_form(**options: object) -> MoreTimeForm:
    form = MoreTimeForm(**options)
    form.offer(directing.list_organisations(get_session()))
    return form


def _show(slug: str, form: MoreTimeForm) -> str:
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/returns/more_time.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        extensions=list_extensions(get_session(), consultation.id),
        today=get_today(),
        form=form,
        errors=form.list_errors(),
    )
