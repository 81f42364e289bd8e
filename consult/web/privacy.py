"""The privacy notice of a consultation, and the relay agreement: in every language, made to print."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.models.consultation import Consultation
from consult.services.consultations.consulting import get_consultation
from consult.services.consultations.notices import Notice, find_notice, get_notice
from consult.services.consultations.protection_content import list_others, list_translators
from consult.services.experiences.relay_agreements import get_agreement, get_current_agreement
from consult.vocabulary import ConsultationState
from consult.web.access import PUBLIC, STAFF, allow, meets
from consult.web.database import get_session
from consult.web.notice_words import list_kept, say_basis, say_condition, say_recipient_kind

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy/<slug>")
@allow(PUBLIC)
def notice(slug: str) -> ResponseReturnValue:
    """What is kept of what one tells this consultation, why, and for how long."""
    return _show(slug, "layouts/public.html")


@blueprint.get("/your-experience/<slug>/privacy")
@allow(PUBLIC)
def notice_of_experience(slug: str) -> ResponseReturnValue:
    """The same notice with the way out on screen, for whoever tells an experience."""
    return _show(slug, "layouts/account.html")


@blueprint.get("/relay-agreement")
@allow(PUBLIC)
def agreement() -> ResponseReturnValue:
    """What a community group promises before it writes down what somebody tells."""
    version = request.args.get("version", type=int)
    session, current = get_session(), get_current_agreement(get_session())
    shown = get_agreement(session, version) if version else current
    return render_template("public/relay_agreement.html", agreement=shown, current=current)


def _show(slug: str, layout: str) -> ResponseReturnValue:
    consultation = _get_public(slug)
    if find_notice(get_session(), consultation.id) is None:
        return redirect(url_for("public.privacy"))
    found = get_notice(get_session(), consultation.id, request.args.get("version", type=int))
    return render_template("public/notice.html", layout=layout, **_describe(consultation, found))


def _describe(consultation: Consultation, found: Notice) -> dict[str, object]:
    content = found.content
    return {
        "consultation": consultation,
        "notice": found,
        "content": content,
        "basis": say_basis(content.lawful_basis),
        "condition": say_condition(content.special_condition) if content.special_condition else "",
        "kept": list_kept(content.retention),
        "shared": [one for one in content.recipients if one.may_be_given_accounts],
        "translators": list_translators(content),
        "others": list_others(content),
        "say_recipient_kind": say_recipient_kind,
        "backup_days": current_app.config["KEY_BACKUP_DAYS"],
    }


def _get_public(slug: str) -> Consultation:
    """The consultation; while it is in preparation only the staff see its notice. Raises: NotFound (C209)."""
    consultation = get_consultation(get_session(), slug)
    if consultation.state == ConsultationState.PREPARING and not meets(STAFF):
        raise NotFound("C209", slug=slug)
    return consultation
