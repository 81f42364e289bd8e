"""One theme taken apart: split it, move passages to another theme, make it a tag."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.services.analyses.reading_passages import PassageText
from consult.services.consultations.consulting import get_consultation
from consult.services.tags.adding_tags import NewTag
from consult.services.themes.halving_themes import find_halves, read_for_halves
from consult.services.themes.moving_passages import move_passages
from consult.services.themes.splitting_themes import NewPart, split_by_origin, split_theme
from consult.services.themes.tagging_themes import make_tag, propose_tag
from consult.services.themes.theme_origins import list_origins
from consult.web.access import DECIDE, allow
from consult.web.asking_again import Errors, asking_again
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.key_store import get_account_keys
from consult.web.theme_runs import get_standing, read_theme
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_theme_parts", __name__, url_prefix="/desk/consultations/<slug>/themes/<key>")
SHOWN_OF_HALF = 3
SPLIT_FIELDS = {"C403": "part-label", "C428": "part-label", "C413": "passages", "C417": "passages"}
TAG_FIELDS = {"C416": "tag-description", "C429": "tag-label"}


@bp.get("/parts")
@allow(DECIDE)
def show(slug: str, key: str) -> ResponseReturnValue:
    """The passages of a theme to choose from, and what can be made of the theme."""
    return _show(slug, key, ())


@bp.get("/halves")
@allow(DECIDE)
def halves(slug: str, key: str) -> ResponseReturnValue:
    """The theme in two, as the machine proposes it."""
    proposed = find_halves(*_read_passages(slug, key))
    consultation, _, theme = get_standing(slug, key)
    return render_template(
        "desk/themes/halves.html",
        consultation=consultation,
        theme=theme,
        proposed=proposed,
        most=SHOWN_OF_HALF,
    )


@bp.post("/split")
@allow(DECIDE)
def split(slug: str, key: str) -> ResponseReturnValue:
    """Make a theme of the passages chosen, or move them to another theme."""
    session, viewer, id = get_session(), get_current_viewer(), _find(slug)
    chosen, goal = tuple(_list_chosen()), request.form.get("goal", "")
    part = NewPart(request.form.get("label", ""), chosen)
    with asking_again(lambda errors: _show(slug, key, errors), SPLIT_FIELDS):
        if request.form.get("act") == "move":
            move_passages(session, viewer, id, chosen, start=key, goal=goal, **_who())
            return _go(slug, goal, "The passages are in this theme now.")
        split_theme(session, viewer, id, key, [part], **_who())
    return _go(slug, key, f"“{' '.join(part.label.split())}” is a theme of its own now.")


@bp.post("/split-by-origin")
@allow(DECIDE)
def split_again(slug: str, key: str) -> ResponseReturnValue:
    """Split a theme into those it was made of."""
    split_by_origin(get_session(), _find(slug), key, **_who())
    return _go(slug, key, "The theme is split into those it was made of.")


@bp.post("/tag")
@allow(DECIDE)
def tag(slug: str, key: str) -> ResponseReturnValue:
    """Make the theme a tag."""
    label, description, phrases = (request.form.get(name, "") for name in ("label", "description", "phrases"))
    given = NewTag(label, description, phrases)
    accept, id = request.form.get("passages") == "accepted", _find(slug)
    with asking_again(lambda errors: _show(slug, key, errors), TAG_FIELDS):
        code = make_tag(get_session(), get_current_viewer(), id, key, given, accept=accept, **_who())
    return _go(slug, key, f"The tag “{code.label}” is in the list of tags.")


def _show(slug: str, key: str, errors: Errors) -> str:
    content = read_theme(slug, key)
    consultation, run, theme = get_standing(slug, key)
    return render_template(
        "desk/themes/parts.html",
        consultation=consultation,
        theme=theme,
        others=[one for one in run.themes if one.key != key],
        origins=list_origins(get_session(), run, theme),
        proposed=propose_tag(run, theme),
        content=content,
        errors=errors,
    )


def _read_passages(slug: str, key: str) -> tuple[list[PassageText], int]:
    """The passages to divide, and how many there are; dividing them is slow and happens afterwards."""
    keys, viewer = get_account_keys(), get_current_viewer()
    with brief_transaction(writes=True) as session:
        return read_for_halves(session, viewer, get_standing(slug, key)[2], keys=keys, now=get_now())


def _list_chosen() -> list[str]:
    """Passages ticked one by one, or a whole half that was proposed."""
    together = request.form.get("segments", "").split(",")
    return list(dict.fromkeys(filter(None, [*request.form.getlist("segment"), *together])))


def _find(slug: str) -> str:
    return get_consultation(get_session(), slug).id


def _who() -> dict[str, Any]:
    return {"staff_id": current_user.id, "now": get_now()}


def _go(slug: str, key: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("desk_themes.theme", slug=slug, key=key))
