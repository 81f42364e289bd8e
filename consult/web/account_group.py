"""A community group's own pages: its link, what it promises, its number, and what it can pass on."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from consult.models.consultation import Consultation
from consult.models.group_kinds import WayIn
from consult.sealing.codenames import Codename
from consult.services import auditing
from consult.services.consultations.consulting import list_open_consultations
from consult.services.consultations.publishing import find_published
from consult.services.consultations.ways_in import get_way_in
from consult.services.experiences.giving import draw_number
from consult.services.experiences.grouping import find_by_token, keep_number
from consult.services.experiences.relay_agreements import get_current_agreement
from consult.services.experiences.relay_terms import accept_terms
from consult.vocabulary import FormPurpose
from consult.web.access import PUBLIC, allow
from consult.web.account_cookie import EXPERIENCE_COOKIE
from consult.web.account_unsent import ask_before_losing
from consult.web.account_way_in import hold_permit
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.group_cookie import GROUP_COOKIE, HeldGroup
from consult.web.group_numbers import open_group_number
from consult.web.group_visit import CLOSED, get_opened_group, get_ready_group
from consult.web.headers import clear_browser
from consult.web.languages import find_chosen_language
from consult.web.limits import limit_groups
from consult.web.public_words import find_words
from consult.web.return_numbers import stretch_number
from consult.web.stops import SWITCH_FIELD, WRONG

blueprint = Blueprint("account_group", __name__, url_prefix="/your-experience/group")
GROUP_COOKIE.keep(blueprint)
EXPERIENCE_COOKIE.keep(blueprint)
LONGEST_NAME = 120


@blueprint.get("/link/<token>")
@allow(PUBLIC)
def open_link(token: str) -> ResponseReturnValue:
    """Open the group's link; its secret part leaves the address at once."""
    group = find_by_token(get_session(), token, today=get_today())
    if group is None:
        return render_template("account/group/no_link.html"), CLOSED
    GROUP_COOKIE.hold(HeldGroup(group.id))
    return redirect(url_for(".home"))


@blueprint.get("/")
@allow(PUBLIC)
def home() -> ResponseReturnValue:
    """What the group can do here."""
    visit, found = get_ready_group(), list_open_consultations(get_session(), today=get_today())
    offered = [one for one in found if find_published(get_session(), one.id, FormPurpose.ACCOUNT)]
    return render_template(
        "account/group/home.html",
        visit=visit,
        consultations=offered,
        may_print_cards=visit.group.may_print_cards and _may_hand_out(offered),
    )


@blueprint.post("/relay/<slug>")
@allow(PUBLIC)
@limit_groups
def relay(slug: str) -> ResponseReturnValue:
    """Write down what one person tells: this browser may begin one, in the group's name."""
    group = get_ready_group().group
    ask_before_losing(url_for(".relay", slug=slug))
    hold_permit(group_id=group.id)
    return redirect(url_for("account.start", slug=slug))


@blueprint.get("/agreement")
@allow(PUBLIC)
def agreement() -> ResponseReturnValue:
    """What the group promises before it passes anything on."""
    return _show_agreement()


@blueprint.post("/agreement")
@allow(PUBLIC)
@limit_groups
def accept() -> ResponseReturnValue:
    """Keep which version was accepted, when, and by whom."""
    if SWITCH_FIELD in request.form:
        return redirect(url_for(".agreement"))
    visit, terms = get_opened_group(), get_current_agreement(get_session())
    if request.form.get("version") != str(terms.version):
        return _show_agreement(has_changed=True), WRONG
    name = request.form.get("name", "").strip()[:LONGEST_NAME]
    if not name or not request.form.get("accepted"):
        return _show_agreement(has_mistakes=True), WRONG
    accept_terms(get_session(), visit.group, terms, accepted_by=name, today=get_today())
    _audit(visit.group.id, "relay agreement accepted", terms.version)
    return redirect(url_for(".home"))


