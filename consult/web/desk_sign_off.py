"""A forum's decision about a version: recorded by a manager, read by readers of the draft, undone."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict, NotFound
from consult.models.agreement_kinds import SignOffOutcome, SignOffWay, Vote
from consult.models.consultation import Consultation
from consult.models.region import Forum
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.queries.versions import get_version
from consult.services.agreement.giving_positions import RECORDS
from consult.services.consultations.attaching import get_attached, list_attached
from consult.services.consultations.consulting import get_consultation
from consult.services.region import directing
from consult.services.signing.deciding import Decision
from consult.services.signing.finding_sign_offs import list_sign_offs
from consult.services.signing.forum_terms import find_terms, get_forum
from consult.services.signing.saying_sign_offs import REMOVES, VOTES, say_sign_off
from consult.services.signing.signing_off import sign_off, undo_sign_off
from consult.web.access import DRAFTS, MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.sign_off import SignOffForm
from consult.web.desk_process_views import list_process_blocks
from consult.web.viewing import get_current_viewer

PREFIX = "/desk/consultations/<slug>/versions/<int:number>/sign-off"
bp = Blueprint("desk_sign_off", __name__, url_prefix=PREFIX)
WRONG = 422


@bp.get("")
@allow(DRAFTS)
def index(slug: str, number: int) -> ResponseReturnValue:
    """Every decision about the response, and which of them stands."""
    consultation, version = _get(slug, number)
    found = list_sign_offs(get_session(), consultation.id)
    return render_template(
        "desk/agreement_round/sign_off.html",
        consultation=consultation,
        version=version,
        sign_offs=[(one, list(say_sign_off(one))) for one in found],
        forums=directing.list_forums(get_session()),
        removes=REMOVES,
        blocks=list_process_blocks(consultation),
    )


@bp.get("/<key>")
@allow(MANAGE)
def form(slug: str, number: int, key: str) -> ResponseReturnValue:
    """A form for what one forum decided."""
    return _show(slug, number, key, _make_form(slug, formdata=None))


@bp.post("/<key>")
@allow(MANAGE)
def record(slug: str, number: int, key: str) -> ResponseReturnValue:
    """Record the decision; a refusal keeps what was typed."""
    session, typed, forum = get_session(), _make_form(slug), get_forum(get_session(), key)
    consultation, version = _get(slug, number)
    if not typed.validate():
        return _show(slug, number, key, typed), WRONG
    decision, viewer = _read(typed, consultation, forum), get_current_viewer()
    try:
        row = sign_off(session, viewer, version, forum, decision, author=get_author(), now=get_now())
    except Conflict as error:
        return _show(slug, number, key, typed, f"{error.message} {error.remedy} ({error.code})"), WRONG
    flash(f"Version {number} is signed off." if row.is_standing else "The refusal is recorded.")
    return redirect(url_for(".index", slug=slug, number=number))


@bp.post("/<sign_off_id>/undo")
@allow(MANAGE)
def undo(slug: str, number: int, sign_off_id: str) -> ResponseReturnValue:
    """Let a decision stand no more."""
    consultation, _ = _get(slug, number)
    row = get_session().get(SignOff, sign_off_id)
    if row is None or row.consultation_id != consultation.id:
        raise NotFound("C102")
    reason = request.form.get("reason", "")
    undo_sign_off(get_session(), get_current_viewer(), row, reason, author=get_author(), now=get_now())
    flash("The sign-off is undone. It stays on record.")
    return redirect(url_for(".index", slug=slug, number=number))


def _get(slug: str, number: int) -> tuple[Consultation, DraftVersion]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_version(get_session(), consultation.id, number)


def _make_form(slug: str, **options: object) -> SignOffForm:
    found, session = SignOffForm(**options), get_session()
    files = list_attached(session, get_current_viewer(), get_consultation(session, slug).id)
    found.offer(one for one in files if one.kind in RECORDS)
    return found


def _read(typed: SignOffForm, consultation: Consultation, forum: Forum) -> Decision:
    votes = {one.organisation_id: request.form.get(f"said-{one.organisation_id}") for one in forum.members}
    return Decision(
        way=SignOffWay(typed.way.data),
        decided_on=typed.decided_on.data,
        outcome=SignOffOutcome(typed.outcome.data),
        said={key: Vote(said) for key, said in votes.items() if said in set(Vote)},
        fingerprint=typed.fingerprint.data,
        file=get_attached(get_session(), get_current_viewer(), consultation.id, typed.file.data),
        began_on=typed.began_on.data if typed.way.data == SignOffWay.CIRCULATION else None,
        note=typed.note.data or "",
    )


def _show(slug: str, number: int, key: str, typed: SignOffForm, refused: str = "") -> str:
    consultation, version = _get(slug, number)
    forum, session = get_forum(get_session(), key), get_session()
    errors = [{"text": refused, "href": "#way"}] if refused else typed.list_errors()
    votes = [
        {"value": "", "text": "not there"},
        *({"value": one, "text": text} for one, text in VOTES.items()),
    ]
    return render_template(
        "desk/agreement_round/sign_off_form.html",
        consultation=consultation,
        version=version,
        forum=forum,
        terms=find_terms(session, forum),
        members=sorted(forum.members, key=lambda one: one.organisation.name),
        votes=votes,
        said=request.form,
        form=typed,
        errors=errors,
    )
