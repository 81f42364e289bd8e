"""Permission by purpose: given and changed by adding rows, asked for at the moment of use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.errors import ImportRefused
from consult.models.consent import Consent
from consult.models.locking import lock_name
from consult.models.response import Response
from consult.models.telling_kinds import AttributionLevel, Manner
from consult.services.copies.recalling_copies import recall_copies
from consult.services.permissions.recalling import recall_narrowed
from consult.services.permissions.waiting import find_waiting, is_waiting
from consult.services.themes.forgetting_phrases import forget_elsewhere, forget_phrases
from consult.vocabulary import Purpose, ResponseKind, ResponseState


@dataclass(frozen=True)
class Terms:
    """How far a permission reaches, beside its purpose.

    any_until_on: the last day on which any response of the partnership may use it; None for only the
    consultation it was given to, without a last day. recipients: keys of whom the words may be shared with.
    """

    any_until_on: date | None = None
    level: AttributionLevel | None = None
    recipients: tuple[str, ...] = ()
    manner: Manner | None = None


PLAIN = Terms()


@dataclass(frozen=True)
class Given:
    """What somebody said last about one purpose."""

    granted: bool
    version: int
    terms: Terms = PLAIN


@dataclass(frozen=True)
class Source:
    """Whose words, as far as permission goes."""

    kind: ResponseKind
    state: ResponseState
    consultation_id: str


@dataclass(frozen=True)
class Moment:
    """When words are used, for which consultation's work, and with whom they are shared, by key."""

    on: date
    consultation_id: str
    recipient: str = ""


Consents = Mapping[Purpose, Given]

ACROSS = "across consultations"
"""Stands for the work of no one consultation: what was allowed for one of them alone is not used in it."""

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
    session: Session,
    response_id: str,
    grants: Mapping[Purpose, bool],
    *,
    given_on: date,
    terms: Mapping[Purpose, Terms] = MappingProxyType({}),
    changed: Collection[Purpose] = (),
) -> dict[Purpose, Given]:
    """Keep what was allowed or refused now; saying the same again adds nothing. Returns what now holds.

    Files that were made under a permission which is narrowed now are marked as to be taken back; no theme
    keeps words of whoever may not be analysed there any more. Where what was said before waits to be said
    again, all of it is said anew, and what is not said now is refused.
    terms: of what is allowed. changed: what was said anew though it looks the same, as sealed words do.
    """
    lock_name(session, f"consent:{response_id}")
    held = find_said(session, select(Response.id).where(Response.id == response_id)).get(response_id, {})
    before_it, is_again = dict(held), is_waiting(session, response_id)
    for purpose, granted in ({**dict.fromkeys(held, False), **grants} if is_again else grants).items():
        said = terms.get(purpose, PLAIN) if granted else PLAIN
        before = held.get(purpose)
        is_same = before is not None and (before.granted, before.terms) == (granted, said)
        if not is_same or purpose in changed or is_again:
            held[purpose] = Given(granted, before.version + 1 if before else 1, said)
            session.add(_make_row(response_id, purpose, held[purpose], given_on))
    session.flush()
    _forget_lost(session, response_id, before_it.get(Purpose.ANALYSE), held.get(Purpose.ANALYSE))
    narrowed = {one for one, given in before_it.items() if one in changed or _is_narrower(held[one], given)}
    recall_narrowed(session, response_id, narrowed, on=given_on)
    if before_it and held != before_it:
        recall_copies(
            session,
            response_id,
            lambda copy: not may_stay_outside(held, copy.recipient, copy.until_on),
            on=given_on,
        )
    return held


def _forget_lost(session: Session, response_id: str, before: Given | None, now: Given | None) -> None:
    """Forget what themes are named by wherever being analysed was allowed and is not now."""
    if before is None or now is None or not before.granted:
        return
    if not now.granted:
        forget_phrases(session, response_id)
    elif before.terms.any_until_on is not None and now.terms.any_until_on is None:
        forget_elsewhere(session, response_id)


