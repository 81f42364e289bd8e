"""What the forms of a consultation do: plan, change, and show both texts where two people changed one."""

from flask import flash, redirect, render_template, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from consult.errors import Conflict
from consult.models.consultation import Consultation
from consult.services.consultations.consulting import change_plan, plan_consultation
from consult.services.consultations.scheduling import open_consultation
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_equal_words import list_equal_languages
from consult.web.desk_forms.consultation import ConsultationForm, list_values, make_form, read_plan
from consult.web.desk_titles import find_title, list_title_languages

LANGUAGES_LACK = "C243"
NOT_WRITTEN = ("csrf_token",)


def plan(form: ConsultationForm) -> Consultation | None:
    """Keep the plan; a short name that is taken becomes an error beside its field."""
    wanted = read_plan(form, str(form["slug"].data))
    try:
        return plan_consultation(get_session(), wanted, actor=current_user.id, now=get_now())
    except Conflict as conflict:
        form["slug"].errors = [f"{conflict.message} {conflict.remedy}"]
        return None


def change(consultation: Consultation, form: ConsultationForm) -> bool:
    """Save, unless somebody else saved since this form was shown."""
    session = get_session()
    wanted = read_plan(form, consultation.slug, is_fictional=consultation.is_fictional)
    version = request.form.get("version", type=int) or 0
    try:
        with session.begin_nested():
            change_plan(session, consultation, wanted, version=version, actor=current_user.id, now=get_now())
    except Conflict:
        return False
    return True


def open_for_answers(consultation: Consultation) -> Conflict | None:
    """Open it; the refusal (C243) where a language lacks something that is to open with the others."""
    told = {"equal_languages": list_equal_languages(), "actor": current_user.id, "now": get_now()}
    try:
        open_consultation(get_session(), consultation, today=get_today(), **told)
    except Conflict as error:
        if error.code != LANGUAGES_LACK:
            raise
        return error
    return None


def list_asked(consultation: Consultation) -> list[tuple[str, str]]:
    """What government asks: number and text of each question."""
    return [(one.number, one.text) for one in consultation.government_questions]


def lead_on(consultation: Consultation, asked: list[tuple[str, str]], saved: str = "Saved.") -> Response:
    """To what is held already where other questions were saved than those before, else back to its page.

    saved: what is said of it first.
    """
    now = list_asked(consultation)
    if now and now != asked:
        flash(f"{saved} This is what is held already for each question: look here before you ask partners.")
        return redirect(url_for("desk_outline.show", slug=consultation.slug))
    flash(saved)
    return redirect(url_for("desk_consultations.overview", slug=consultation.slug))


def show_edit(consultation: Consultation, form: ConsultationForm, *, is_stale: bool = False) -> str:
    """The form, and where it is stale what differs from what is saved now."""
    languages = list_title_languages(consultation)
    made = make_form([one.tag for one in languages], is_new=False)
    stored = made(formdata=None, data=list_values(consultation))
    pairs = [
        (field, stored[field.name])
        for field in form
        if field.name in stored and field.name not in NOT_WRITTEN
    ]
    return render_template(
        "desk/consultations/edit.html",
        consultation=consultation,
        form=form,
        languages=languages,
        differences=[(mine, theirs) for mine, theirs in pairs if is_stale and mine.data != theirs.data],
        is_stale=is_stale,
        title=find_title(consultation),
    )
