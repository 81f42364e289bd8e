"""Cards that a group hands out: printed on the group's page, and the place where a code is typed."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.models.groups import InvitationCard
from consult.sealing.salt_files import read_secret_salt
from consult.services.experiences.cards import MOST_AT_ONCE, find_card, is_whole, make_cards
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_unsent import ask_before_losing
from consult.web.account_visit import find_slug
from consult.web.account_way_in import find_waiting, hold_permit
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.group_cookie import GROUP_COOKIE
from consult.web.group_visit import GroupVisit, get_ready_group
from consult.web.limits import count_this, limit_cards, limit_groups
from consult.web.stops import SWITCH_FIELD, WRONG

blueprint = Blueprint("account_cards", __name__, url_prefix="/your-experience")
EXPERIENCE_COOKIE.keep(blueprint)
GROUP_COOKIE.keep(blueprint)


@blueprint.get("/group/cards")
@allow(PUBLIC)
def ask() -> ResponseReturnValue:
    """How many cards to print."""
    return render_template("account/group/cards.html", visit=_get_group(), most=MOST_AT_ONCE, codes=[])


@blueprint.post("/group/cards")
@allow(PUBLIC)
@limit_groups
def make() -> ResponseReturnValue:
    """Cards on a page to be printed; their codes are shown this once."""
    if SWITCH_FIELD in request.form:
        return redirect(url_for(".ask"))
    visit, count = _get_group(), request.form.get("count", 8, type=int)
    codes = make_cards(get_session(), visit.group, max(1, count), secret_salt=_read_salt(), today=get_today())
    return render_template("account/group/cards.html", visit=visit, most=MOST_AT_ONCE, codes=codes)


@blueprint.get("/card")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Where the code of a card is typed."""
    return _show_code()


@blueprint.post("/card")
@allow(PUBLIC)
@limit_cards
def open_card() -> ResponseReturnValue:
    """Let this browser begin one experience, or send what it wrote with a card that somebody else used.

    Whatever is wrong with a code, the answer is the same.
    """
    if SWITCH_FIELD in request.form:
        return redirect(url_for(".enter"))
    typed = request.form.get("code", "")[:100]
    card = find_card(get_session(), typed, secret_salt=_read_salt(), today=get_today())
    refusal = _refuse()  # drawn for a good card too, so that it takes as long as another
    if card is None:
        if is_whole(typed):
            count_this()
        return refusal, WRONG
    return redirect(_take(card, typed))


def _take(card: InvitationCard, typed: str) -> str:
    """Hold the card in this browser; gives the page to go on with."""
    waiting = find_waiting()
    if waiting is None:
        ask_before_losing(url_for(".open_card"), code=typed)
        hold_permit(card_id=card.id)
        return url_for("account.index")
    EXPERIENCE_COOKIE.hold(replace(waiting, card_id=card.id))
    return url_for("account.check", slug=find_slug(waiting))


def _refuse() -> str:
    words = gettext("We do not know that code, or it was used. Check each group of digits and try again.")
    return _show_code([{"text": words, "href": "#code"}])


def _show_code(errors: list[dict[str, str]] | None = None) -> str:
    return render_template("account/group/card_code.html", errors=errors, is_waiting=bool(find_waiting()))


def _get_group() -> GroupVisit:
    visit = get_ready_group()
    if not visit.group.may_print_cards:
        abort(404)
    return visit


def _read_salt() -> bytes:
    return read_secret_salt(Path(current_app.config["SALT_FILE"]))
