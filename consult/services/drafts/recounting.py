"""Count the record again for a draft that there is already; apart, since it loads the language work."""

from dataclasses import replace

from analysis.checking.tables import Recounted, list_tables
from analysis.drafting.collated import draft_collated
from analysis.drafting.rechecking import list_figures
from consult.services.counting.counting_questions import count_questions
from consult.services.drafts.collating import collate
from consult.services.drafts.draft_record import Record
from consult.services.quotations.proposing_quotations import NoQuotations


def recount(record: Record) -> Recounted:
    """Count everything again that a draft would give; needs no database. Raises: CountsDoNotAddUp (A042).

    A table that was handed out since then takes none of the draft's own away: it was counted beside them.
    """
    beside = replace(record, handed_out=frozenset())
    material = collate(beside, NoQuotations(), count_questions(beside))
    sections = draft_collated(material)
    return Recounted(list_figures(sections, material), list_tables(sections))
