"""Consultations in the staff area: the list, each one's page, planning, changing, opening and closing."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import NotFound
from consult.exports.charts import draw_bars
from consult.queries.milestones import count_returns
from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.consultations.scheduling import close_consultation
from consult.vocabulary import ConsultationState
from consult.web.access import MANAGE, STAFF, allow, meets
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_equal_languages import show_page
from consult.web.desk_figures import FIGURES
from consult.web.desk_forms.consultation import list_values, make_form
from consult.web.desk_next_steps import find_public_address
from consult.web.desk_overview import describe_progress, list_words
from consult.web.desk_planning import change, lead_on, list_asked, open_for_answers, plan, show_edit
from consult.web.desk_titles import list_title_languages
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_consultations", __name__, url_prefix="/desk/consultations")
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
        may_manage=meets(MANAGE),
        **list_words(),
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(MANAGE)
def new() -> ResponseReturnValue:
    """Plan a consultation."""
    languages = list_title_languages()
    form = make_form([one.tag for one in languages], is_new=True)()
    if form.validate_on_submit():
        consultation = plan(form)
        if consultation is not None:
            return lead_on(
                consultation, [], "The consultation is planned. Nobody can answer it until you open it."
            )
    return render_template("desk/consultations/new.html", form=form, languages=languages)


@bp.route("/<slug>/")
@allow(STAFF)
def overview(slug: str) -> str:
    """One consultation: the next thing to do, then what has come in."""
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/consultations/overview.html",
        consultation=consultation,
        public_address=find_public_address(consultation),
        may_manage=meets(MANAGE),
        **describe_progress(consultation),
        **list_words(),
    )


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@allow(MANAGE)
def edit(slug: str) -> ResponseReturnValue:
    """Change a consultation; what somebody else saved meanwhile is shown beside what was written here."""
    consultation = get_consultation(get_session(), slug)
    languages = list_title_languages(consultation)
    form = make_form([one.tag for one in languages], is_new=False)(data=list_values(consultation))
    if form.validate_on_submit():
        asked = list_asked(consultation)
        if change(consultation, form):
            return lead_on(consultation, asked)
        return show_edit(get_consultation(get_session(), slug), form, is_stale=True), 409
    return show_edit(consultation, form)


@bp.route("/<slug>/state", methods=["POST"])
@allow(MANAGE)
def change_state(slug: str) -> ResponseReturnValue:
    """Open for answers, or close."""
    session = get_session()
    consultation = get_consultation(session, slug)
    if request.form.get("to") == ConsultationState.CLOSED.value:
        close_consultation(session, consultation, actor=current_user.id, now=get_now())
        flash("The consultation is closed. What came in is kept, and you can open it again.")
    else:
        refusal = open_for_answers(consultation)
        if refusal is not None:
            return show_page(slug, is_refused=True), refusal.status
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
