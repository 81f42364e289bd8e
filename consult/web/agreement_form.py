"""The form in which a partner gives its position on a section: what was typed, and what it says."""

from collections.abc import Mapping
from datetime import date

from consult.models.agreement_kinds import Authority, Stance
from consult.models.region import Contact
from consult.services.agreement.given_positions import GivenPosition
from consult.services.agreement.held_positions import Held
from consult.web.agreement_answers import Typed

LINES = ("approved_by", "given_by", "given_role")
DAY = ("day", "month", "year")
FIELDS = ("stance", "words", "authority", *LINES, *(f"approved_on-{part}" for part in DAY))


def read_position(typed: Typed) -> GivenPosition:
    """What it says; nothing where a choice or a day is no such thing."""
    return GivenPosition(
        stance=Stance(typed["stance"]) if typed["stance"] in set(Stance) else None,
        words=typed["words"],
        authority=Authority(typed["authority"]) if typed["authority"] in set(Authority) else None,
        approved_on=_read_day(typed),
        **{name: " ".join(typed[name].split()) for name in LINES},
    )


def show_position(own: Mapping[str, Held], key: str, contact: Contact) -> Typed:
    """What the form begins with: the position held, else the name and role that were given last."""
    empty = dict.fromkeys(FIELDS, "") | {"given_by": contact.name, "given_role": contact.job_title}
    held = own.get(key)
    if held is None or held.earlier is not None:
        return empty
    one, day = held.position, held.position.approved_on
    said = {"stance": one.stance.value, "words": one.words, "authority": one.authority.value}
    parts = {f"approved_on-{part}": str(getattr(day, part)) for part in DAY} if day else {}
    return empty | said | {name: getattr(one, name) for name in LINES} | parts


def _read_day(typed: Typed) -> date | None:
    try:
        day, month, year = (int(typed[f"approved_on-{part}"]) for part in DAY)
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
