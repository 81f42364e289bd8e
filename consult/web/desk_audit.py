"""The record of who did what to what and when, and the check that nothing in it was changed."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from consult.queries.audit import AuditFilter, list_actions, list_entries
from consult.services import auditing
from consult.services.days import HERE
from consult.services.region import staffing
from consult.web.access import AUDIT, allow
from consult.web.database import brief_transaction, get_session

bp = Blueprint("desk_audit", __name__, url_prefix="/desk/settings/audit")
ACTORS = {auditing.SYSTEM: "The system", auditing.PUBLIC: "The public"}


@bp.get("/")
@allow(AUDIT)
def index() -> ResponseReturnValue:
    """The entries, filtered, the newest first."""
    return render_template("desk/settings/audit.html", **_list())


@bp.post("/verify")
@allow(AUDIT)
def verify() -> ResponseReturnValue:
    """Check the whole chain, and name the first entry that was changed."""
    with brief_transaction() as session:  # it takes long where the record is long
        broken = auditing.verify_chain(session)
        return render_template("desk/settings/audit.html", **_list(), is_checked=True, broken=broken)


def _list() -> dict[str, Any]:
    session, args = get_session(), request.args
    people = {one.id: one.name or one.email for one in staffing.list_staff(session)}
    page = args.get("page", 1, type=int) or 1
    return {
        "listing": list_entries(session, _read_filter(args), page),
        "actors": ACTORS | people,
        "people": people,
        "actions": list_actions(session),
    }


def _read_filter(args: Mapping[str, str]) -> AuditFilter:
    last = _read_day(args.get("until", ""))
    return AuditFilter(
        actor=args.get("actor", ""),
        action=args.get("action", ""),
        since=_begin(_read_day(args.get("since", ""))),
        before=_begin(last + timedelta(days=1) if last and last < date.max else None),
    )


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _begin(day: date | None) -> datetime | None:
    """The first instant of a day in the region; none for days no clock can name."""
    if day is None or day.year < 2:
        return None
    return datetime.combine(day, time(), HERE)
