"""The draft in the staff area: its outline, its sections with their evidence, edits, and its files."""

import io
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from consult.errors import Conflict
from consult.exports.assembling import assemble
from consult.exports.writers import WRITERS, find_means, require_writer
from consult.models.consultation import Consultation
from consult.models.draft import Draft, Section
from consult.queries.drafts import find_latest_draft, get_latest_draft, get_section
from consult.queries.runs import find_latest_run
from consult.services.consultations.consulting import get_consultation, list_consultations
from consult.services.drafts import editing
from consult.services.drafts.documenting import export_draft, show_section
from consult.services.experiences.showing_quoted import show_to_people
from consult.services.identifiers.clearing import count_awaiting_check
from consult.services.jobs.queueing import find_latest_job, find_unfinished_job
from consult.told import Told
from consult.vocabulary import JobKind, JobState, UseKind
from consult.web.access import ANALYSE, DRAFTS, MANAGE, NUMBERS_OF_NOW, allow, meets
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_comment_views import describe_commented
from consult.web.desk_draft_findings import describe_state, describe_whole
from consult.web.desk_draft_forms import show_form, show_join, show_outdated
from consult.web.desk_draft_views import (
    find_version,
    get_author,
    list_rows,
    make_showing,
)
from consult.web.desk_found_words import count_undecided
from consult.web.desk_jobs import OF_DRAFTS, find_waiting, start_job
from consult.web.handed_out import keep_digest
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_draft", __name__, url_prefix="/desk")


@bp.get("/draft/")
@allow(DRAFTS)
def index() -> ResponseReturnValue:
    """Choose a consultation; the only one is opened at once."""
    consultations = list_consultations(get_session())
    if len(consultations) == 1:
        return redirect(url_for("desk_draft.outline", slug=consultations[0].slug))
    return render_template("desk/draft/index.html", consultations=consultations)


@bp.get("/consultations/<slug>/draft")
@allow(DRAFTS)
def outline(slug: str) -> ResponseReturnValue:
    """The sections of the draft, and the buttons that build and download it."""
    session = get_session()
    consultation = get_consultation(session, slug)
    draft = find_latest_draft(session, consultation.id)
    standings = editing.find_standings(session, draft) if draft else {}
    return render_template(
        "desk/draft/outline.html",
        consultation=consultation,
        draft=draft,
        run=find_latest_run(session, consultation.id),
        rows=list_rows(session, draft, standings) if draft else [],
        **describe_whole(session, draft, standings, slug),
        may_edit=meets(MANAGE),
        **_find_next(consultation.id),
    )


@bp.post("/consultations/<slug>/draft")
@allow(MANAGE)
def build(slug: str) -> ResponseReturnValue:
    """Ask the worker to build the draft, or to build it again."""
    consultation = get_consultation(get_session(), slug)
    if find_latest_run(get_session(), consultation.id) is None:
        raise Conflict("C502")
    job = start_job(JobKind.DRAFT, consultation.id)
    return redirect(url_for("desk_jobs.show", job_id=job.id))


@bp.post("/consultations/<slug>/draft/check")
@allow(ANALYSE)
def check(slug: str) -> ResponseReturnValue:
    """Ask the worker to compare the numbers of the draft with the record as it is now."""
    consultation, _ = _get_draft(slug)
    job = start_job(JobKind.RECHECK, consultation.id)
    return redirect(url_for("desk_jobs.show", job_id=job.id))


@bp.post("/consultations/<slug>/draft/people")
@allow(MANAGE)
def show_people(slug: str) -> ResponseReturnValue:
    """Let those whose experiences are quoted see their own sentences when they come back."""
    _, draft = _get_draft(slug)
    actor = str(get_author().staff_id)
    show_to_people(get_session(), draft, actor=actor, today=get_today(), now=get_now())
    flash("Whoever is quoted sees their own sentences on their return page from now on.")
    return redirect(url_for("desk_draft.outline", slug=slug))


@bp.get("/consultations/<slug>/draft.<form>")
@allow(DRAFTS)
def download(slug: str, form: str) -> ResponseReturnValue:
    """The draft as a file, with what this person may see; held back while anything in it does not hold."""
    writer = require_writer(f".{form}")
    with brief_transaction(writes=True) as session:
        _, draft = _get_draft(slug)
        showing, actor = make_showing(UseKind.EXPORT), str(get_author().staff_id)
        shown = export_draft(session, draft, showing, actor=actor, form=writer.name)
    content = writer.make(assemble(shown), find_means(current_app.config))
    keep_digest(shown.file_id, content)
    name = f"{slug}-draft-{shown.number}{writer.ending}"
    return send_file(io.BytesIO(content), mimetype=writer.media_type, as_attachment=True, download_name=name)


@bp.get("/consultations/<slug>/draft/<key>")
@allow(DRAFTS)
def section(slug: str, key: str) -> ResponseReturnValue:
    """One section as it reads, each statement with its evidence."""
    with brief_transaction(writes=True) as session:
        shown = show_section(session, _get_section(slug, key)[1], make_showing())
    consultation, found = _get_section(slug, key)
    state = describe_state(get_session(), found.draft, {key: shown.standing}, slug)
    return render_template(
        "desk/draft/section.html",
        consultation=consultation,
        section=found,
        shown=shown,
        **describe_commented(found, shown.blocks, slug, state["numbers"].doubted),
        **state,
        neighbours=_find_neighbours(found),
        may_edit=meets(MANAGE),
    )


