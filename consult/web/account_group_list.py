"""A group's list, which its number opens: by its own labels, with what the person lets it do with each."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.errors import Conflict
from consult.services.experiences.amending import find_last_day
from consult.services.experiences.group_powers import find_powers_for_group
from consult.services.experiences.relaying import (
    LONGEST_CORRECTION,
    LONGEST_LABEL,
    Listed,
    check_withdrawable,
    get_own,
    keep_correction,
    list_own,
    name_own,
    open_for_group,
    was_read,
    withdraw_own,
)
from consult.services.lost.lost_labels import can_tell_label, seal_label
from consult.services.lost.lost_numbers import ask_through_group
from consult.vocabulary import ResponseState
from consult.web.access import PUBLIC, allow
from consult.web.account_check import list_sections, locate_after
from consult.web.account_free_words import FreeWords, read_free_words
from consult.web.account_visit import make_group_visit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.group_cookie import GROUP_COOKIE
from consult.web.group_visit import get_listed_group
from consult.web.key_store import get_key_store
from consult.web.languages import find_chosen_language
from consult.web.relay_words import ask_what_group_calls_it, explain_label, say_state
from consult.web.stops import SWITCH_FIELD, WRONG
from forms.intake import as_given

blueprint = Blueprint("account_listed", __name__, url_prefix="/your-experience/group/list")
GROUP_COOKIE.keep(blueprint)


@blueprint.get("/")
@allow(PUBLIC)
def index() -> ResponseReturnValue:
    """What the group has passed on, with its state; never the words."""
    group, key = get_listed_group()
    return _render("list", group=group, listed=list_own(get_session(), key))


@blueprint.get("/<response_id>")
@allow(PUBLIC)
def show(response_id: str) -> ResponseReturnValue:
    """One of them, and what the person lets the group do with it."""
    listed, _ = _get(response_id)
    return _show(listed, _read_correction(listed))


@blueprint.get("/<response_id>/words")
@allow(PUBLIC)
def read_back(response_id: str) -> ResponseReturnValue:
    """The words, to read them back to the person, only where they allow it."""
    listed, key = _get(response_id)
    opened = open_for_group(get_session(), get_key_store(), listed, key)
    visit = make_group_visit(listed.response, opened)
    return _render("words", listed=listed, visit=visit, sections=list_sections(visit, locate_after))


@blueprint.post("/<response_id>/correct")
@allow(PUBLIC)
def correct(response_id: str) -> ResponseReturnValue:
    """Put something right, without reading what is there; it is read for what may give somebody away."""
    listed, _ = _get(response_id)
    given = _read_correction(listed)
    words = given.decide().strip()
    mistake = "" if SWITCH_FIELD in request.form else _find_mistake(words)
    if mistake or not given.is_to_keep:
        return _show(listed, given, mistake), WRONG
    language = find_chosen_language().tag
    keep_correction(get_session(), listed, words, language=language, today=get_today())
    return redirect(url_for(".show", response_id=response_id, kept="1"))


@blueprint.post("/<response_id>/label")
@allow(PUBLIC)
def give_label(response_id: str) -> ResponseReturnValue:
    """Call it by another label on the group's own list."""
    group, key = get_listed_group()
    if SWITCH_FIELD not in request.form:
        listed = get_own(get_session(), key, response_id)
        name_own(get_session(), group, listed, as_given(request.form.get("label", "")))
    return redirect(url_for(".show", response_id=response_id))


@blueprint.get("/<response_id>/withdraw")
@allow(PUBLIC)
def ask_to_take_back(response_id: str) -> ResponseReturnValue:
    """Ask before withdrawing, for it cannot be undone. Raises: Conflict (C352) where it cannot be."""
    listed, _ = _get(response_id)
    check_withdrawable(listed)
    return _render("withdraw", listed=listed)


@blueprint.post("/<response_id>/withdraw")
@allow(PUBLIC)
def take_back(response_id: str) -> ResponseReturnValue:
    """Withdraw it because the person asked the group to, where they allow it."""
    listed, _ = _get(response_id)
    withdraw_own(get_session(), get_key_store(), listed, now=get_now())
    return redirect(url_for(".index"))


@blueprint.post("/<response_id>/lost")
@allow(PUBLIC)
def say_lost(response_id: str) -> ResponseReturnValue:
    """The person lost their card and asks that it be withdrawn; two on the staff see to it."""
    listed, _ = _get(response_id)
    if listed.response.state != ResponseState.SUBMITTED:
        raise Conflict("C355")
    label = seal_label(listed) if "tell_label" in request.form else None
    ask_through_group(get_session(), listed.response, label_sealed=label, today=get_today())
    return redirect(url_for(".show", response_id=response_id, asked="1"))


def _get(response_id: str) -> tuple[Listed, Any]:
    _, key = get_listed_group()
    return get_own(get_session(), key, response_id), key


def _find_mistake(words: str) -> str:
    """What is wrong with a correction; nothing of it is ever cut."""
    if len(words) > LONGEST_CORRECTION:
        return gettext(
            "This is longer than %(number)s characters, and was not saved."
            " Make it shorter, or save it in parts",
            number=LONGEST_CORRECTION,
        )
    return "" if words else gettext("Write what should be put right")


def _read_correction(listed: Listed) -> FreeWords:
    """Names are looked for in the languages of form and page; the group cannot open what else is declared."""
    languages = {listed.response.language, find_chosen_language().tag}
    return read_free_words("correction", languages, LONGEST_CORRECTION)


def _show(listed: Listed, given: FreeWords, mistake: str = "") -> str:
    """What was typed stays in the form."""
    until = find_last_day(get_session(), listed.consultation, listed.response)
    is_sent = listed.response.state == ResponseState.SUBMITTED
    powers = find_powers_for_group(get_session(), get_key_store(), listed.response.id)
    is_in_time = until is None or get_today() <= until
    return _render(
        "entry",
        listed=listed,
        is_sent=is_sent,
        until=until,
        powers=powers,
        can_tell_label=can_tell_label(listed),
        may_correct=is_sent and is_in_time and powers.may_correct,
        label_words=(ask_what_group_calls_it(), explain_label()),
        longest_label=LONGEST_LABEL,
        **given.describe(mistake),
    )


def _render(name: str, **values: Any) -> str:
    session = get_session()
    return render_template(
        f"account/group/{name}.html",
        say_state=lambda one: say_state(one.response.state, was_read=was_read(session, one.response.id)),
        **values,
    )
