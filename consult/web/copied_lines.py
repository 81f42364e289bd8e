"""What was sent, as the copy in a file says it: the words of the page, and no markup."""

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date, gettext

from consult.exports.return_copy import CopiedLine, CopiedSection, ReturnCopy, Said
from consult.web.answered_lines import Line, Section
from consult.web.answering_visit import Visit
from consult.web.languages import find_page_language
from consult.web.late_words import say_late
from consult.web.public_words import choose_words


def describe_copy(visit: Visit, sections: Sequence[Section], *, region: str, today: date) -> ReturnCopy:
    """All that the file says, in the language that is spoken now."""
    return ReturnCopy(
        language=find_page_language().tag,
        title=gettext("A copy of your return"),
        partnership=region,
        consultation=choose_words(visit.consultation.title, visit.language),
        facts=say_facts(visit),
        sections=[CopiedSection(one.heading, [_copy(line) for line in one.lines]) for one in sections],
        made_on=today,
    )


def say_facts(visit: Visit) -> list[str]:
    """When it was received, and what this paper is not."""
    day = format_date(visit.response.received_on, "long")
    return [
        gettext("Received on %(day)s.", day=day),
        *say_late(visit.consultation, visit.response),
        gettext("Your return number is not on this paper, so whoever finds it cannot change your return."),
    ]


def _copy(line: Line) -> CopiedLine:
    tag = find_page_language().tag
    notes: list[Said] = [] if line.lines else [(gettext("Not answered"), tag)]
    if line.is_branched:
        notes.append((gettext("Two versions of this answer"), tag))
    if line.refusal:
        notes.append(line.refusal)
    return CopiedLine(line.label, line.lines, notes)
