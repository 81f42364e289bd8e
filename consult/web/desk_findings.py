"""What no longer holds in a draft: each thing with what to do, and those that a named person lets stand."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import CodedError, Conflict
from consult.models.draft import Draft
from consult.models.evidence_kinds import BrokenKind
from consult.queries.drafts import get_latest_draft
from consult.services.consultations.consulting import get_consultation
from consult.services.drafts.editing import find_standings
from consult.services.evidence.broken import Broken
from consult.services.evidence.cited_keys import read_key
from consult.services.evidence.overriding import lift, override
from consult.services.evidence.settling import Evidence, find_evidence
from consult.web.access import ANALYSE, DRAFTS, MANAGE, allow, meets
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_draft_findings import reads_now
from consult.web.desk_draft_views import get_author
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_findings", __name__, url_prefix="/desk/consultations/<slug>/draft-findings")


@bp.get("")
@allow(DRAFTS)
def show(slug: str) -> ResponseReturnValue:
    """Every finding, and a form that lets some stand."""
    return _show(slug)


@bp.post("")
@allow(MANAGE)
def let_stand(slug: str) -> ResponseReturnValue:
    """Let what was ticked stand, with a reason that is printed."""
    session, draft = get_session(), _get_draft(slug)
    viewer, reason = get_current_viewer(), request.form.get("reason", "")
    try:
        chosen = _choose(_find(draft), request.form.getlist("finding"))
        override(session, viewer, draft, chosen, reason=reason, author=get_author(), now=get_now())
    except Conflict as error:
        return _show(slug, error)
    flash("What you ticked stands. Your name and the reason are printed in the annex on method.")
    return redirect(url_for(".show", slug=slug))


@bp.post("/lift")
@allow(MANAGE)
def take_back(slug: str) -> ResponseReturnValue:
    """Have something settled after all."""
    session, viewer, id = get_session(), get_current_viewer(), request.form.get("override", "")
    lift(session, viewer, _get_draft(slug), id, author=get_author(), now=get_now())
    flash("It no longer stands: it has to be settled before anything leaves the draft.")
    return redirect(url_for(".show", slug=slug))


def _show(slug: str, error: CodedError | None = None) -> ResponseReturnValue:
    draft = _get_draft(slug)
    found = _find(draft)
    page = render_template(
        "desk/draft/findings.html",
        consultation=get_consultation(get_session(), slug),
        draft=draft,
        evidence=found,
        addresses={one.fingerprint: find_address(slug, one) for one in found.open},
        ticked=request.form.getlist("finding"),
        reason=request.form.get("reason", ""),
        reads_now=reads_now(get_session(), draft),
        may_settle=meets(MANAGE),
        may_check=meets(ANALYSE, "POST"),
        errors=[{"text": f"{error.message} {error.remedy}", "href": "#reason"}] if error else [],
    )
    return page, error.status if error else 200


def find_address(slug: str, broken: Broken) -> str:
    """The page on which something is settled; empty where it is the button on this one."""
    if broken.kind is BrokenKind.UNCOUNTED or not broken.section_key:
        return ""
    if broken.kind is BrokenKind.BRANCH:
        return url_for("desk_draft.join", slug=slug, key=broken.section_key)
    if broken.kind in {BrokenKind.FILE, BrokenKind.UNSOURCED} and read_key(broken.subject):
        return url_for("desk_sources.index", slug=slug)
    return url_for("desk_draft.edit", slug=slug, key=broken.section_key)


def _choose(found: Evidence, fingerprints: list[str]) -> list[Broken]:
    """What was ticked, as it is found now. Raises: Conflict (C564)."""
    every = {one.fingerprint: one for one in found.open}
    if any(one not in every for one in fingerprints):
        raise Conflict("C564")
    return [every[one] for one in dict.fromkeys(fingerprints)]


def _get_draft(slug: str) -> Draft:
    return get_latest_draft(get_session(), get_consultation(get_session(), slug).id)


def _find(draft: Draft) -> Evidence:
    standings = find_standings(get_session(), draft)
    return find_evidence(get_session(), draft, standings, today=get_today())
