"""More time for an organisation that is there already, or a new one."""

from datetime import date

from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.extensions import Extension
from tests.factories.numbering import NOW, add
from tests.factories.region import make_organisation

LAST_DAY = date(2099, 12, 31)


def make_extension(
    session: Session, consultation: Consultation, *, name: str = "Tarn Council", reason: str = "Floods"
) -> Extension:
    """An organisation of that name has more time until the end of the century."""
    row = Extension(
        consultation_id=consultation.id,
        organisation=make_organisation(session, name=name),
        until_on=LAST_DAY,
        reason=reason,
        made_at=NOW,
        made_by_name=name,
    )
    add(session, row)
    return row
