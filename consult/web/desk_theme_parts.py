"""One theme taken apart: split it, move passages to another theme, make it a tag."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import NotFound
from consult.models.analysis import AnalysisRun
from consult.models.consultation import Consultation
from consult.queries.runs import find_latest_run
from consult.queries.themes import get_theme
from consult.services.browsing import ThemePage, open_theme
from consult.services.consulting import get_consultation
from consult.services.moving_passages import move_passages
from consult.services.reading_passages import PassageText
from consult.services.splitting_themes import (
    NewPart,
    find_halves,
    list_origins,
    read_for_halves,
    split_by_origin,
    split_theme,
)
from consult.services.tagging_themes import NewTag, make_tag
from consult.web.access import ANALYSE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_theme_parts", __name__, url_prefix="/desk/consultations/<slug>/themes/<key>")
SHOWN_OF_HALF = 3


@bp.get("/parts")
@allow(ANALYSE)
def show(slug: str, key: str) -> ResponseReturnValue:
    """The passages of a theme to choose from, and what can be made of the theme."""
    content = _read_theme(slug, key)
    consultation, run = _get_run(slug)
    theme = get_theme(get_session(), run.id, key)
    return render_template(
        "desk/themes/parts.html",
        consultation=consultation,
        theme=theme,
        others=[one for one in run.themes if one.key != key],
        origins=list_origins(get_session(), run, theme),
        content=content,
    )


@bp.get("/halves")
@allow(ANALYSE)
def halves(slug: str, key: str) -> ResponseReturnValue:
    """The theme in two, as the machine proposes it."""
    proposed = find_halves(*_read_passages(slug, key))
    consultation, run = _get_run(slug)
    theme = get_theme(get_session(), run.id, key)
    return render_template(
        "desk/themes/halves.html",
        consultation=consultation,
        theme=theme,
        proposed=proposed,
        most=SHOWN_OF_HALF,
    )


@bp.post("/split")
@allow(ANALYSE)
def split(slug: str, key: str) -> ResponseReturnValue:
    """Make a theme of the passages chosen, or move them to another theme."""
    session, viewer, id = get_session(), get_current_viewer(), _find(slug)
    chosen, goal = tuple(_list_chosen()), request.form.get("goal", "")
    if request.form.get("act") == "move":
        move_passages(session, viewer, id, chosen, start=key, goal=goal, **_who())
        return _go(slug, goal, "The passages are in this theme now.")
    part = NewPart(request.form.get("label", ""), chosen)
    split_theme(session, viewer, id, key, [part], **_who())
    return _go(slug, key, f"“{' '.join(part.label.split())}” is a theme of its own now.")


@bp.post("/split-by-origin")
@allow(ANALYSE)
def split_again(slug: str, key: str) -> ResponseReturnValue:
    """Split a theme into those it was made of."""
    split_by_origin(get_session(), _find(slug), key, **_who())
    return _go(slug, key, "The theme is split into those it was made of.")


@bp.post("/tag")
@allow(ANALYSE)
def tag(slug: str, key: str) -> ResponseReturnValue:
    """Make the theme a tag."""
    label, description, phrases = (request.form.get(name, "") for name in ("label", "description", "phrases"))
    given = NewTag(label, description, phrases)
    accept = request.form.get("passages") == "accepted"
    code = make_tag(get_session(), get_current_viewer(), _find(slug), key, given, accept=accept, **_who())
    return _go(slug, key, f"The tag “{code.label}” is in the list of tags.")


def _read_theme(slug: str, key: str) -> ThemePage:
    """The passages of the page asked for; reading them is on record before it is drawn."""
    keys, page = get_account_keys(), request.args.get("page", 1, type=int)
    with brief_transaction(writes=True) as session:
        found = get_theme(session, _get_run(slug)[1].id, key)
        return open_theme(session, get_current_viewer(), found, page=page, keys=keys, now=get_now())


def _read_passages(slug: str, key: str) -> tuple[list[PassageText], int]:
    """The passages to divide, and how many there are; dividing them is slow and happens afterwards."""
    keys, viewer = get_account_keys(), get_current_viewer()
    with brief_transaction(writes=True) as session:
        found = get_theme(session, _get_run(slug)[1].id, key)
        return read_for_halves(session, viewer, found, keys=keys, now=get_now())


def _list_chosen() -> list[str]:
    """Passages ticked one by one, or a whole half that was proposed."""
    together = request.form.get("segments", "").split(",")
    return list(dict.fromkeys(filter(None, [*request.form.getlist("segment"), *together])))


def _get_run(slug: str) -> tuple[Consultation, AnalysisRun]:
    consultation = get_consultation(get_session(), slug)
    run = find_latest_run(get_session(), consultation.id)
    if run is None:
        raise NotFound("C402")
    return consultation, run


def _find(slug: str) -> str:
    return get_consultation(get_session(), slug).id


def _who() -> dict[str, Any]:
    return {"staff_id": current_user.id, "now": get_now()}


def _go(slug: str, key: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("desk_themes.theme", slug=slug, key=key))
