"""Themes in the staff area: run the analysis, see what was found, look at the words, decide about tags."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.exports.charts import Bar, BarChart, draw_bars
from consult.models.analysis import AnalysisRun
from consult.models.job import Job
from consult.queries.codings import count_codings
from consult.queries.disputed_languages import count_disputed
from consult.queries.responses import count_responses
from consult.queries.runs import find_latest_run
from consult.queries.themes import count_buckets, count_placements, select_leftover
from consult.queries.viewer import Viewer
from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.jobs.queueing import find_latest_job, find_unfinished_job
from consult.services.tags import coding
from consult.services.themes import naming
from consult.services.themes.comparing_runs import compare_with_before
from consult.services.themes.deciding_themes import give_name
from consult.vocabulary import CodingState, JobKind
from consult.web.access import ANALYSE, DECIDE, allow, meets
from consult.web.clock import get_now
from consult.web.database import get_session
from consult.web.desk_jobs import find_waiting, start_job
from consult.web.shared_words import say_shared
from consult.web.theme_decision_words import describe_decisions
from consult.web.theme_examples import describe_theme
from consult.web.theme_runs import get_run, get_standing, read_with_examples
from consult.web.theme_sizes import find_size, list_sizes
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_themes", __name__, url_prefix="/desk")
DECISIONS = {"accept": CodingState.ACCEPTED, "reject": CodingState.REJECTED}


@bp.get("/themes/")
@allow(ANALYSE)
def index() -> ResponseReturnValue:
    """Choose a consultation; the only one is opened at once."""
    consultations = list_consultations(get_session())
    if len(consultations) == 1:
        return redirect(url_for("desk_themes.show", slug=consultations[0].slug))
    return render_template("desk/themes/index.html", consultations=consultations)


@bp.get("/consultations/<slug>/themes")
@allow(ANALYSE)
def show(slug: str) -> ResponseReturnValue:
    """What the analysis found, and the button that runs it."""
    session, viewer = get_session(), get_current_viewer()
    consultation = get_consultation(session, slug)
    run = find_latest_run(session, consultation.id)
    return render_template(
        "desk/themes/show.html",
        consultation=consultation,
        run=run,
        **_list_found(run, viewer),
        codes=count_codings(session, viewer, consultation.id),
        received=count_responses(session, viewer, consultation.id),
        sees_experiences=viewer.sees_accounts,
        disputed=count_disputed(session, viewer, run) if run and meets(DECIDE) else 0,
        **_find_jobs(consultation.id),
    )


@bp.post("/consultations/<slug>/themes")
@allow(ANALYSE)
def run_analysis(slug: str) -> ResponseReturnValue:
    """Ask the worker to analyse everything received so far."""
    consultation = get_consultation(get_session(), slug)
    job = start_job(JobKind.ANALYSE, consultation.id)
    return redirect(url_for("desk_jobs.show", job_id=job.id))


@bp.post("/consultations/<slug>/themes/suggestions")
@allow(ANALYSE)
def refresh(slug: str) -> ResponseReturnValue:
    """Ask the worker to suggest tags anew from what people decided."""
    consultation, _ = get_run(slug)
    job = start_job(JobKind.SUGGEST, consultation.id)
    return redirect(url_for("desk_jobs.show", job_id=job.id))


@bp.get("/consultations/<slug>/themes/sizes.svg")
@allow(ANALYSE)
def sizes_chart(slug: str) -> ResponseReturnValue:
    """How many respondents raised each theme, as a chart; the page has the same numbers as a table."""
    _, run = get_run(slug)
    sizes = list_sizes(run, get_current_viewer())
    bars = [Bar(theme.label, size.bar, size.all) for theme, size in sizes]
    finding = "How many respondents raised each theme"
    drawn = draw_bars(BarChart(finding, tuple(bars), "respondents, each counted once a theme"))
    return Response(drawn, mimetype="image/svg+xml")


@bp.get("/consultations/<slug>/themes/<key>")
@allow(ANALYSE)
def theme(slug: str, key: str) -> ResponseReturnValue:
    """One theme with its passages and their tags."""
    content, examples = read_with_examples(slug, key)
    session, viewer = get_session(), get_current_viewer()
    consultation, _, found = get_standing(slug, key)
    return render_template(
        "desk/themes/theme.html",
        consultation=consultation,
        theme=found,
        size=find_size(found, viewer),
        given_name=naming.find_given_name(session, found),
        content=content,
        **describe_theme(consultation, found, content, examples, viewer),
        codes=coding.list_codes(session),
    )


@bp.post("/consultations/<slug>/themes/<key>/name")
@allow(ANALYSE)
def rename(slug: str, key: str) -> ResponseReturnValue:
    """Give a theme a better name."""
    session, label = get_session(), request.form.get("label", "")
    consultation_id = get_consultation(session, slug).id
    is_new = give_name(session, consultation_id, key, label, staff_id=current_user.id, now=get_now())
    flash("The theme has its new name." if is_new else "The theme has the program’s name.")
    return redirect(url_for("desk_themes.theme", slug=slug, key=key))


@bp.post("/consultations/<slug>/themes/<key>/passages/<segment_id>")
@allow(ANALYSE)
def decide(slug: str, key: str, segment_id: str) -> ResponseReturnValue:
    """Accept or reject a tag on a passage, add one, or take one's decision back."""
    session, now, code = get_session(), get_now(), request.form.get("code", "")
    state = DECISIONS.get(request.form.get("decision", ""))
    if state is None:
        coding.take_back(session, segment_id, code, staff_id=current_user.id, now=now)
    else:
        viewer = get_current_viewer()
        coding.decide(session, viewer, segment_id, code, state, staff_id=current_user.id, now=now)
    page = request.args.get("page", 1, type=int)
    return redirect(url_for("desk_themes.theme", slug=slug, key=key, page=page, _anchor=f"p-{segment_id}"))


def _list_found(run: AnalysisRun | None, viewer: Viewer) -> dict[str, Any]:
    """The themes with their sizes, what is new, shared and decided, and where every response stands."""
    if run is None:
        return {"themes": [], "changes": None}
    session = get_session()
    return {
        "themes": list_sizes(run, viewer),
        "changes": compare_with_before(session, run),
        "shared_sentence": say_shared(viewer, run.consultation_id),
        "buckets": count_buckets(session, viewer, run),
        "elsewhere": count_buckets(session, viewer, run, elsewhere=True),
        "leftover": count_placements(session, select_leftover(viewer, run)),
        **describe_decisions(run, viewer),
    }


def _find_jobs(consultation_id: str) -> dict[str, Job | None]:
    """The analysis that runs now, the one that was asked for last, and one that waits for experiences."""
    session, kind = get_session(), JobKind.ANALYSE
    return {
        "running": find_unfinished_job(session, kind, consultation_id),
        "latest_job": find_latest_job(session, kind, consultation_id),
        "waiting": find_waiting(kind, consultation_id),
    }
