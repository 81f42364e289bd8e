"""What stands in the way of sending a return, and sending it."""

from flask_babel import gettext
from markupsafe import Markup

from consult.services.submitting import submit
from consult.web.answering_lines import Line, list_sections
from consult.web.answering_visit import Visit
from consult.web.clock import get_now, get_today
from consult.web.database import get_session
from consult.web.languages import lang_attrs


def find_problems(visit: Visit) -> list[dict[str, object]]:
    """What stands in the way of sending, as items of the error summary with links to each page."""
    lines = [line for section in list_sections(visit) for line in section.lines]
    return [_describe_problem(line) for line in lines if line.is_missing or line.is_branched]


def send(visit: Visit, lookup: str) -> None:
    """Send the return under the look-up id of the number that this browser keeps; sent again, it stays."""
    submit(
        get_session(),
        visit.response,
        visit.definition,
        {},
        lookup=lookup,
        today=get_today(),
        now=get_now(),
    )


def _describe_problem(line: Line) -> dict[str, object]:
    label = Markup("<span {}>{}</span>").format(lang_attrs(line.label[1]), line.label[0])
    words = gettext("Two versions of this answer") if line.is_branched else gettext("Not answered yet")
    return {"html": Markup("{}: {}").format(words, label), "href": line.address}
