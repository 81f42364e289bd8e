"""A partner opens its link: the address it types is sent a code, and the code opens the version."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.models.agreement_kinds import AskedAbout
from consult.services.agreement.circulating import find_by_hash, hash_token
from consult.services.agreement.position_codes import LASTS, SentCode, send_code, use_code
from consult.services.jobs.messaging import NewMessage
from consult.web.access import PUBLIC, allow
from consult.web.agreement_cookie import LINK_COOKIE, HeldLink
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.languages import find_page_language
from consult.web.limits import count_this, limit_codes
from consult.web.outbox import post
from consult.web.stops import SWITCH_FIELD, WRONG

blueprint = Blueprint("agreement", __name__, url_prefix="/agreement")
LINK_COOKIE.keep(blueprint)
LONGEST_ADDRESS = 300
HOMES = {AskedAbout.VERSION: "agreement_sections.home", AskedAbout.CARRIED: "agreement_earlier.home"}
SECONDS = 60


@blueprint.get("/link/<token>")
@allow(PUBLIC)
def open_link(token: str) -> ResponseReturnValue:
    """Open a link, known or not: its secret part leaves the address at once, and is told to no page."""
    LINK_COOKIE.hold(HeldLink(hash_token(token)))
    answer = redirect(url_for(".ask_address"))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get("/address")
@allow(PUBLIC)
def ask_address() -> ResponseReturnValue:
    """Ask for the e-mail address to which a code is to be sent."""
    return _show_address()


@blueprint.post("/address")
@allow(PUBLIC)
@limit_codes
def send() -> ResponseReturnValue:
    """Send a code, if the directory has the address; the answer is the same if it does not."""
    address = request.form.get("address", "").strip()[:LONGEST_ADDRESS]
    if SWITCH_FIELD in request.form:
        return _show_address(address)
    if "@" not in address:
        return _show_address(address, is_wrong=True), WRONG
    _send(LINK_COOKIE.find(), address)
    return redirect(url_for(".ask_code"))


@blueprint.get("/code")
@allow(PUBLIC)
def ask_code() -> ResponseReturnValue:
    """Ask for the code."""
    return _show_code()


@blueprint.post("/code")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Try a code; a wrong one is counted, and told from one that is too old to nobody."""
    if SWITCH_FIELD in request.form:
        return _show_code()
    held, now = LINK_COOKIE.find(), get_now()
    with brief_transaction(writes=True) as session:
        asked = find_by_hash(session, held.link_hash, today=get_today()) if held else None
        typed = request.form.get("code", "")
        contact = use_code(session, asked, typed, secret=_get_secret(), now=now) if asked else None
        opened = HeldLink(held.link_hash, contact.id) if held and contact else None
        page = HOMES[asked.about] if asked else ""
    if opened is None:
        return _show_code(is_wrong=True), WRONG
    LINK_COOKIE.hold(opened)
    return redirect(url_for(page))


def _send(held: HeldLink | None, address: str) -> None:
    """Put the code into the outbox, for the contact's address as the directory has it."""
    session = get_session()
    asked = find_by_hash(session, held.link_hash, today=get_today()) if held else None
    sent = send_code(session, asked, address, secret=_get_secret(), now=get_now()) if asked else None
    if asked is not None and sent is not None:
        count_this()
        post(_write_letter(sent, asked.about))


def _write_letter(sent: SentCode, about: AskedAbout) -> NewMessage:
    minutes = int(LASTS.total_seconds() // SECONDS)
    said = gettext(
        "Your code is %(code)s. It works once, for %(minutes)s minutes. If you did not ask for a code, "
        "somebody has your link: tell the partnership.",
        code=sent.code,
        minutes=minutes,
    )
    subject = gettext("Your code for the draft response")
    if about is AskedAbout.CARRIED:
        subject = gettext("Your code to confirm what you said before")
    return NewMessage(sent.contact.email, subject, f"{said}\n", find_page_language().tag)


def _get_secret() -> bytes:
    return str(current_app.config["SECRET_KEY"]).encode()


def _show_address(typed: str = "", *, is_wrong: bool = False) -> str:
    return render_template("public/agreement/address.html", typed=typed, is_wrong=is_wrong)


def _show_code(*, is_wrong: bool = False) -> str:
    minutes = int(LASTS.total_seconds() // SECONDS)
    return render_template("public/agreement/code.html", is_wrong=is_wrong, minutes=minutes)
