"""Published figures by council and period: taken in, shown with charts, handed over, cited in drafts."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import CodedError, NotFound
from consult.exports.charts import draw_bars
from consult.models.figures import FigureVersion
from consult.services.consultations.consulting import get_consultation
from consult.services.figures.citing_figures import cite as cite_figure
from consult.services.figures.citing_figures import uncite
from consult.services.figures.figure_rows import COLUMNS, list_rows
from consult.services.figures.finding_figures import get_version, list_tables
from consult.services.figures.keeping_figures import KeptFigures
from consult.services.figures.looking_up_figures import Chosen
from consult.services.figures.summing_figures import list_totals
from consult.web.access import ANALYSE, DECIDE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_figure_charts import draw_councils, draw_totals
from consult.web.desk_figure_files import keep_file, read_file
from consult.web.desk_figure_views import choose_sheet, describe_version, make_cite_form
from consult.web.desk_forms.figures import KEEP, TOPICS, FigureFileForm
from consult.web.sent_tables import require_known, send_table

bp = Blueprint("desk_published_figures", __name__, url_prefix="/desk/region/figures")
WRONG = 422


@bp.get("")
@allow(STAFF)
def index() -> str:
    """Every table with the version in use."""
    return render_template("desk/figures/index.html", tables=list_tables(get_session()), topics=TOPICS)


@bp.route("/new", methods=["GET", "POST"])
@allow(DECIDE)
def add() -> ResponseReturnValue:
    """Check a file of figures, and keep it as the newest version of its table."""
    form, report, refusal = FigureFileForm(), None, None
    if form.validate_on_submit():
        try:
            report = read_file(form)
            if form.act.data == KEEP:
                return _go_to(keep_file(form, report))
        except CodedError as error:
            refusal = error
    page = render_template("desk/figures/new.html", form=form, report=report, refusal=refusal)
    return (page, WRONG) if refusal or form.errors else page


@bp.get("/<key>/<int:number>")
@allow(STAFF)
def show(key: str, number: int) -> str:
    """One version: by council, by sub-region and over time, with what cites it."""
    session = get_session()
    return render_template("desk/figures/show.html", **describe_version(session, _get(key, number)))


@bp.get("/<key>/<int:number>/chart/<name>.svg")
@allow(STAFF)
def chart(key: str, number: int, name: str) -> Response:
    """One chart; its table is on the page."""
    session, version = get_session(), _get(key, number)
    sheet = choose_sheet(session, version)
    if name == "councils":
        drawn = draw_councils(sheet, version.source)
    elif name == "totals":
        drawn = draw_totals(list_totals(session, version, sheet.measure), sheet.measure, version.source)
    else:
        raise NotFound("C102")
    return Response(draw_bars(drawn), mimetype="image/svg+xml")


@bp.get("/<key>/<int:number>/table.<ending>")
@allow(STAFF)
def export(key: str, number: int, ending: str) -> Response:
    """One version as a file that can be taken in again."""
    require_known(ending)
    return send_table(f"{key}-{number}.{ending}", COLUMNS, list_rows(_get(key, number)))


@bp.post("/<key>/<int:number>/cite")
@allow(ANALYSE)
def cite(key: str, number: int) -> ResponseReturnValue:
    """Have a draft give a figure."""
    session, sheet = get_session(), choose_sheet(get_session(), _get(key, number))
    form = make_cite_form(session, sheet)
    if form.validate_on_submit():
        is_pinned = bool(form.pin.data) or number != _get(key).number
        chosen = Chosen(str(form.place.data), sheet.period, sheet.measure, number if is_pinned else None)
        consultation = get_consultation(session, str(form.consultation.data))
        cite_figure(session, consultation, key, chosen, actor=current_user.id, now=get_now())
        flash("The draft gives this figure when it is next built.")
    else:
        flash("Choose a consultation and whose figure it is.")
    return redirect(_address(key, number, sheet.period, sheet.measure))


@bp.post("/citations/<citation_id>/remove")
@allow(ANALYSE)
def remove(citation_id: str) -> ResponseReturnValue:
    """Have the next draft no longer give a figure."""
    uncite(get_session(), citation_id, actor=current_user.id, now=get_now())
    flash("The draft no longer gives this figure when it is next built.")
    return redirect(url_for(".index"))


def _get(key: str, number: int | None = None) -> FigureVersion:
    return get_version(get_session(), key, number)


def _address(key: str, number: int, period: str, measure: str) -> str:
    return url_for(".show", key=key, number=number, period=period, measure=measure)


def _go_to(kept: KeptFigures) -> ResponseReturnValue:
    version = kept.version
    done = "is kept and in use" if kept.is_new else "was there already"
    flash(f"Version {version.number} of “{version.table.title}” {done}.")
    return redirect(url_for(".show", key=version.table.key, number=version.number))
