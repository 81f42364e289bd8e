"""Count the record again for a draft that there is already; apart, since it loads the language work."""

from analysis.drafting.collated import draft_collated
from analysis.drafting.rechecking import Figures, list_figures
from consult.services.drafts.collating import collate
from consult.services.drafts.draft_record import Record
from consult.services.quotations.proposing_quotations import NoQuotations


def recount(record: Record) -> Figures:
    """Count everything again that a draft would give; needs no database. Raises: CountsDoNotAddUp (A042)."""
    material = collate(record, NoQuotations())
    return list_figures(draft_collated(material), material)
