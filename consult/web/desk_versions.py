"""Exact versions of a response: made from the draft as it stands, read, and downloaded."""

import io

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from consult.exports.writers import WRITERS
from consult.queries.drafts import find_latest_draft, get_latest_draft
from consult.queries.versions import get_version, list_versions
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.editing import find_standings
from consult.services.handing_out.held_ahead import list_held
from consult.services.versions.freezing import make_version
from consult.services.versions.saying_versions import CHANGED_BODY, LESS, say_version, say_withdrawn
from consult.services.versions.showing_versions import show_exact
from consult.web.access import DRAFTS, MANAGE, allow, meets
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import describe_block, get_author, make_showing
from consult.web.version_files import make_version_file

bp = Blueprint("desk_versions", __name__, url_prefix="/desk/consultations/<slug>/versions")


@bp.get("")
@allow(DRAFTS)
def index(slug: str) -> ResponseReturnValue:
    """Every version that was made, the latest first."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    draft = find_latest_draft(session, consultation.id)
    return render_template(
        "desk/draft/versions.html",
        consultation=consultation,
        draft=draft,
        held=list_held(session, draft, find_standings(session, draft)) if draft and meets(MANAGE) else [],
        versions=list_versions(session, consultation.id),
        may_make=meets(MANAGE),
    )


@bp.post("")
@allow(MANAGE)
def make(slug: str) -> ResponseReturnValue:
    """Freeze the draft as it stands."""
    session = get_session()
    draft = get_latest_draft(session, get_consultation(session, slug).id)
    version = make_version(session, draft, make_showing(), author=get_author())
    flash(f"Version {version.number} is made. Writing in the draft does not change it any more.")
    return redirect(url_for(".show", slug=slug, number=version.number))


@bp.get("/<int:number>")
@allow(DRAFTS)
def show(slug: str, number: int) -> ResponseReturnValue:
    """One version whole, with what was withdrawn from it."""
    with brief_transaction(writes=True) as session:
        version = get_version(session, get_consultation(session, slug).id, number)
        shown = show_exact(session, version, make_showing())
    return render_template(
        "desk/draft/version.html",
        consultation=get_consultation(get_session(), slug),
        version=get_version(get_session(), version.consultation_id, number),
        shown=shown,
        name=say_version(shown),
        withdrawn=[say_withdrawn(one) for one in shown.withdrawals],
        said={"less": LESS, "changed": CHANGED_BODY},
        sections=[[describe_block(block, slug) for block in one.blocks] for one in shown.sections],
        files=WRITERS,
    )


@bp.get("/<int:number>/response.<form>")
@allow(DRAFTS)
def download(slug: str, number: int, form: str) -> ResponseReturnValue:
    """One version as a file, with what this person may see; the same bytes each time."""
    made = make_version_file(slug, number, form)
    content = io.BytesIO(made.content)
    return send_file(content, mimetype=made.media_type, as_attachment=True, download_name=made.name)
