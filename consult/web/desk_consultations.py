"""Consultations in the staff area: the list, each one's page, planning, changing, opening and closing."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict, NotFound
from consult.exports.charts import draw_bars
from consult.models.consultation import Consultation
from consult.queries.milestones import (
    count_by_channel,
    count_returns,
    count_states_of_returns,
    find_milestones,
)
from consult.queries.responses import Wanted, count_responses
from consult.services.consulting import (
    change_plan,
    get_consultation,
    list_consultations,
    plan_consultation,
)
from consult.services.scheduling import close_consultation, open_consultation
from consult.vocabulary import ConsultationState, ResponseKind
from consult.web.access import MANAGE, STAFF, allow, holds_one_of
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.desk_figures import FIGURES, RETURNS
from consult.web.desk_forms.consultation import ConsultationForm, list_values, make_form, read_plan
from consult.web.desk_next_steps import find_next_step, find_public_address
from consult.web.desk_summaries import say_accounts, say_returns
from consult.web.desk_titles import find_title, list_title_languages
from consult.web.desk_words import CONSULTATION_STATES, say_days_left
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_consultations", __name__, url_prefix="/desk/consultations")
ACCOUNTS = Wanted(kind=ResponseKind.ACCOUNT)
OVER = (ConsultationState.CLOSED, ConsultationState.SENT)


@bp.route("/")
@allow(STAFF)
def index() -> str:
    """Every consultation with its state, the days left and the returns received."""
    session = get_session()
    return render_template(
        "desk/consultations/index.html",
        consultations=sorted(list_consultations(session), key=lambda one: one.state in OVER),
        returns=count_returns(session, get_current_viewer()),
        may_manage=holds_one_of(MANAGE),
        **_words(),
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(MANAGE)
def new() -> ResponseReturnValue:
    """Plan a consultation."""
    languages = list_title_languages()
    form = make_form([one.tag for one in languages], is_new=True)()
    if form.validate_on_submit():
        consultation = _plan(form)
        if consultation is not None:
            flash("The consultation is planned. Nobody can answer it until you open it.")
            return redirect(url_for(".overview", slug=consultation.slug))
    return render_template("desk/consultations/new.html", form=form, languages=languages)


@bp.route("/<slug>/")
@allow(STAFF)
def overview(slug: str) -> str:
    """One consultation: the next thing to do, then what has come in."""
    session, viewer = get_session(), get_current_viewer()
    consultation = get_consultation(session, slug)
    done = find_milestones(session, consultation.id)
    received = count_responses(session, viewer, consultation.id, RETURNS)
    return render_template(
        "desk/consultations/overview.html",
        consultation=consultation,
        done=done,
        received=received,
        step=find_next_step(consultation, done, received),
        public_address=find_public_address(consultation),
        may_manage=holds_one_of(MANAGE),
        **_count(consultation),
        **_words(),
    )


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@allow(MANAGE)
def edit(slug: str) -> ResponseReturnValue:
    """Change a consultation; what somebody else saved meanwhile is shown beside what was written here."""
    consultation = get_consultation(get_session(), slug)
    languages = list_title_languages(consultation)
    form = make_form([one.tag for one in languages], is_new=False)(data=list_values(consultation))
    if form.validate_on_submit():
        if _change(consultation, form):
            flash("Saved.")
            return redirect(url_for(".overview", slug=slug))
        return _show_edit(get_consultation(get_session(), slug), form, is_stale=True), 409
    return _show_edit(consultation, form)


@bp.route("/<slug>/state", methods=["POST"])
@allow(MANAGE)
def change_state(slug: str) -> ResponseReturnValue:
    """Open for answers, or close."""
    session = get_session()
    consultation = get_consultation(session, slug)
    actor, now = current_user.id, get_now()
    if request.form.get("to") == ConsultationState.CLOSED.value:
        close_consultation(session, consultation, actor=actor, now=now)
        flash("The consultation is closed. What came in is kept, and you can open it again.")
    else:
        open_consultation(session, consultation, actor=actor, today=get_today(), now=now)
        flash("The consultation is open for answers.")
    return redirect(url_for(".overview", slug=slug))


@bp.route("/<slug>/chart/<name>.svg")
@allow(STAFF)
def chart(slug: str, name: str) -> Response:
    """One chart of the overview; its table is on the page."""
    if name not in FIGURES:
        raise NotFound("C102")
    session = get_session()
    consultation = get_consultation(session, slug)
    figure = FIGURES[name](session, get_current_viewer(), consultation.id)
    return Response(draw_bars(figure.chart), mimetype="image/svg+xml")


def _plan(form: ConsultationForm) -> Consultation | None:
    """Keep the plan; a short name that is taken becomes an error beside its field."""
    plan = read_plan(form, str(form["slug"].data))
    try:
        return plan_consultation(get_session(), plan, actor=current_user.id, now=get_now())
    except Conflict as conflict:
        form["slug"].errors = [f"{conflict.message} {conflict.remedy}"]
        return None


def _change(consultation: Consultation, form: ConsultationForm) -> bool:
    """Save, unless somebody else saved since this form was shown."""
    plan = read_plan(form, consultation.slug, is_fictional=consultation.is_fictional)
    version = request.form.get("version", type=int) or 0
    try:
        change_plan(get_session(), consultation, plan, version=version, actor=current_user.id, now=get_now())
    except Conflict:
        get_session().rollback()
        return False
    return True


def _show_edit(consultation: Consultation, form: ConsultationForm, *, is_stale: bool = False) -> str:
    stored = make_form([one.tag for one in list_title_languages(consultation)], is_new=False)(
        formdata=None, data=list_values(consultation)
    )
    changed = [(field, stored[field.name]) for field in form if field.name in stored]
    return render_template(
        "desk/consultations/edit.html",
        consultation=consultation,
        form=form,
        languages=list_title_languages(consultation),
        differences=[(mine, theirs) for mine, theirs in changed if is_stale and mine.data != theirs.data],
        is_stale=is_stale,
        title=find_title(consultation),
    )


def _count(consultation: Consultation) -> dict[str, object]:
    """What came in, as far as this viewer may know of it."""
    session, viewer, key = get_session(), get_current_viewer(), consultation.id
    states = count_states_of_returns(session, viewer, key)
    accounts = count_by_channel(session, viewer, key, ACCOUNTS)
    return {
        "figures": [count(session, viewer, key) for count in FIGURES.values()],
        "returns_sentence": say_returns(states, count_by_channel(session, viewer, key, RETURNS)),
        "accounts_sentence": say_accounts(accounts) if viewer.sees_accounts else "",
        "viewer": viewer,
    }


def _words() -> dict[str, object]:
    return {
        "find_title": find_title,
        "days_left": lambda one: say_days_left(one.closes_on, get_today()),
        "consultation_states": CONSULTATION_STATES,
    }
