"""What a region promises people who tell, with somebody for everybody and somebody for children alone."""

from sqlalchemy.orm import Session

from consult.models.care import CareSettings, SupportLine
from consult.services.consultations.caring import find_care, list_support
from consult.vocabulary import SupportKind

NIGHT_LINE = "0808 157 0101"
CHILDREN_ALONE = "01632 960106"
ARABIC_LINE = "خط المساندة"


def make_care(session: Session) -> SupportLine:
    """Care that is complete; nothing where there is some already. Returns one of its lines."""
    if find_care(session) is not None:
        return list_support(session)[0]
    session.add(CareSettings(reading_days=5, readers="two of our own staff"))
    add_line(session, SupportKind.EVERYBODY, "Night line", NIGHT_LINE, "en", is_free=True)
    add_line(session, SupportKind.EVERYBODY, ARABIC_LINE, "0808 157 0102", "ar", written_in="ar")
    add_line(session, SupportKind.CHILDREN, "Young Arrivals", "0808 157 0105", "en")
    line = add_line(session, SupportKind.CHILDREN_SERVICES, "Children’s services", CHILDREN_ALONE, "en")
    session.flush()
    return line


def add_line(
    session: Session, kind: SupportKind, name: str, reach: str, *languages: str, **values: object
) -> SupportLine:
    """One support line."""
    line = SupportLine(kind=kind, name=name, reach=reach, languages=list(languages), **values)
    session.add(line)
    return line
