"""The first page of the staff area: what needs doing now, the next thing first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.models.keeping_kinds import WaitCause
from consult.queries.agenda import AgendaItem, list_agenda
from consult.queries.milestones import find_milestones
from consult.queries.waiting import count_waiting
from consult.services.keys.unknown_withdrawals import find_unknown_since
from consult.services.permissions.recalling import count_to_do
from consult.services.region.setting_up import find_partnership
from consult.told import Told
from consult.web.access import MANAGE, STAFF, allow, may_open, meets
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.desk_next_steps import Step, find_next_step
from consult.web.desk_titles import find_title
from consult.web.desk_words import CONSULTATION_STATES, count_in_words, say_after_state
from consult.web.first_run_steps import list_steps
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk", __name__, url_prefix="/desk")


@dataclass(frozen=True)
class Card:
    """One consultation under way: `state` is words and a colour; the rest are sentences."""

    title: str
    title_tag: str
    address: str
    state: tuple[str, str]
    deadline: str
    sentence: str


@bp.get("/")
@allow(STAFF)
def home() -> ResponseReturnValue:
    """The next thing to do, then every consultation that is under way in a sentence."""
    today, session = get_today(), get_session()
    agenda = list_agenda(session, get_current_viewer(), today=today)
    to_set_up = (
        [step for step in list_steps() if not step.is_done] if may_open("desk_first_run.index") else []
    )
    return render_template(
        "desk/home/home.html",
        step=_choose_step(agenda),
        about=_make_card(agenda[0], today) if agenda and meets(MANAGE) else None,
        under_way=[_make_card(item, today) for item in agenda],
        to_set_up=to_set_up,
        **(_describe_restored() if may_open("desk_keeping.index") else {}),
        to_take_back=count_to_do(session) if may_open("desk_files.index") else 0,
    )


def say_how_it_stands(item: AgendaItem) -> str:
    """Figures as sentences: returns and how many of them this week, analysis and draft."""
    if item.consultation.is_standing_call and not item.returns:
        return "Experiences come in here at any time."
    returns = count_in_words(item.returns, "return").capitalize()
    verb = "has" if item.returns == 1 else "have"
    week = f", {item.this_week or 'none'} of them in the last seven days"
    said = [f"{returns} {verb} been received{week if item.returns else ''}."]
    if item.is_stale:
        said.append(f"{count_in_words(item.unanalysed, 'return').capitalize()} came after the last analysis.")
    elif item.is_analysed:
        said.append("The analysis is up to date.")
    if item.is_drafted:
        said.append("A draft of the regional response is there.")
    return " ".join(said)


def _describe_restored() -> dict[str, Any]:
    """After a restored backup: since when nothing is known, and how many wait for their people."""
    waiting = count_waiting(get_session(), get_current_viewer()).get(WaitCause.CHANGED, Told())
    return {"unknown_since": find_unknown_since(get_session()), "waiting": waiting}


def _make_card(item: AgendaItem, today: date) -> Card:
    consultation = item.consultation
    title, tag = find_title(consultation)
    return Card(
        title=title,
        title_tag=tag,
        address=url_for("desk_consultations.overview", slug=consultation.slug),
        state=CONSULTATION_STATES[consultation.state],
        deadline=say_after_state(consultation.state, consultation.closes_on, today),
        sentence=say_how_it_stands(item),
    )


def _choose_step(agenda: list[AgendaItem]) -> Step | None:
    if find_partnership(get_session()) is None and may_open("desk_first_run.index"):
        text = "Region, staff, mail and keys: four short steps, in any order."
        return Step("Set up the site", text, url_for("desk_first_run.index"), "Begin")
    if not meets(MANAGE):
        return None
    if not agenda:
        text = "Say what government asks and until when; then add the questionnaire."
        return Step("Plan a consultation", text, url_for("desk_consultations.new"), "Plan a consultation")
    return _choose_for(agenda[0])


def _choose_for(item: AgendaItem) -> Step:
    consultation = item.consultation
    if item.is_stale:
        title = f"{count_in_words(item.unanalysed, 'new return').capitalize()} since the last analysis"
        text = "What people decided about tags and themes is kept when it runs again."
        themes = url_for("desk_themes.show", slug=consultation.slug)
        return Step(title, text, themes, "Go to the analysis")
    milestones = find_milestones(get_session(), consultation.id)
    return find_next_step(consultation, milestones, item.returns, get_today())
