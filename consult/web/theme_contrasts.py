"""How a theme differs by sector and between returns and experiences, with the way to the whole table."""

from dataclasses import dataclass
from typing import Any

from consult.models.consultation import Consultation
from consult.queries.responses import count_responses
from consult.queries.viewer import Viewer
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.contrasting import tabulate
from consult.services.themes.contrasting_theme import say_contrast
from consult.web.access import may_open
from consult.web.clock import get_now
from consult.web.database import get_session

MOST_COUNTED = 500
"""Of more responses only the table counts: the page of a theme would make its readers wait."""
_ASKED = (
    (AskedTable(columns="sector"), "All themes by sector"),
    (AskedTable(columns="kind", who="both"), "All themes by return and experience"),
)


@dataclass(frozen=True)
class Contrast:
    """What is said of a theme, empty where only the table says it; choices: of that table."""

    sentence: str
    link: str
    choices: dict[str, Any]


def list_contrasts(consultation: Consultation, key: str, viewer: Viewer) -> list[Contrast]:
    """List what is said of a theme; nothing to those who may not open the tables."""
    if not (viewer.sees_accounts and may_open("desk_tables.index")):
        return []
    counts = count_responses(get_session(), viewer, consultation.id) <= MOST_COUNTED
    return [
        Contrast(_say(consultation, key, viewer, asked) if counts else "", link, _list_choices(asked))
        for asked, link in _ASKED
    ]


def _say(consultation: Consultation, key: str, viewer: Viewer, asked: AskedTable) -> str:
    return say_contrast(tabulate(get_session(), viewer, consultation, asked, now=get_now()), key)


def _list_choices(asked: AskedTable) -> dict[str, Any]:
    return {"rows": asked.rows, "columns": asked.columns, "who": asked.who}
