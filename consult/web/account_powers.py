"""What the community group's number may do, said again by the person with their own number."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from consult.services.experiences.group_powers import change_powers, find_powers
from consult.services.experiences.relaying import Powers
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_visit import Visit, get_reopened_visit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.key_store import get_key_store
from consult.web.languages import SOURCE, find_page_language
from consult.web.relay_words import POWERS, list_powers, make_own_powers_page, read_powers
from consult.web.stops import Stop, Switching, run_stop
from forms.builder import QuestionForm

blueprint = Blueprint("account_powers", __name__, url_prefix="/your-experience/return")
EXPERIENCE_COOKIE.keep(blueprint)


@blueprint.route("/group", methods=["GET", "POST"])
@allow(PUBLIC)
def change() -> ResponseReturnValue:
    """Take back what the group may do, at once, or allow it again; only where a group passed it on."""
    visit = get_reopened_visit()
    powers = find_powers(get_session(), get_key_store(), visit.response.id) or abort(404)
    return run_stop(visit, _make_stop(visit, powers))


def _make_stop(visit: Visit, powers: Powers) -> Stop:
    def keep(form: QuestionForm) -> None:
        powers = read_powers(form.answers().get(POWERS))
        change_powers(get_session(), get_key_store(), visit.opened, powers, today=get_today())

    own = url_for("account_return.show")
    return Stop(
        page=make_own_powers_page(powers),
        stored={POWERS: list_powers(powers)},
        language=find_page_language().tag,
        default_language=SOURCE,
        back=own,
        onward=own,
        keep=keep,
        switching=Switching.SHOW,
        template="account/group/own_powers.html",
    )
