"""Shared wording in the staff area: what was found, what each person added, confirm or refuse."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from analysis.drafting.figures import Rules, is_small, write_number
from consult.errors import NotFound
from consult.models.campaign_kinds import CampaignVerdict
from consult.models.consultation import Consultation
from consult.queries.runs import find_latest_run
from consult.services.campaigns.settling_campaigns import decide_campaign
from consult.services.campaigns.showing_campaigns import GroupPage, GroupShown, show_campaign, show_campaigns
from consult.services.consultations.consulting import get_consultation
from consult.services.region.setting_up import find_small_number
from consult.web.access import WORDING, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_titles import find_title
from consult.web.desk_words import name_language
from consult.web.key_store import get_account_keys
from consult.web.theme_runs import get_run
from consult.web.theme_sizes import NOT_SHOWN
from consult.web.viewing import get_current_viewer, may_see_figures

bp = Blueprint("desk_campaigns", __name__, url_prefix="/desk/consultations/<slug>/shared-wording")


@bp.get("")
@allow(WORDING)
def index(slug: str) -> ResponseReturnValue:
    """Every group with shared wording, the largest first."""
    session = get_session()
    consultation = get_consultation(session, slug)
    has_run = find_latest_run(session, consultation.id) is not None
    groups = [(one, _say_sizes(one)) for one in _read_groups(slug)] if has_run else None
    return _render("desk/campaigns/index.html", consultation, groups=groups)


@bp.get("/<key>")
@allow(WORDING)
def show(slug: str, key: str) -> ResponseReturnValue:
    """One group: its members, each with their own words."""
    consultation = get_consultation(get_session(), slug)
    content = _read_group(slug, key)
    return _render("desk/campaigns/show.html", consultation, content=content, sizes=_say_sizes(content.group))


@bp.post("/<key>")
@allow(WORDING)
def decide(slug: str, key: str) -> ResponseReturnValue:
    """Confirm or refuse a group or one member, or take a decision back."""
    if (verdict := request.form.get("verdict", "")) not in list(CampaignVerdict):
        raise NotFound("C102")
    answer_id = request.form.get("answer") or None
    session, viewer, run = get_session(), get_current_viewer(), get_run(slug)[1]
    who = {"staff_id": current_user.id, "now": get_now(), "answer_id": answer_id}
    decide_campaign(session, viewer, run, key, CampaignVerdict(verdict), **who)
    flash("Your decision is kept. Counts follow it from now on.")
    page = request.args.get("page", 1, type=int)
    return redirect(url_for(".show", slug=slug, key=key, page=page, _anchor=answer_id and f"m-{answer_id}"))


def _render(name: str, consultation: Consultation, **shown: object) -> str:
    title = find_title(consultation)[0]
    return render_template(name, consultation=consultation, title=title, name_language=name_language, **shown)


def _say_sizes(group: GroupShown) -> dict[str, str]:
    """Sizes in words; small ones as they are only to the partnership's own analysts."""
    sizes = {"responses": group.responses, "without_open": group.without_open}
    numbers = sizes | {"counted": group.counted, "own": group.own}
    if may_see_figures(get_current_viewer()):
        return {name: write_number(number) for name, number in numbers.items()}
    rules = Rules(find_small_number(get_session()))
    parts = (*numbers.values(), group.responses - group.own, group.responses - group.without_open)
    hides = any(is_small(number, rules) for number in parts)
    return {name: NOT_SHOWN if hides else write_number(number) for name, number in numbers.items()}


def _read_groups(slug: str) -> list[GroupShown]:
    """The groups with a sample of each; reading it is on record before the page is drawn."""
    keys = get_account_keys()
    with brief_transaction(writes=True) as session:
        return show_campaigns(session, get_current_viewer(), get_run(slug)[1], keys=keys, now=get_now())


def _read_group(slug: str, key: str) -> GroupPage:
    keys, page = get_account_keys(), request.args.get("page", 1, type=int)
    with brief_transaction(writes=True) as session:
        viewer, run = get_current_viewer(), get_run(slug)[1]
        return show_campaign(session, viewer, run, key, page=page, keys=keys, now=get_now())
