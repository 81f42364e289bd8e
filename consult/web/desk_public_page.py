"""The public page of an outcome as the staff prepare it: its quotations, opening it, and taking it back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.services.consultations.concluding import find_outcome
from consult.services.consultations.consulting import get_consultation
from consult.services.following.choosing_published import choose_quotations, list_offered
from consult.services.following.feeding_back import begin_feedback, count_unreachable, count_written, list_due
from consult.services.following.finding_submissions import find_sent_on
from consult.services.following.published_versions import find_public_version, find_published, is_settled
from consult.services.following.publishing_outcome import publish_outcome, take_back_outcome
from consult.services.region.setting_up import find_partnership
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_titles import list_title_languages
from consult.web.outbox import post
from consult.web.outcome_letters import write_letter
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_public_page", __name__, url_prefix="/desk/consultations/<slug>/public-page")


@bp.get("")
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """Whether the page is open, what stands in its way, and which quotations it has."""
    with brief_transaction(writes=True) as session:
        version = find_public_version(session, get_consultation(session, slug).id)
        offered = list_offered(session, version, now=get_now()) if version else []
    values = _describe(get_consultation(get_session(), slug))
    return render_template("desk/following/public_page.html", offered=offered, **values)


@bp.post("/quotations")
@allow(MANAGE)
def choose(slug: str) -> ResponseReturnValue:
    """Keep which quotations the page has."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    version = find_public_version(session, consultation.id)
    if version is None:
        raise NotFound("C102")
    keys, viewer = request.form.getlist("quotation"), get_current_viewer()
    count = choose_quotations(session, viewer, version, keys, author=get_author(), now=get_now())
    flash(f"Quotations on the public page: {count}.")
    return redirect(url_for(".index", slug=slug))


@bp.post("/publish")
@allow(MANAGE)
def publish(slug: str) -> ResponseReturnValue:
    """Open the page to everybody."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    publish_outcome(session, get_current_viewer(), consultation, author=get_author(), now=get_now())
    flash("The page is open to everybody.")
    return redirect(url_for(".index", slug=slug))


@bp.post("/letters")
@allow(MANAGE)
def tell(slug: str) -> ResponseReturnValue:
    """Write to the organisations that answered, each contact in its language and once."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    due = begin_feedback(session, get_current_viewer(), consultation, author=get_author(), now=get_now())
    region, sent_on = find_partnership(session), find_sent_on(session, consultation.id)
    for one in due:
        post(write_letter(one, consultation, sent_on, region.name if region else "Regional Consult"))
    flash(f"Letters in the outbox: {len(due)}.")
    return redirect(url_for(".index", slug=slug))


@bp.post("/take-back")
@allow(MANAGE)
def take_back(slug: str) -> ResponseReturnValue:
    """Close the page."""
    session, consultation = get_session(), get_consultation(get_session(), slug)
    take_back_outcome(session, get_current_viewer(), consultation, author=get_author(), now=get_now())
    flash("The page is closed. What people copied from it cannot be called back.")
    return redirect(url_for(".index", slug=slug))


def _describe(consultation: Consultation) -> dict[str, Any]:
    """Whether the page is open, of which version it is, and whom there is to write to."""
    session = get_session()
    return {
        "consultation": consultation,
        "version": find_public_version(session, consultation.id),
        "outcome": find_outcome(session, consultation.id),
        "published": find_published(session, consultation),
        "is_settled": is_settled(session, consultation.id),
        "due": list_due(session, consultation),
        "written": count_written(session, consultation.id),
        "unreachable": count_unreachable(session, consultation.id),
        "languages": list_title_languages(consultation),
    }
