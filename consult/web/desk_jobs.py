"""Background work as staff see it: how far it is, how it ended, and a button that stops it."""

from datetime import datetime

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import AccessDenied
from consult.jobs.course import Course
from consult.jobs.courses import STEPS
from consult.jobs.doorbell import Doorbell
from consult.jobs.estimating import describe_left
from consult.jobs.keys import read_locked
from consult.models.consultation import Consultation
from consult.models.job import Job
from consult.models.locking import lock_name
from consult.services.jobs import queueing
from consult.told import say_experiences
from consult.vocabulary import JobKind, JobState
from consult.web.access import ANALYSE, STAFF, allow
from consult.web.clock import get_now
from consult.web.database import after_commit, get_session
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_jobs", __name__, url_prefix="/desk/jobs")
OVER = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
HEADINGS = {
    JobKind.ANALYSE: "Analysing the responses",
    JobKind.DRAFT: "Building the draft",
    JobKind.RECHECK: "Checking the numbers of the draft",
    JobKind.SUGGEST: "Suggesting tags anew",
}
OF_DRAFTS = (JobKind.DRAFT, JobKind.RECHECK)


@bp.get("/<job_id>")
@allow(STAFF)
def show(job_id: str) -> ResponseReturnValue:
    """One job: its progress while it runs, then how it ended and where to go."""
    return render_template("desk/jobs/show.html", **_describe(queueing.get_job(get_session(), job_id)))


@bp.get("/<job_id>/fragment")
@allow(STAFF)
def fragment(job_id: str) -> ResponseReturnValue:
    """The progress alone, for the page's script to fetch again and again."""
    return render_template("desk/jobs/fragment.html", **_describe(queueing.get_job(get_session(), job_id)))


@bp.post("/<job_id>/cancel")
@allow(ANALYSE)
def cancel(job_id: str) -> ResponseReturnValue:
    """Ask an analysis or a draft to stop at its next batch; outgoing mail is not the analysts' to stop."""
    if queueing.get_job(get_session(), job_id).kind not in HEADINGS:
        raise AccessDenied("C101")
    queueing.request_cancel(get_session(), job_id, now=get_now())
    return redirect(url_for("desk_jobs.show", job_id=job_id))


def start_job(kind: JobKind, subject_id: str) -> Job:
    """Ask for a job, or return the one that already runs; the worker hears of it after the commit."""
    session, now = get_session(), get_now()
    lock_name(session, f"job:{kind.value}:{subject_id}")  # of two presses at once, one waits for the other
    job = queueing.find_unfinished_job(session, kind, subject_id)
    if job is None:
        key = f"{kind.value}:{subject_id}:{now.isoformat()}"
        job = queueing.request_job(session, kind, subject_id, key=key, staff_id=current_user.id, now=now)
    job_id, settings = job.id, current_app.config
    after_commit(lambda: Doorbell(settings).ring(job_id))
    return job


def find_waiting(kind: JobKind, subject_id: str) -> Job | None:
    """The job that waits for experiences to be unlocked; observers are not told that there are any."""
    is_told = get_current_viewer().sees_accounts
    return queueing.find_waiting_job(get_session(), kind, subject_id) if is_told else None


def _describe(job: Job) -> dict[str, object]:
    return {
        "job": job,
        "heading": HEADINGS.get(job.kind, "Working"),
        "is_over": job.state in OVER,
        "left": _guess_left(job, get_now()),
        "place": Course(STEPS.get(job.kind, ())).describe_place(job.progress_step),
        "next_address": _find_next(job),
        "locked": _say_locked(job),
        "names": job.result.get("names", "") if get_current_viewer().sees_accounts else "",
        "waiting": find_waiting(job.kind, job.subject_id),
        "is_told": get_current_viewer().sees_accounts,
    }


def _say_locked(job: Job) -> str:
    """How many experiences were left out because locked, for those who may know."""
    locked = read_locked(job.result)
    if not (locked and get_current_viewer().sees_accounts):
        return ""
    return say_experiences(locked) if "locked_vouched" in job.result else f"{locked.all:,} experiences"


def _guess_left(job: Job, now: datetime) -> str:
    """How long this step and all of it may still take, once there is something to go by."""
    if job.state != JobState.RUNNING or job.step_began_at is None:
        return ""
    seconds, whole = (now - job.step_began_at).total_seconds(), job.result.get("seconds_left")
    return describe_left(seconds, job.progress_done, job.progress_total, whole)


def _find_next(job: Job) -> str:
    """Where the result of the job is looked at."""
    consultation = get_session().get(Consultation, job.subject_id)
    if consultation is None:
        return url_for("desk.home")
    page = "desk_draft.outline" if job.kind in OF_DRAFTS else "desk_themes.show"
    return url_for(page, slug=consultation.slug)
