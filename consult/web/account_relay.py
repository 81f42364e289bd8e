"""What only those see who pass somebody's experience on: the group's powers, its label, and the card."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.models.groups import ListeningEvent, RelayGroup
from consult.sealing.codenames import Codename
from consult.services.experiences.relaying import EVERY_POWER, describe_entry, get_powers
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_pages import find_more_way
from consult.web.account_visit import Visit, find_sent, get_stop_visit
from consult.web.database import get_session
from consult.web.digit_words import read_aloud
from consult.web.languages import SOURCE, find_page_language
from consult.web.relay_words import (
    LABEL,
    POWERS,
    list_powers,
    make_label_page,
    make_powers_page,
    read_powers,
)
from consult.web.stops import Stop, Switching, run_stop
from forms.builder import QuestionForm

blueprint = Blueprint("account_relay", __name__, url_prefix="/your-experience")
EXPERIENCE_COOKIE.keep(blueprint)


@blueprint.route("/<slug>/group", methods=["GET", "POST"])
@allow(PUBLIC)
def powers(slug: str) -> ResponseReturnValue:
    """What the person lets the group's number do, and what the group calls this on its list."""
    visit = get_stop_visit(slug)
    if not visit.held.group_id:
        return redirect(url_for("account.check", slug=slug))
    return run_stop(visit, _make_stop(visit))


@blueprint.get("/<slug>/card")
@allow(PUBLIC)
def card(slug: str) -> ResponseReturnValue:
    """The person's number as a card to print, and as words to read aloud."""
    sent = find_sent(slug)
    if sent is None:
        return redirect(url_for("account_return.enter"))
    number = Codename(sent[0].number.encode("ascii"))
    return render_template(
        "account/group/card.html", slug=slug, number=number.shown(), groups=read_aloud(number.groups())
    )


def _make_stop(visit: Visit) -> Stop:
    session, response_id = get_session(), visit.response.id
    group = session.get(RelayGroup, visit.held.group_id) or abort(404)

    is_event = session.get(ListeningEvent, response_id) is not None
    page = make_label_page() if is_event else make_powers_page(group.organisation.name)
    way = find_more_way(visit)

    def keep(form: QuestionForm) -> None:
        given = form.answers()
        described = EVERY_POWER if is_event else read_powers(given.get(POWERS))
        describe_entry(session, group, response_id, label=str(given.get(LABEL) or ""), powers=described)

    return Stop(
        page=page,
        stored={POWERS: list_powers(get_powers(session, response_id))},
        language=find_page_language().tag,
        default_language=SOURCE,
        back=way.back,
        onward=way.onward,
        keep=keep,
        switching=Switching.SHOW,
        template="account/group/powers.html",
    )
