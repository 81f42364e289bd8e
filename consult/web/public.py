"""Pages for everybody: open consultations, contact, privacy, accessibility."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from consult.services.consultations.consulting import list_consultations, list_open_consultations
from consult.services.consultations.notices import find_notice_number
from consult.services.consultations.publishing import find_published
from consult.services.following.published_versions import list_published
from consult.services.keeping.retaining import find_time_kept
from consult.vocabulary import ConsultationState
from consult.web.access import PUBLIC, allow
from consult.web.answering_visit import list_unconfirmed
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.listed_addresses import find_addresses
from consult.web.outcome_words import say_reply
from consult.web.public_words import find_words

blueprint = Blueprint("public", __name__)
blueprint.add_app_template_global(find_words)
blueprint.add_app_template_global(find_addresses)
blueprint.add_app_template_global(say_reply)


@blueprint.get("/")
@allow(PUBLIC)
def home() -> ResponseReturnValue:
    """The consultations that can be answered now."""
    found = list_open_consultations(get_session(), today=get_today())
    consultations = [one for one in found if find_published(get_session(), one.id)]
    told = list_published(get_session())
    values = {"consultations": consultations, "unconfirmed": list_unconfirmed(), "told": told}
    return render_template("public/home.html", **values)


@blueprint.get("/contact")
@allow(PUBLIC)
def contact() -> ResponseReturnValue:
    """How to reach the partnership."""
    return render_template("public/contact.html")


@blueprint.get("/privacy")
@allow(PUBLIC)
def privacy() -> ResponseReturnValue:
    """What is kept of an answer, why, for how long, and what is never kept."""
    kept = find_time_kept(current_app.config["SESSION_MINUTES"])
    known = [one for one in list_consultations(get_session()) if one.state != ConsultationState.PREPARING]
    noticed = [one for one in known if find_notice_number(get_session(), one.id)]
    return render_template("public/privacy.html", unsent_days=kept.days, consultations=noticed)


@blueprint.get("/accessibility")
@allow(PUBLIC)
def accessibility() -> ResponseReturnValue:
    """How usable the site is, and whom to tell where it is not."""
    return render_template("public/accessibility.html")


@blueprint.get("/listening-events")
@allow(PUBLIC)
def listening_events() -> ResponseReturnValue:
    """How to hold a listening event: a page to print."""
    return render_template("public/listening_events.html")
