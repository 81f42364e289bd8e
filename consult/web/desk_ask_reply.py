"""One ask of government: its words in every language, and what was replied to it."""

from typing import Any, cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.models.followed_asks import FollowedAsk
from consult.services.consultations.consulting import get_consultation
from consult.services.following.asking_government import change_ask, get_ask
from consult.services.following.replying import add_with_reply, keep_reply
from consult.services.following.showing_asks import show_asks
from consult.vocabulary import UseKind
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author, make_showing
from consult.web.desk_forms.asks import AskForm, describe_values, list_values, make_form
from consult.web.desk_titles import list_title_languages
from consult.web.submission_ids import find_submission_id
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_ask_reply", __name__, url_prefix="/desk/consultations/<slug>/asks")
WRONG, STALE = 422, 409


@bp.route("/new", methods=["GET", "POST"])
@allow(MANAGE)
def add(slug: str) -> ResponseReturnValue:
    """An ask in somebody's own words."""
    return _run(slug, None)


@bp.route("/<ask_id>", methods=["GET", "POST"])
@allow(MANAGE)
def edit(slug: str, ask_id: str) -> ResponseReturnValue:
    """Change the words of an ask, and enter the reply to it."""
    return _run(slug, get_ask(get_session(), get_consultation(get_session(), slug).id, ask_id))


def _run(slug: str, ask: FollowedAsk | None) -> ResponseReturnValue:
    consultation = get_consultation(get_session(), slug)
    tags = [one.tag for one in list_title_languages(consultation)]
    form = make_form(tags)(data=list_values(ask))
    if not form.validate_on_submit():
        page = _show(consultation, form, ask)
        return (page, WRONG) if form.errors else page
    if ask is not None and request.form.get("version", 0, type=int) != ask.version:
        return _show(consultation, form, ask, is_stale=True), STALE
    try:
        with get_session().begin_nested():
            _keep(consultation, form, ask)
    except Conflict as error:
        form.refuse(error, {"C576": "reply"}, f"text_{tags[0]}")
        return _show(consultation, form, ask), WRONG
    flash("It is saved.")
    return redirect(url_for("desk_asks.index", slug=slug))


def _keep(consultation: Consultation, form: AskForm, ask: FollowedAsk | None) -> None:
    session, viewer, author, now = get_session(), get_current_viewer(), get_author(), get_now()
    if ask is None:
        by: dict[str, Any] = {"submission_id": find_submission_id(), "author": author, "now": now}
        add_with_reply(session, viewer, consultation, form.read_text(), form.read_reply(), **by)
    else:
        change_ask(session, viewer, ask, form.read_text(), author=author, now=now)
        keep_reply(session, viewer, ask, form.read_reply(), author=author, now=now)


def _show(
    consultation: Consultation,
    form: AskForm,
    ask: FollowedAsk | None,
    *,
    is_stale: bool = False,
) -> str:
    words = _read_words(consultation.slug, ask.id) if ask else ""
    return render_template(
        "desk/following/ask.html",
        consultation=consultation,
        ask=ask,
        words=words,
        languages=list_title_languages(consultation),
        form=cast(Any, form),
        submission_id=None if ask else find_submission_id(),
        errors=form.list_errors(),
        saved=describe_values(ask) if is_stale else {},
        is_stale=is_stale,
    )


def _read_words(slug: str, ask_id: str) -> str:
    """The words of an ask in English, those of an organisation too, whose use is put on record."""
    with brief_transaction(writes=True) as session:
        about, showing = get_consultation(session, slug).id, make_showing(UseKind.PAGE)
        shown = show_asks(session, about, today=get_today(), showing=showing)
        return next((one.text.get("en", "") for one in shown if one.ask.id == ask_id), "")
