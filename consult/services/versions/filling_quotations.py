"""A quotation of an exact version: its words where they are exactly those that were frozen, else why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Paragraph, Quotation
from consult.models.draft_kinds import WithdrawnKind
from consult.models.readings import ExcerptReading, FilledExcerpt, QuotedTranslation
from consult.models.versions import DraftVersion
from consult.services.carrying.saying_carried import CarriedText, Reference
from consult.services.drafts.documenting import ShownBlock
from consult.services.quotations.attributing import Attributor
from consult.services.quotations.describing_closely import CLOSEST, describe_at_most, find_closeness
from consult.services.versions.ledger import Spot, find_noted, note
from consult.services.versions.translation_marks import Marks, mark_of
from consult.services.versions.version_bodies import Frozen
from consult.vocabulary import ExcerptGap


@dataclass(frozen=True)
class Filling:
    """What a version is filled with: words that were read now, and how whoever is quoted is described now.

    carried: texts that organisations confirmed, by the reference to each.
    """

    session: Session
    version: DraftVersion
    reading: ExcerptReading
    attributor: Attributor
    marks: Marks
    today: date
    carried: Mapping[Reference, CarriedText] = field(default_factory=dict)


def fill_quotation(filling: Filling, spot: Spot, block: Quotation, frozen: Frozen) -> ShownBlock:
    """Fill one quotation. What differs from what was frozen is noted in the ledger, and left out."""
    found = filling.reading.filled.get(str(spot))
    if found is not None and found.stand_ins != frozen.stand_ins:
        note(filling.session, filling.version, spot, WithdrawnKind.QUOTATION, today=filling.today)
    gone = find_noted(filling.version, spot, WithdrawnKind.QUOTATION)
    if gone is not None:
        return ShownBlock(Paragraph(block.id, say_removed(gone.since_on or filling.today)))
    if found is None:
        return ShownBlock(block, gap=filling.reading.left_out.get(str(spot), ExcerptGap.HIDDEN))
    return ShownBlock(
        block,
        words=found.words,
        language=frozen.language,
        translation=_find_translation(filling, spot, found, frozen),
        attribution=filling.attributor.add_confirmation(
            block.excerpt, _describe(filling, spot, found, frozen)
        ),
        source_id="" if found.respondent.is_account else found.respondent.response_id,
        found=found,
    )


def say_removed(on: date) -> str:
    """What stands in the place of a quotation that was withdrawn."""
    return f"[removed: no longer permitted, {on.day} {on:%B %Y}]"


def _find_translation(
    filling: Filling, spot: Spot, found: FilledExcerpt, frozen: Frozen
) -> QuotedTranslation | None:
    """The translation that was frozen; another one that was made since is no part of the version."""
    if frozen.translation is None:
        return None
    if mark_of(found, filling.marks) != frozen.translation:
        note(filling.session, filling.version, spot, WithdrawnKind.TRANSLATION, today=filling.today)
    gone = find_noted(filling.version, spot, WithdrawnKind.TRANSLATION)
    return None if gone else found.translation


def _describe(filling: Filling, spot: Spot, found: FilledExcerpt, frozen: Frozen) -> str:
    """Describe whoever is quoted as closely as then, or less closely where now asks for less."""
    now = find_closeness(filling.attributor, found.respondent, frozen.language)
    if now < frozen.closeness:
        kind = WithdrawnKind.NAME
        note(filling.session, filling.version, spot, kind, today=filling.today, at_most=now)
    row = find_noted(filling.version, spot, WithdrawnKind.NAME)
    most = min(frozen.closeness, now, CLOSEST if row is None or row.at_most is None else row.at_most)
    return describe_at_most(filling.attributor, found.respondent, frozen.language, most)
