"""Set the installation up: the partnership it serves, and what is still to do before it opens."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analysis.tables.limits import LEAST_SMALL_NUMBER, USUAL_SMALL_NUMBER
from consult.models.locking import lock_name
from consult.models.region import Organisation, Partnership
from consult.models.staff import Staff
from consult.services import auditing


@dataclass(frozen=True)
class PartnershipDetails:
    """What a region says of itself. Counts below `small_number` are not published.

    hides_silent: nor those that leave fewer than it, but somebody, who did not raise something.
    """

    name: str
    short_name: str = ""
    host: str = ""
    contact_email: str = ""
    small_number: int = USUAL_SMALL_NUMBER
    hides_silent: bool = False
    is_fictional: bool = False


@dataclass(frozen=True)
class SetUpStep:
    """One step of the first run: its key, and whether it is done."""

    key: str
    is_done: bool


def find_partnership(session: Session) -> Partnership | None:
    """The partnership, once it has been named."""
    return session.scalars(select(Partnership)).first()


def find_small_number(session: Session) -> int:
    """The least count that is shown, everywhere: the region's own, and the usual one until there is a region.

    Whatever a row says, it is never below what the design allows.
    """
    partnership = find_partnership(session)
    return max(LEAST_SMALL_NUMBER, partnership.small_number if partnership else USUAL_SMALL_NUMBER)


def find_least_silent(session: Session) -> int:
    """How many at least are seen not to have raised something: 1, or as many as have to have raised it."""
    partnership = find_partnership(session)
    return find_small_number(session) if partnership and partnership.hides_silent else 1


def describe_partnership(
    session: Session, details: PartnershipDetails, *, actor: str, now: datetime
) -> Partnership:
    """Name the partnership, or change what is said of it."""
    lock_name(session, "partnership")  # there is one: of two who name it at once, the second changes it
    partnership = find_partnership(session)
    if partnership is None:
        partnership = Partnership(name=details.name)
        session.add(partnership)
    for name in vars(details):
        setattr(partnership, name, getattr(details, name))
    session.flush()
    auditing.record(
        session,
        actor=actor,
        action="partnership described",
        subject_kind="partnership",
        subject_id=partnership.id,
        details={
            "name": details.name,
            "small_number": details.small_number,
            "hides_silent": details.hides_silent,
        },
        now=now,
    )
    return partnership


def list_set_up_steps(session: Session, *, has_mail: bool, has_keys: bool) -> list[SetUpStep]:
    """The steps of the first run in order: region, staff, mail, keys."""
    has_organisations = bool(session.scalar(select(func.count(Organisation.id))))
    has_colleagues = (session.scalar(select(func.count(Staff.id))) or 0) > 1
    return [
        SetUpStep("region", find_partnership(session) is not None and has_organisations),
        SetUpStep("staff", has_colleagues),
        SetUpStep("mail", has_mail),
        SetUpStep("keys", has_keys),
    ]
