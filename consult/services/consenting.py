"""Permission by purpose: given and changed by adding rows, asked for at the moment of use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.consent import Consent
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.services.recalling import recall_narrowed
from consult.vocabulary import Purpose, ResponseKind, ResponseState


@dataclass(frozen=True)
class Given:
    """What somebody said last about one purpose."""

    granted: bool
    version: int


Consents = Mapping[Purpose, Given]

QUOTE_CHOICES: dict[str, dict[Purpose, bool]] = {
    "named": {Purpose.QUOTE: True, Purpose.ATTRIBUTE: True},
    "unnamed": {Purpose.QUOTE: True, Purpose.ATTRIBUTE: False},
    "none": {Purpose.QUOTE: False, Purpose.ATTRIBUTE: False},
}
"""How a return says whether it may be quoted: in the form, and in the column consent_quote of a file."""

OTHER_WORDS = {"yes": "unnamed", "true": "unnamed", "no": "none", "false": "none", "": "none"}
"""What tables say instead. A plain yes allows quoting; nobody is named who did not ask for it."""


def read_quote_choice(choice: str) -> dict[Purpose, bool]:
    """What named, unnamed or none allows, or a plain yes or no; an empty choice allows nothing.

    Raises: ImportRefused (C711) for any other word.
    """
    word = choice.strip().lower()
    word = OTHER_WORDS.get(word, word)
    if word not in QUOTE_CHOICES:
        raise ImportRefused("C711", found=choice, known=", ".join(QUOTE_CHOICES))
    return dict(QUOTE_CHOICES[word])


def give_consent(
    session: Session, response_id: str, grants: Mapping[Purpose, bool], *, given_on: date
) -> dict[Purpose, Given]:
    """Keep what was allowed or refused now; saying the same again adds nothing. Returns what now holds.

    Files that were made under a permission which is taken back now are marked as to be taken back.
    """
    lock_name(session, f"consent:{response_id}")
    held = current_consent(session, response_id)
    taken_back = {one for one, granted in grants.items() if not granted and one in held and held[one].granted}
    for purpose, granted in grants.items():
        before = held.get(purpose)
        if before is None or before.granted is not granted:
            held[purpose] = Given(granted, before.version + 1 if before else 1)
            row = Consent(response_id=response_id, purpose=purpose, granted=granted, given_on=given_on)
            row.version = held[purpose].version
            session.add(row)
    session.flush()
    recall_narrowed(session, response_id, taken_back, on=given_on)
    return held


def current_consent(session: Session, response_id: str) -> dict[Purpose, Given]:
    """What holds now, by purpose; a purpose nobody was asked about is not in it."""
    of_this = select(Response.id).where(Response.id == response_id)
    return find_consents(session, of_this).get(response_id, {})


def find_consents(session: Session, response_ids: Select[str]) -> dict[str, dict[Purpose, Given]]:
    """What holds now for each response of a selection of ids; read from the database, never remembered."""
    columns = (Consent.response_id, Consent.purpose, Consent.granted, Consent.version)
    rows = select(*columns).where(Consent.response_id.in_(response_ids)).order_by(Consent.version)
    held: dict[str, dict[Purpose, Given]] = {}
    for response_id, purpose, granted, version in session.execute(rows):
        held.setdefault(response_id, {})[purpose] = Given(granted, version)
    return held


def allows(kind: ResponseKind, state: ResponseState, consents: Consents, purpose: Purpose) -> bool:
    """Whether words may be used for a purpose now.

    What was withdrawn or not yet sent never is. A return to a public consultation is sent to be analysed,
    so that needs no further permission; everything else must have been allowed, and not taken back.
    """
    if state is not ResponseState.SUBMITTED:
        return False
    given = consents.get(purpose)
    if given is None:
        return kind is ResponseKind.RETURN and purpose is Purpose.ANALYSE
    return given.granted