@bp.get("/consultations/<slug>/draft/<key>/edit")
@allow(MANAGE)
def edit(slug: str, key: str) -> ResponseReturnValue:
    """The text of a section as a form."""
    _, found = _get_section(slug, key)
    standing = editing.find_standing(get_session(), found)
    version = find_version(standing, editing.list_versions(get_session(), found))
    return show_form(slug, found, version.text, standing.version.revision_id)


@bp.post("/consultations/<slug>/draft/<key>/edit")
@allow(MANAGE)
def save(slug: str, key: str) -> ResponseReturnValue:
    """Save the text; where somebody saved another meanwhile, both are kept and shown side by side."""
    _, found = _get_section(slug, key)
    text, parent_id = request.form.get("text", ""), request.form.get("parent_id", "")
    try:
        saved = editing.save_section(get_session(), found, text, parent_id=parent_id, **_read_writing())
    except Conflict as error:
        return show_form(slug, found, text, parent_id, error)
    if not saved.stands:
        return show_outdated(slug, found, text)
    if saved.branched:
        return redirect(url_for("desk_draft.join", slug=slug, key=key))
    flash("The section is saved.")
    return redirect(url_for("desk_draft.section", slug=slug, key=key))


@bp.get("/consultations/<slug>/draft/<key>/join")
@allow(MANAGE)
def join(slug: str, key: str) -> ResponseReturnValue:
    """Two texts of a section side by side, and a form for the one that takes their place."""
    _, found = _get_section(slug, key)
    standing = editing.find_standing(get_session(), found)
    if not standing.is_branched:
        return redirect(url_for("desk_draft.section", slug=slug, key=key))
    version = find_version(standing, [standing.version, *standing.beside])
    return show_join(slug, found, version.text, standing)


@bp.post("/consultations/<slug>/draft/<key>/join")
@allow(MANAGE)
def save_joined(slug: str, key: str) -> ResponseReturnValue:
    """Put one text in the place of the two that were shown."""
    _, found = _get_section(slug, key)
    text = request.form.get("text", "")
    parent_ids = (request.form.get("first", ""), request.form.get("second", ""))
    try:
        saved = editing.join_section(get_session(), found, text, parent_ids=parent_ids, **_read_writing())
    except Conflict as error:
        standing = editing.find_standing(get_session(), found)
        return show_join(slug, found, text, standing, error)
    if not saved.stands:
        return show_outdated(slug, found, text)
    flash("The two texts are joined.")
    return redirect(url_for("desk_draft.section", slug=slug, key=key))


@bp.get("/consultations/<slug>/draft/<key>/history")
@allow(NUMBERS_OF_NOW)
def history(slug: str, key: str) -> ResponseReturnValue:
    """Every text that was saved of a section, the latest first."""
    consultation, found = _get_section(slug, key)
    versions = editing.list_versions(get_session(), found)
    return render_template(
        "desk/draft/history.html",
        consultation=consultation,
        section=found,
        versions=versions,
        heads={one.revision_id for one in _list_heads(found)},
        may_edit=meets(MANAGE),
    )


def _count_awaiting(consultation_id: str) -> Told:
    return count_awaiting_check(get_session(), get_current_viewer(), consultation_id, today=get_today())


def _find_next(consultation_id: str) -> dict[str, object]:
    """The build or check that runs now, what the build waits for, jobs that failed, and forms of files."""
    session = get_session()
    running = [find_unfinished_job(session, kind, consultation_id) for kind in OF_DRAFTS]
    latest = [find_latest_job(session, kind, consultation_id) for kind in OF_DRAFTS]
    return {
        "running": next((job for job in running if job), None),
        "waiting": find_waiting(JobKind.DRAFT, consultation_id),
        "awaiting_check": _count_awaiting(consultation_id),
        "undecided": count_undecided(consultation_id),
        "failed": [job for job in latest if job and job.state is JobState.FAILED],
        "files": WRITERS,
    }


def _get_draft(slug: str) -> tuple[Consultation, Draft]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_latest_draft(get_session(), consultation.id)


def _get_section(slug: str, key: str) -> tuple[Consultation, Section]:
    consultation, draft = _get_draft(slug)
    return consultation, get_section(draft, key)


def _find_neighbours(found: Section) -> dict[str, Section | None]:
    sections = found.draft.sections
    place = sections.index(found)
    before = sections[place - 1] if place else None
    after = sections[place + 1] if place + 1 < len(sections) else None
    return {"before": before, "after": after}


def _read_writing() -> dict[str, Any]:
    """Who writes, when, and why if they said so."""
    return {"reason": request.form.get("reason", ""), "author": get_author(), "now": get_now()}


def _list_heads(found: Section) -> list[editing.Version]:
    standing = editing.find_standing(get_session(), found)
    return [standing.version, *standing.beside]
