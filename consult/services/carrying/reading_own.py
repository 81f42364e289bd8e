"""An organisation reads what it said to an earlier consultation, as it may be quoted there today."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.carrying import CarriedMaterial
from consult.models.circulating import AskedToConfirm
from consult.models.readings import FilledExcerpt, QuotedPart
from consult.services.agreement.reading_versions import Reader
from consult.services.carrying.in_force import passage_of
from consult.services.permissions.reading import read_excerpts
from consult.vocabulary import UseKind


def read_own(
    session: Session, asked: AskedToConfirm, row: CarriedMaterial, *, now: datetime
) -> FilledExcerpt | None:
    """The passage with its language; None where permission or the text has changed. The use is on record."""
    part = QuotedPart(row.id, **vars(passage_of(row)), revision_id=row.revision_id)
    viewer = Reader(asked, now).viewer
    reading = read_excerpts(
        session, viewer, [part], use_kind=UseKind.PAGE, subject_id=row.id, now=now, keys=None
    )
    return reading.filled.get(row.id)
