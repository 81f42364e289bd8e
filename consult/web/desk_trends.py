"""Tags across consultations, half-year by half-year: a page, a chart beside its table, and a file."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from consult.exports.charts import draw_bars
from consult.queries.trends import list_analysed_consultations
from consult.services.handing_out.handing_out_trends import release_trend
from consult.services.trends.following_trends import Trend, follow_trends
from consult.services.trends.trend_notes import list_left_out, list_notes
from consult.services.trends.written_trends import COLUMNS, list_rows
from consult.web import desk_trend_words as words
from consult.web.access import ACCOUNTS, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_trend_choices import list_choices, read_asked, read_chosen
from consult.web.sent_tables import require_known, send_table
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_trends", __name__, url_prefix="/desk/region/trends")


@bp.get("")
@allow(ACCOUNTS)
def index() -> ResponseReturnValue:
    """Choose tags and a place, and see how often they were said in each half-year."""
    if not list_analysed_consultations(get_session()):
        return render_template("desk/trends/index.html", trend=None)
    trend = _follow()
    chosen = read_chosen(request.args, trend)
    return render_template(
        "desk/trends/index.html",
        trend=trend,
        chosen=chosen,
        choices=list_choices(trend, chosen),
        words=words,
        notes=list_notes(trend, made_on=get_today()),
        left_out=list_left_out(trend),
        address=request.args.to_dict(),
    )


@bp.get("/chart.svg")
@allow(ACCOUNTS)
def chart() -> Response:
    """One tag in one place; the page has the same numbers as a table."""
    trend = _follow()
    drawn = draw_bars(words.draw_trend(trend, read_chosen(request.args, trend)))
    return Response(drawn, mimetype="image/svg+xml")


@bp.post("/file.<ending>")
@allow(ACCOUNTS)
def download(ending: str) -> Response:
    """The trend as a file; its numbers are kept, so that nothing gives a small number away beside it."""
    require_known(ending)
    with brief_transaction(writes=True) as session:
        asked = read_asked(request.args)
        trend = release_trend(session, get_account_viewer(), asked, now=get_now()).trend
        rows = list_rows(trend, made_on=get_today())
    return send_table(f"trends.{ending}", COLUMNS, rows)


def _follow() -> Trend:
    with brief_transaction() as session:
        return follow_trends(session, get_account_viewer(), read_asked(request.args), now=get_now())
