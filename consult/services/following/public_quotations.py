"""Quotations of a version for everybody: filled in at each request, with words that may be used then alone.

What may be used no more is not there at all: no mark tells visitors that somebody took something back.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.readings import QuotedPart, QuotedTranslation
from consult.models.versions import DraftVersion
from consult.queries.viewer import PUBLISHED
from consult.services.days import find_day
from consult.services.permissions.reading import read_excerpts
from consult.services.quotations.attributing import load_attributor
from consult.services.region.setting_up import find_small_number
from consult.services.versions.filling_quotations import Filling, fill_quotation
from consult.services.versions.ledger import Spot
from consult.services.versions.noting_withdrawals import Quoted, list_standing, note_withdrawals
from consult.services.versions.translation_marks import find_marks
from consult.vocabulary import UseKind


@dataclass(frozen=True)
class PublicQuotation:
    """Words as they were given, with whose they are as far as that may be said.

    translation: with the kind of whoever made it in place of a name.
    """

    words: str = field(repr=False)
    language: str
    attribution: str
    translation: QuotedTranslation | None


def show_chosen(
    session: Session, version: DraftVersion, chosen: Collection[Spot], *, now: datetime
) -> list[PublicQuotation]:
    """The quotations at these places that may be read by everybody now, in the order of the version."""
    body = note_withdrawals(session, version, today=find_day(now))
    quoted = [one for one in list_standing(version, body) if one.spot in chosen]
    return list(fill_public(session, version, quoted, now=now).values())


def fill_public(
    session: Session, version: DraftVersion, quoted: Sequence[Quoted], *, now: datetime
) -> dict[Spot, PublicQuotation]:
    """Fill what may be read by everybody now, and put on record that a page had it; experiences never are."""
    parts = [
        QuotedPart(str(one.spot), **vars(one.passage), revision_id=one.frozen.revision_id) for one in quoted
    ]
    reading = read_excerpts(
        session,
        PUBLISHED,
        parts,
        use_kind=UseKind.PAGE,
        subject_id=version.id,
        now=now,
        for_consultation_id=version.consultation_id,
    )
    attributor = load_attributor(session, version.consultation_id, find_small_number(session))
    marks = find_marks(session, {one.passage.response_id for one in quoted})
    filling = Filling(session, version, reading, attributor, marks, find_day(now))
    shown = {one.spot: fill_quotation(filling, one.spot, one.block, one.frozen) for one in quoted}
    return {
        spot: PublicQuotation(one.words, one.language, one.attribution, _leave_out_names(one.translation))
        for spot, one in shown.items()
        if one.words
    }


def _leave_out_names(made: QuotedTranslation | None) -> QuotedTranslation | None:
    return replace(made, made_by=made.made_by_kinds) if made else None
