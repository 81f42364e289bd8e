"""What a response asks of government, and what was replied to each: listed, taken from a version, written."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.followed_asks import FollowedAsk
from consult.queries.versions import get_version
from consult.services.consultations.consulting import get_consultation
from consult.services.following.asking_government import (
    get_ask,
    list_offered,
    move_up,
    remove_ask,
    take_asks,
)
from consult.services.following.published_versions import find_public_version
from consult.services.following.showing_asks import ShownAsk, find_home, list_wordless, show_asks
from consult.vocabulary import LANGUAGES, UseKind
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author, make_showing
from consult.web.desk_forms.asks import REPLIES
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_asks", __name__, url_prefix="/desk/consultations/<slug>/asks")


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """Every ask with its reply, and the texts of the version that was sent or signed which are none yet."""
    with brief_transaction(writes=True) as session:
        values = _describe(session, get_consultation(session, slug))
    return render_template("desk/following/asks.html", replies=REPLIES, **values)


def _describe(session: Session, consultation: Consultation) -> dict[str, Any]:
    by: dict[str, Any] = {"today": get_today(), "showing": make_showing(UseKind.PAGE)}
    version = find_public_version(session, consultation.id)
    asks = show_asks(session, consultation.id, **by)
    return {
        "consultation": consultation,
        "version": version,
        "asks": asks,
        "wordless": [(one, find_home(session, one)) for one in list_wordless(session, consultation.id, asks)],
        "offered": list_offered(session, version, **by) if version else {},
    }


@bp.post("/take")
@allow(MANAGE)
def take(slug: str) -> ResponseReturnValue:
    """Take texts of a version as asks."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    version = get_version(session, consultation.id, request.form.get("version", 0, type=int))
    chosen, viewer = request.form.getlist("place"), get_current_viewer()
    taken = take_asks(session, viewer, version, chosen, author=get_author(), today=get_today(), now=get_now())
    flash(f"Added to what we ask: {len(taken)}.")
    return redirect(url_for(".index", slug=slug))


@bp.get("/<ask_id>/remove")
@allow(MANAGE)
def confirm(slug: str, ask_id: str) -> ResponseReturnValue:
    """What is deleted with an ask, before it is."""
    with brief_transaction(writes=True) as session:
        consultation = get_consultation(session, slug)
        ask = get_ask(session, consultation.id, ask_id)
        by: dict[str, Any] = {"today": get_today(), "showing": make_showing(UseKind.PAGE)}
        shown = show_asks(session, consultation.id, **by)
        name, one = _name_asks(shown, list_wordless(session, consultation.id, shown))[ask.id]
        home = find_home(session, ask)
    values = {"consultation": consultation, "one": one, "name": name, "home": home, "replies": REPLIES}
    return render_template("desk/following/remove_ask.html", names=LANGUAGES, **values)


def _name_asks(shown: Sequence[ShownAsk], wordless: Sequence[FollowedAsk]) -> dict[str, tuple[str, ShownAsk]]:
    """What each ask is called, as the list counts it, by its id."""
    rest = [ShownAsk(one, {}, one.reply) for one in wordless]
    named = [(f"ask {number}", one) for number, one in enumerate(shown, start=1)]
    named += [(f"ask without words {number}", one) for number, one in enumerate(rest, start=1)]
    return {one.ask.id: (name, one) for name, one in named}


@bp.post("/<ask_id>/up")
@allow(MANAGE)
def move(slug: str, ask_id: str) -> ResponseReturnValue:
    """Put an ask before the one above it."""
    session = get_session()
    ask = get_ask(session, get_consultation(session, slug).id, ask_id)
    move_up(session, get_current_viewer(), ask, author=get_author(), now=get_now())
    return redirect(url_for(".index", slug=slug))


@bp.post("/<ask_id>/remove")
@allow(MANAGE)
def remove(slug: str, ask_id: str) -> ResponseReturnValue:
    """Take an ask off the list."""
    session = get_session()
    ask = get_ask(session, get_consultation(session, slug).id, ask_id)
    remove_ask(session, get_current_viewer(), ask, author=get_author(), now=get_now())
    flash("It is off the list, with its reply.")
    return redirect(url_for(".index", slug=slug))
