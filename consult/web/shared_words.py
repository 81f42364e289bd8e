"""How many responses are shared wording alone, as this person may be told."""

from analysis.drafting.figures import Rules, is_small
from consult.queries.campaigns import count_wholly_shared
from consult.queries.runs import find_latest_run
from consult.queries.viewer import Viewer
from consult.services.region.setting_up import find_small_number
from consult.web.database import get_session
from consult.web.desk_words import count_in_words
from consult.web.viewing import may_see_figures


def say_shared(viewer: Viewer, consultation_id: str) -> str:
    """A sentence with both counts; empty where nothing is analysed yet."""
    session = get_session()
    run = find_latest_run(session, consultation_id)
    every, wholly = count_wholly_shared(session, viewer, run.id) if run else (0, 0)
    if not every:
        return ""
    told = f"Of {count_in_words(every, 'response')} with words that the latest analysis read, "
    if not wholly:
        return f"{told}none is shared wording alone."
    rules = Rules(find_small_number(session))
    if not may_see_figures(viewer) and any(is_small(one, rules) for one in (every, wholly, every - wholly)):
        return "How many responses are shared wording alone is not shown: a number would be small."
    own = f"{every - wholly:,} said something in words of their own"
    return f"{told}{own} and {wholly:,} sent shared wording alone."