@blueprint.get("/number")
@allow(PUBLIC)
def number() -> ResponseReturnValue:
    """The group's number, shown until somebody says that they have it; before that, what it is for."""
    visit = get_opened_group()
    if visit.group.number_lookup is not None and not visit.held.number:
        return redirect(url_for(".home"))
    return _show_number("account/group/number.html")


@blueprint.post("/number")
@allow(PUBLIC)
@limit_groups
def draw() -> ResponseReturnValue:
    """Draw the group's number and keep what it opens; it is shown after that."""
    if SWITCH_FIELD in request.form:
        return redirect(url_for(".number"))
    with brief_transaction():
        group_id = get_opened_group().group.id
    drawn = draw_number()
    stretched = stretch_number(drawn)
    keep_number(get_session(), get_opened_group().group, stretched)
    GROUP_COOKIE.hold(HeldGroup(group_id, number=drawn.reveal().decode("ascii")))
    return redirect(url_for(".number"))


@blueprint.post("/number/kept")
@allow(PUBLIC)
def confirm() -> ResponseReturnValue:
    """It is written down: it is shown once more, and this browser forgets it."""
    if SWITCH_FIELD in request.form:
        return redirect(url_for(".number"))
    if not request.form.get("written_down"):
        return _show_number("account/group/number.html", is_unconfirmed=True), WRONG
    shown = _show_number("account/group/kept.html")
    GROUP_COOKIE.hold(HeldGroup(get_opened_group().group.id))
    return shown


@blueprint.get("/enter")
@allow(PUBLIC)
def enter() -> ResponseReturnValue:
    """Where the group's number is typed, to read the group's list."""
    return render_template("account/group/enter.html")


@blueprint.post("/enter")
@allow(PUBLIC)
def open_list() -> ResponseReturnValue:
    """Open the list; whatever is wrong with a number, the answer is the same."""
    if SWITCH_FIELD in request.form:
        return redirect(url_for(".enter"))
    held = open_group_number(request.form.get("return_number", ""))
    refusal = _refuse_number()  # drawn for a known number too, so that it takes as long as an unknown one
    if held is None:
        return refusal, WRONG
    GROUP_COOKIE.hold(held)
    return redirect(url_for(".home"))


@blueprint.post("/close")
@allow(PUBLIC)
def close() -> ResponseReturnValue:
    """Close the group's pages with whatever is being written down; the address says the language again."""
    EXPERIENCE_COOKIE.hold(None)
    GROUP_COOKIE.hold(None)
    return clear_browser(make_response(redirect(url_for("account.index", lang=find_chosen_language().tag))))


def _refuse_number() -> str:
    words = gettext("We do not know that number. Check each group of digits and try again.")
    errors = [{"text": words, "href": "#return-number"}]
    return render_template("account/group/enter.html", errors=errors)


def _may_hand_out(consultations: list[Consultation]) -> bool:
    ways = {get_way_in(get_session(), one.id) for one in consultations}
    return bool(ways - {WayIn.BY_LINK})


def _show_agreement(*, has_mistakes: bool = False, has_changed: bool = False) -> str:
    visit, terms = get_opened_group(), get_current_agreement(get_session())
    words, tag = find_words(terms.promises)
    return render_template(
        "account/group/agreement.html",
        visit=visit,
        terms=terms,
        promises=(words.splitlines(), tag),
        has_mistakes=has_mistakes,
        has_changed=has_changed,
    )


def _show_number(template: str, *, is_unconfirmed: bool = False) -> str:
    visit, held = get_opened_group(), GROUP_COOKIE.find()
    drawn = Codename(held.number.encode("ascii")).shown() if held and held.number else ""
    return render_template(template, visit=visit, number=drawn, is_unconfirmed=is_unconfirmed)


def _audit(group_id: str, action: str, version: int) -> None:
    auditing.record(
        get_session(),
        actor=auditing.PUBLIC,
        action=action,
        subject_kind="relay_group",
        subject_id=group_id,
        details={"version": version},
        now=get_now(),
    )
