"""Quote a passage in the draft: read it as it would stand there, and choose the section."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.queries.drafts import get_latest_draft, get_section
from consult.services.consultations.consulting import get_consultation
from consult.services.quotations.finding_quotable import Asking, find_quotable
from consult.services.quotations.quoting_passages import find_fitting, quote_passage
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author
from consult.web.key_store import get_account_keys
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_quoting", __name__, url_prefix="/desk/consultations/<slug>/quote/<segment_id>")


@bp.get("")
@allow(MANAGE)
def show(slug: str, segment_id: str) -> ResponseReturnValue:
    """The passage as it would be quoted, and the sections that it could stand in."""
    asking = _ask()
    with brief_transaction(writes=True) as session:
        draft = get_latest_draft(session, get_consultation(session, slug).id)
        found = find_quotable(session, draft, segment_id, asking)
    consultation = get_consultation(get_session(), slug)
    draft = get_latest_draft(get_session(), consultation.id)
    sections = [{"value": one.key, "text": one.title} for one in draft.sections]
    given = {"passage": found.filled, "sections": sections}
    fitting = find_fitting(draft, found.part.question_id)
    return render_template("desk/draft/quote.html", consultation=consultation, fitting=fitting, **given)


@bp.post("")
@allow(MANAGE)
def add(slug: str, segment_id: str) -> ResponseReturnValue:
    """Put the passage at the end of the section chosen."""
    session = get_session()
    draft = get_latest_draft(session, get_consultation(session, slug).id)
    section = get_section(draft, request.form.get("section", ""))
    quote_passage(session, section, segment_id, _ask(), author=get_author())
    flash("The passage is quoted at the end of the section. Move it with Edit this section.")
    return redirect(url_for("desk_draft.section", slug=slug, key=section.key))


def _ask() -> Asking:
    return Asking(get_current_viewer(), get_now(), get_account_keys())