def _is_narrower(now: Given, before: Given) -> bool:
    """Whether less is allowed than before: refused, not as long, to fewer, or described otherwise."""
    if not before.granted or now.version == before.version:
        return False
    until, then = now.terms.any_until_on, before.terms.any_until_on
    is_shorter = then is not None and (until is None or until < then)
    is_to_fewer = bool(set(before.terms.recipients) - set(now.terms.recipients))
    return not now.granted or is_shorter or is_to_fewer or now.terms.level != before.terms.level


def current_consent(session: Session, response_id: str) -> dict[Purpose, Given]:
    """What holds now, by purpose; a purpose nobody was asked about is not in it."""
    of_this = select(Response.id).where(Response.id == response_id)
    return find_consents(session, of_this).get(response_id, {})


def find_last_day(session: Session, response_id: str, purpose: Purpose) -> date | None:
    """The last day on which it may be used for a purpose; None where the person set no day."""
    given = current_consent(session, response_id).get(purpose)
    return given.terms.any_until_on if given else None


def find_consents(session: Session, response_ids: Select[str]) -> dict[str, dict[Purpose, Given]]:
    """What holds now for each response of a selection of ids; read from the database, never remembered.

    Where a restored backup may have brought back more than somebody allows, nothing holds (waiting.py).
    """
    held = find_said(session, response_ids)
    for id in find_waiting(session, response_ids) & held.keys():
        held[id] = {purpose: Given(False, given.version) for purpose, given in held[id].items()}
    return held


def find_said(session: Session, response_ids: Select[str]) -> dict[str, dict[Purpose, Given]]:
    """What was said last, as these data have it, whether it holds or not."""
    terms = (Consent.any_until_on, Consent.level, Consent.recipients, Consent.manner)
    columns = (Consent.response_id, Consent.purpose, Consent.granted, Consent.version, *terms)
    rows = select(*columns).where(Consent.response_id.in_(response_ids)).order_by(Consent.version)
    held: dict[str, dict[Purpose, Given]] = {}
    for row in session.execute(rows):
        said = Terms(row.any_until_on, row.level, tuple(row.recipients or ()), row.manner)
        held.setdefault(row.response_id, {})[row.purpose] = Given(row.granted, row.version, said)
    return held


def allows(source: Source, consents: Consents, purpose: Purpose, moment: Moment) -> bool:
    """Whether words may be used for a purpose at this moment.

    What was withdrawn or not yet sent never is. A return to a public consultation is sent to be analysed,
    so that needs no further permission; everything else must have been allowed, and not taken back. What
    was allowed for one consultation is refused to another, what ends on a day is refused after it, and words
    are shared with those alone whom their giver named.
    """
    if source.state is not ResponseState.SUBMITTED:
        return False
    given = consents.get(purpose)
    if given is None:
        return source.kind is ResponseKind.RETURN and purpose is Purpose.ANALYSE
    return given.granted and _reaches(given.terms, source, purpose, moment)


def may_stay_outside(consents: Consents, recipient: str, until_on: date) -> bool:
    """Whether somebody outside may have a copy until a day: its recipient, or without one a translator."""
    needed = (Purpose.ANALYSE, Purpose.SHARE) if recipient else (Purpose.ANALYSE,)
    given = [consents[one] for one in needed if one in consents]
    lasts = [one.terms.any_until_on for one in given if one.terms.any_until_on is not None]
    is_allowed = len(given) == len(needed) and all(one.granted for one in given)
    is_for_them = not recipient or (is_allowed and recipient in given[-1].terms.recipients)
    return is_allowed and is_for_them and all(until_on <= last for last in lasts)


def _reaches(terms: Terms, source: Source, purpose: Purpose, moment: Moment) -> bool:
    if purpose is Purpose.SHARE and (not moment.recipient or moment.recipient not in terms.recipients):
        return False
    if terms.any_until_on is not None:
        return moment.on <= terms.any_until_on
    return moment.consultation_id == source.consultation_id


def _make_row(response_id: str, purpose: Purpose, given: Given, given_on: date) -> Consent:
    said: dict[str, Any] = {
        "any_until_on": given.terms.any_until_on,
        "level": given.terms.level,
        "recipients": list(given.terms.recipients) or None,
        "manner": given.terms.manner,
    }
    made = {"granted": given.granted, "version": given.version, "given_on": given_on}
    return Consent(response_id=response_id, purpose=purpose, **made, **said)
