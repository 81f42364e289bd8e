"""What the page of a consultation says: the next step, and what came in as far as this viewer may know."""

from consult.models.consultation import Consultation
from consult.queries.milestones import count_by_channel, count_states_of_returns, find_milestones
from consult.queries.responses import Wanted
from consult.queries.told_elsewhere import count_available
from consult.vocabulary import ResponseKind, ResponseState
from consult.web.access import MANAGE_ACCOUNTS, meets
from consult.web.clock import get_today
from consult.web.database import get_session
from consult.web.desk_equal_words import list_equal_languages, show_lacks
from consult.web.desk_figures import FIGURES, RETURNS
from consult.web.desk_form_obstacles import find_form_obstacles
from consult.web.desk_next_steps import find_next_step
from consult.web.desk_summaries import say_accounts, say_elsewhere, say_returns
from consult.web.desk_titles import find_title
from consult.web.desk_words import CONSULTATION_STATES, say_days_left
from consult.web.shared_words import say_shared
from consult.web.viewing import get_current_viewer

ACCOUNTS = Wanted(kind=ResponseKind.ACCOUNT)


def describe_progress(consultation: Consultation) -> dict[str, object]:
    """The next step, the counts as sentences, and the figures."""
    session, viewer, key = get_session(), get_current_viewer(), consultation.id
    states = count_states_of_returns(session, viewer, key)
    received = states[ResponseState.SUBMITTED]
    accounts = count_by_channel(session, viewer, key, ACCOUNTS)
    return {
        "received": received,
        "step": find_next_step(consultation, find_milestones(session, key), received, get_today()),
        "figures": [count(session, viewer, key) for count in FIGURES.values()],
        "returns_sentence": say_returns(states, count_by_channel(session, viewer, key, RETURNS)),
        "accounts_sentence": say_accounts(accounts) if viewer.sees_accounts else "",
        "shared_sentence": say_shared(viewer, key),
        "elsewhere_sentence": _say_elsewhere(consultation) if viewer.sees_accounts else "",
        "may_draw": viewer.sees_accounts and meets(MANAGE_ACCOUNTS),
        "obstacles": find_form_obstacles(consultation),
        "lacks": show_lacks(consultation) if list_equal_languages() else [],
        "viewer": viewer,
    }


def _say_elsewhere(consultation: Consultation) -> str:
    """What a response could draw on today; a standing call has no response."""
    if consultation.is_standing_call:
        return ""
    viewer, today = get_current_viewer(), get_today()
    return say_elsewhere(count_available(get_session(), viewer, consultation, today=today))


def list_words() -> dict[str, object]:
    """What the pages of consultations call things."""
    return {
        "find_title": find_title,
        "days_left": lambda one: say_days_left(one.closes_on, get_today()),
        "consultation_states": CONSULTATION_STATES,
    }
