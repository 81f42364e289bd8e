"""The passages to decide about next, and how often the program's suggestions turned out right."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from analysis.calibration import Trust
from consult.models.analysis import AnalysisRun
from consult.services.tags import coding
from consult.services.tags.looking_next import NextPassages, decide_whole, is_drawn, keep_look, open_next
from consult.services.tags.measuring_suggestions import list_tags_drawn, measure_scores, measure_suggestions
from consult.services.tags.telling_calibration import say_trust
from consult.services.tags.telling_reliability import find_reliability
from consult.vocabulary import CodingState
from consult.web.access import DECIDE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_words import name_language
from consult.web.key_store import get_account_keys
from consult.web.theme_runs import get_run
from consult.web.viewing import get_current_viewer, may_see_figures

bp = Blueprint("desk_next_passages", __name__, url_prefix="/desk/consultations")
FIELD, NONE = "tag-", "none"
DECISIONS = {"accept": CodingState.ACCEPTED, "reject": CodingState.REJECTED}


@bp.get("/<slug>/themes/next")
@allow(DECIDE)
def show(slug: str) -> ResponseReturnValue:
    """Some twenty passages, why each is asked about, and what the decisions so far say."""
    content = _read(slug)
    consultation, run = get_run(slug)
    return render_template(
        "desk/themes/next_passages.html",
        consultation=consultation,
        content=content,
        **_measure(run),
        name_language=name_language,
        codes=coding.list_codes(get_session()),
    )


@bp.post("/<slug>/themes/next/<segment_id>")
@allow(DECIDE)
def decide(slug: str, segment_id: str) -> ResponseReturnValue:
    """Keep what was decided about the tags of a passage; nothing said is nothing kept."""
    session, viewer = get_session(), get_current_viewer()
    get_run(slug)
    decisions = _read_decisions(segment_id)
    if decisions or NONE in request.form:
        keep_look(session, viewer, segment_id, decisions, staff_id=current_user.id, now=get_now())
        flash("It is kept.")
    else:
        flash("Nothing was kept. Say which tags fit the passage, or that none does.")
    return redirect(url_for(".show", slug=slug))


def _measure(run: AnalysisRun) -> dict[str, Any]:
    """How right suggestions were, and their scores, where the reader may see figures."""
    session, viewer = get_session(), get_current_viewer()
    if not may_see_figures(viewer):
        return {"measured": [], "reliability": find_reliability(run, [], Trust.TOO_FEW)}
    tags = list_tags_drawn(session, viewer, run)
    scores, measured = measure_scores(tags), measure_suggestions(tags)
    shown = {"measured": measured, "calibration": scores, "trust": say_trust(scores)}
    return shown | {"reliability": find_reliability(run, measured, scores.trust)}


def _read(slug: str) -> NextPassages:
    """Reading the passages is on record before the page is drawn."""
    keys = get_account_keys()
    with brief_transaction(writes=True) as session:
        return open_next(session, get_current_viewer(), get_run(slug)[1], keys=keys, now=get_now())


def _read_decisions(segment_id: str) -> dict[str, CodingState]:
    """The tags decided about. Of a passage drawn at random people say which fit, unaware of suggestions."""
    session, viewer = get_session(), get_current_viewer()
    fits = request.form.getlist("fits")
    if NONE in request.form or (fits and is_drawn(session, viewer, segment_id)):
        return decide_whole(session, viewer, segment_id, [] if NONE in request.form else fits)
    fields = ((name, value) for name, value in request.form.items() if name.startswith(FIELD))
    given = {name.removeprefix(FIELD): DECISIONS[value] for name, value in fields if value in DECISIONS}
    return given | dict.fromkeys((one for one in request.form.getlist("add") if one), CodingState.ACCEPTED)
