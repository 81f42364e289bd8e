"""Passages of returns that a list of gaps may quote: permitted now, and with nothing like personal data.

Experiences are counted and not quoted here: their words are in the draft alone, where they were asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Excerpt
from consult.models.consultation import Consultation
from consult.models.keeping_kinds import FileKind
from consult.models.readings import FilledExcerpt, QuotedPart
from consult.queries.tables import list_standing_segments
from consult.queries.viewer import Viewer
from consult.services.drafts.draft_record import Placed, Record
from consult.services.permissions.reading import read_excerpts
from consult.services.permissions.releasing import note_release
from consult.services.quotations.attributing import Attributor
from consult.services.quotations.proposing_quotations import Chooses
from consult.services.trends.pairing_gaps import pair_gaps
from consult.vocabulary import UseKind

EACH = 3


@dataclass(frozen=True)
class QuotedGap:
    """A passage with its words and whose they are."""

    found: FilledExcerpt
    attribution: str


@dataclass(frozen=True)
class QuotedGaps:
    """By gap. file_id: of the record of the file that they are put in."""

    file_id: str
    by_gap: Mapping[str, Sequence[QuotedGap]]


def choose_for_gaps(found: Mapping[str, Sequence[Placed]], chooser: Chooses) -> dict[str, list[QuotedPart]]:
    """Choose a few passages for each gap; none twice. Takes long, and needs no database."""
    chosen: dict[str, list[QuotedPart]] = {}
    taken: set[str] = set()
    for key, placed in sorted(found.items()):
        spots = {Excerpt(one.response_id, one.question_id, one.start, one.end): one for one in placed}
        free = [one for one in placed if one.segment_id not in taken]
        picked = [spots[one.excerpt] for one in chooser.choose(free, limit=EACH)]
        taken.update(one.segment_id for one in picked)
        chosen[key] = [
            QuotedPart(one.segment_id, one.response_id, one.question_id, one.revision_id, one.start, one.end)
            for one in picked
        ]
    return chosen


def place_gaps(session: Session, viewer: Viewer, record: Record) -> dict[str, list[Placed]]:
    """Find the passages of returns by gap."""
    _, pairs = pair_gaps(record.found.tagged)
    returns = {one.response_id for one in record.returns.respondents}
    placed: dict[str, list[Placed]] = {}
    for row in list_standing_segments(session, viewer, record.found.run_id):
        for key in pairs.get(row.segment_id, ()) if row.response_id in returns else ():
            placed.setdefault(key, []).append(Placed(theme_key=key, score=1.0, rank=1, **asdict(row)))
    return placed


def quote_gaps(
    session: Session,
    viewer: Viewer,
    consultation: Consultation,
    chosen: Mapping[str, Sequence[QuotedPart]],
    attributor: Attributor,
    *,
    now: datetime,
) -> QuotedGaps:
    """Fill what was chosen with its words, as far as that is permitted now; the file is kept on record."""
    said = "Gaps in provision and training needs"
    file = note_release(session, viewer, consultation.id, FileKind.DRAFT, said, now=now)
    parts = [one for some in chosen.values() for one in some]
    reading = read_excerpts(
        session,
        viewer,
        parts,
        use_kind=UseKind.EXPORT,
        subject_id=file.subject_id,
        now=now,
        for_consultation_id=consultation.id,
    )
    filled = reading.filled
    by_gap = {
        key: [
            QuotedGap(filled[one.id], attributor.describe(filled[one.id].respondent, filled[one.id].language))
            for one in some
            if one.id in filled
        ]
        for key, some in chosen.items()
    }
    return QuotedGaps(file.id, by_gap)
