"""Beside the way through an experience: safety, a pause, stopping, and whoever is too young for it."""

from contextlib import suppress

from flask import Blueprint, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.services.experiences.giving import discard_account
from consult.services.experiences.hearing_events import is_listening_event
from consult.web.access import PUBLIC, allow
from consult.web.account_care import add_care_words
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_visit import find_number_so_far, get_opening
from consult.web.database import get_session
from consult.web.group_cookie import GROUP_COOKIE
from consult.web.headers import clear_browser
from consult.web.key_store import get_key_store

blueprint = Blueprint("account_safety", __name__, url_prefix="/your-experience")
blueprint.record_once(add_care_words)
EXPERIENCE_COOKIE.keep(blueprint)


@blueprint.get("/safety")
@allow(PUBLIC)
def safety() -> ResponseReturnValue:
    """What stays on this device, who could see, and how to leave."""
    return render_template("account/safety.html")


@blueprint.get("/<slug>/pause")
@allow(PUBLIC)
def pause(slug: str) -> ResponseReturnValue:
    """How to come back."""
    return render_template("account/pause.html", onward=_find_onward(slug), number=find_number_so_far())


@blueprint.get("/stop")
@allow(PUBLIC)
def ask_to_stop() -> ResponseReturnValue:
    """Ask before deleting, for it cannot be undone."""
    held = EXPERIENCE_COOKIE.find()
    return render_template("account/stop_for_good.html", is_unsent=held is not None and bool(held.draft_key))


@blueprint.post("/stop")
@allow(PUBLIC)
def stop() -> ResponseReturnValue:
    """Delete what this browser was writing, with its key; what was sent before stays."""
    held = EXPERIENCE_COOKIE.find()
    if held is not None and held.draft_key:
        with suppress(NotFound):  # sent or deleted meanwhile: nothing unfinished is there
            discard_account(get_session(), get_key_store(), held.response_id, held.opening_key)
    EXPERIENCE_COOKIE.hold(None)
    return GROUP_COOKIE.drop(clear_browser(make_response(render_template("account/stopped.html"))))


@blueprint.get("/<slug>/young")
@allow(PUBLIC)
def young(slug: str) -> ResponseReturnValue:
    """Who helps somebody below the region's threshold; there is no form here."""
    return render_template("account/young.html", opening=get_opening(slug))


@blueprint.get("/<slug>/alone")
@allow(PUBLIC)
def alone(slug: str) -> ResponseReturnValue:
    """What is done when no parent or guardian is here; there is no form here either."""
    return render_template("account/alone.html", opening=get_opening(slug))


def _find_onward(slug: str) -> str:
    """Where what this browser was writing goes on: the first page that asks for it."""
    opening, held = get_opening(slug), EXPERIENCE_COOKIE.find()
    if held is not None and is_listening_event(get_session(), held.response_id):
        return url_for("account_event.people", slug=slug)
    return url_for("account.question", slug=slug, page_id=opening.definition.pages[0].id)
