"""Comments of the staff on a section: said, read and settled; people of observers see none."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.draft import Section
from consult.queries.drafts import get_latest_draft, get_section
from consult.services.comments.commenting import add_comment, list_comments, settle_comment, sort_comments
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.editing import find_standing
from consult.web.access import COMMENTS, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_comment_views import name_blocks
from consult.web.desk_draft_views import get_author
from consult.web.submission_ids import find_submission_id
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_draft_comments", __name__, url_prefix="/desk/consultations/<slug>/draft/<key>/comments")


@bp.get("")
@allow(COMMENTS)
def show(slug: str, key: str) -> ResponseReturnValue:
    """Every comment on a section, and a form for another."""
    return _show(slug, key)


@bp.post("")
@allow(COMMENTS)
def add(slug: str, key: str) -> ResponseReturnValue:
    """Keep a comment; where something is wrong with it, it is shown again."""
    session, form = get_session(), request.form
    section = _get_section(session, slug, key)
    about = (get_current_viewer(), section, form.get("text", ""), form.get("about", ""))
    try:
        once = find_submission_id()
        add_comment(session, *about, submission_id=once, author=get_author(), now=get_now())
    except Conflict as error:
        return _show(slug, key, error)
    flash("Your comment is kept. It is never printed.")
    return redirect(url_for(".show", slug=slug, key=key))


@bp.post("/settle")
@allow(COMMENTS)
def settle(slug: str, key: str) -> ResponseReturnValue:
    """Settle a comment."""
    session, id = get_session(), request.form.get("comment", "")
    section = _get_section(session, slug, key)
    settle_comment(session, get_current_viewer(), section, id, author=get_author(), now=get_now())
    flash("The comment is settled. It stays under the settled ones.")
    return redirect(url_for(".show", slug=slug, key=key))


def _show(slug: str, key: str, error: Conflict | None = None) -> ResponseReturnValue:
    section = _get_section(get_session(), slug, key)
    blocks = find_standing(get_session(), section).version.blocks
    comments = list_comments(get_session(), get_current_viewer(), section)
    page = render_template(
        "desk/draft/comments.html",
        slug=slug,
        section=section,
        names=name_blocks(blocks),
        waiting=sort_comments(comments, blocks),
        settled=[one for one in comments if one.settled_at is not None],
        typed=request.form,
        submission_id=find_submission_id(),
        errors=[{"text": f"{error.message} {error.remedy}", "href": "#text"}] if error else [],
    )
    return page, error.status if error else 200


def _get_section(session: Session, slug: str, key: str) -> Section:
    return get_section(get_latest_draft(session, get_consultation(session, slug).id), key)
