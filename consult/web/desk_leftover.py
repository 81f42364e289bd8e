"""Passages in no theme: all can be read here, and put into the theme that they belong to."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.analyses.browsing import ThemePage, open_leftover
from consult.services.consultations.consulting import get_consultation
from consult.services.themes.moving_passages import place_passages, start_theme
from consult.web.access import ANALYSE, allow
from consult.web.asking_again import Errors, asking_again
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_account_keys
from consult.web.theme_runs import get_run
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_leftover", __name__, url_prefix="/desk/consultations/<slug>/leftover-passages")
FIELDS = {"C403": "label", "C428": "label", "C417": "passages"}


@bp.get("")
@allow(ANALYSE)
def show(slug: str) -> ResponseReturnValue:
    """What is in no theme, to read and to choose from."""
    return _show(slug, ())


@bp.post("")
@allow(ANALYSE)
def place(slug: str) -> ResponseReturnValue:
    """Put the passages that are ticked into a theme, or make a theme of them."""
    chosen, goal = list(dict.fromkeys(request.form.getlist("segment"))), request.form.get("goal", "")
    about: dict[str, Any] = {"staff_id": current_user.id, "now": get_now()}
    session, viewer, id = get_session(), get_current_viewer(), get_consultation(get_session(), slug).id
    with asking_again(lambda errors: _show(slug, errors), FIELDS):
        if request.form.get("act") == "start":
            decision = start_theme(session, viewer, id, chosen, label=request.form.get("label", ""), **about)
            goal = decision.content["key"]
        else:
            place_passages(session, viewer, id, chosen, goal=goal, **about)
    flash("The passages are in this theme now.")
    return redirect(url_for("desk_themes.theme", slug=slug, key=goal))


def _show(slug: str, errors: Errors) -> str:
    content = _read(slug)
    about, run = get_run(slug)
    found = {"consultation": about, "themes": run.themes, "content": content}
    return render_template("desk/themes/leftover.html", **found, errors=errors)


def _read(slug: str) -> ThemePage:
    """The passages of the page asked for; reading them is on record before it is drawn."""
    keys, page = get_account_keys(), request.args.get("page", 1, type=int)
    with brief_transaction(writes=True) as session:
        run = get_run(slug)[1]
        return open_leftover(session, get_current_viewer(), run, page=page, keys=keys, now=get_now())
