"""The report on a questionnaire's file in the staff area: what was found, what was and can be repaired."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from consult.services.consultations.limiting_answers import find_refusal
from consult.vocabulary import FormPurpose
from consult.web.desk_form_files import check_file
from consult.web.desk_forms.questionnaire import CheckedForm, RepairForm, write_definition
from consult.web.desk_words import name_language
from consult.web.protection import MOST_FORM_BYTES
from forms.definitions import Questionnaire
from forms.errors import FormsError
from forms.repairing.carrying import pack_opened, unpack_opened
from forms.repairing.extents import Extent
from forms.repairing.plans import PLANS, find_offers
from forms.xlsform.entries import Entry, list_entries, put_worst_first
from forms.xlsform.problems import Reading, Repair, Severity
from forms.xlsform.reader import Opened

SEVERITIES = {
    Severity.ERROR: ("Has to be corrected", "red"),
    Severity.DROPPED: ("Left out", "yellow"),
    Severity.WARNING: ("Worth knowing", "grey"),
}
MOST_CARRIED = MOST_FORM_BYTES - 100_000
"""Characters of a file that a page can hold; a larger one is repaired with the command."""

MOST_ENTRIES = 300
"""Different things that a page lists; the rest is a count."""


@dataclass(frozen=True)
class Report:
    """What a page shows of a reading; more: how many places are not listed."""

    reading: Reading
    found: list[tuple[Entry, Severity]]
    more: int
    repaired: list[Entry] = field(default_factory=list)
    more_repaired: int = 0
    offers: tuple[Extent, ...] = ()

    def may_be_repaired(self, entry: Entry) -> bool:
        """Tell whether there is a repair for what an entry says."""
        return entry.code in PLANS


def make_report(reading: Reading, repairs: Sequence[Repair] = (), done: Extent = Extent.NONE) -> Report:
    """Gather what was found and done. done: how far repairs went; only going further is offered."""
    worst_first = put_worst_first(reading.problems)
    found = [
        (entry, severity)
        for severity, problems in groupby(worst_first, key=lambda problem: problem.severity)
        for entry in list_entries(problems)
    ]
    repaired = list_entries(repairs)
    offers = () if reading.is_importable else find_offers(reading.problems)
    return Report(
        reading,
        found[:MOST_ENTRIES],
        sum(reading.unlisted.values()) + _count_places(one for one, _ in found[MOST_ENTRIES:]),
        repaired[:MOST_ENTRIES],
        _count_places(repaired[MOST_ENTRIES:]),
        tuple(extent for extent in offers if not done.holds(extent)),
    )


def _count_places(entries: Any) -> int:
    return sum(max(1, len(entry.rows)) for entry in entries)


def make_checked(opened: Opened, purpose: FormPurpose, extent: Extent = Extent.NONE) -> dict[str, Any]:
    """Read a file that was opened and return what the page of its report shows."""
    checked = check_file(opened, extent)
    report, sheets = make_report(checked.reading, checked.repairs, extent), pack_opened(opened)
    made, form = checked.reading.questionnaire, RepairForm(formdata=None)
    form.offer(report.offers)
    return {
        "report": report,
        "purpose": purpose,
        "extent": extent,
        "form": form,
        "sheets": sheets if len(sheets) <= MOST_CARRIED else "",
        "refusal": find_refusal(made, purpose) if made else None,
        "definition": write_definition(made) if made and not checked.repairs else "",
        "languages": [name_language(tag) for tag in made.languages] if made else [],
        "severities": SEVERITIES,
    }


def read_checked(form: CheckedForm) -> tuple[Questionnaire, tuple[Repair, ...]]:
    """Return the questionnaire of a report that is to be saved, and what was repaired in it.

    Raises: FormsError (F001) where it is none.
    """
    if not form.sheets.data:
        return form.read(), ()
    checked = check_file(unpack_opened(form.sheets.data), form.read_extent())
    if checked.reading.questionnaire is None:
        raise FormsError("F001", where="the page", why="it cannot be imported as it is")
    return checked.reading.questionnaire, checked.repairs
