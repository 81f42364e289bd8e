"""What a community group passed on: its list, which its number alone opens, and what the number may do."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.groups import Correction, GroupEntry, RelayGroup
from consult.models.response import Response
from consult.sealing.errors import SealBroken
from consult.sealing.group_keys import BoxKey, derive_correction_key, open_from, seal_to
from consult.sealing.keys import AccountKey
from consult.services import auditing
from consult.services.experiences.amending import is_amendable
from consult.services.experiences.grouping import may_see_list
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.waiting import is_waiting
from consult.vocabulary import ResponseState, UseKind, WrapKind
from consult.weeks import begin_week

LONGEST_LABEL = 60
LONGEST_CORRECTION = 5000


@dataclass(frozen=True)
class Powers:
    """What the person lets the group's number do with their account."""

    may_correct: bool = True
    may_read_back: bool = False
    may_withdraw: bool = False


EVERY_POWER = Powers(may_correct=True, may_read_back=True, may_withdraw=True)
"""What a group's number may do with a listening event: it is the group's own account of what was said."""


@dataclass(frozen=True)
class Listed:
    """One line of a group's list: its own label, the account, and what the number may do with it."""

    label: str
    response: Response
    consultation: Consultation
    entry: GroupEntry


def begin_entry(session: Session, group: RelayGroup, response_id: str) -> None:
    """Put an account that begins on the group's list, without a label yet."""
    sealed = _seal_label(group, response_id, "")
    session.add(GroupEntry(response_id=response_id, sealed_label=sealed))
    session.flush()


def get_powers(session: Session, response_id: str) -> Powers:
    """What the person lets the group's number do so far."""
    entry = session.get_one(GroupEntry, response_id)
    return Powers(entry.may_correct, entry.may_read_back, entry.may_withdraw)


def describe_entry(
    session: Session, group: RelayGroup, response_id: str, *, label: str, powers: Powers
) -> GroupEntry:
    """Keep the group's label, an empty one as it was, and what the person lets its number do."""
    entry = session.get_one(GroupEntry, response_id)
    if label.strip() and group.public_key is not None:
        entry.sealed_label = _seal_label(group, response_id, label.strip()[:LONGEST_LABEL])
    entry.may_correct, entry.may_read_back = powers.may_correct, powers.may_read_back
    entry.may_withdraw = powers.may_withdraw
    session.flush()
    return entry


def name_own(session: Session, group: RelayGroup, listed: Listed, label: str) -> None:
    """Give an entry of the group's list another label, which only the group's number opens; none keeps it."""
    if label.strip():
        listed.entry.sealed_label = _seal_label(group, listed.response.id, label.strip()[:LONGEST_LABEL])
        session.flush()


def lock_for_group(session: Session, group: RelayGroup, response_id: str, key: AccountKey) -> bytes | None:
    """As an account is sent: let the group correct it, or give its key as locked for the group to read back.

    Both only where the person said so. The caller writes what is given to the key store.
    """
    entry = session.get_one(GroupEntry, response_id)
    if group.public_key is None or not may_see_list(group):  # it draws another number, or may relay no more
        return None
    entry.correction_key = derive_correction_key(key).public if entry.may_correct else None
    session.flush()
    wrapped = {"id": response_id, "key": key.reveal().hex()}
    return seal_to(group.public_key, wrapped) if entry.may_read_back else None


def list_own(session: Session, key: BoxKey) -> list[Listed]:
    """The group's list, the latest week first: what its private half opens, of all there is."""
    rows = session.execute(
        select(GroupEntry, Response, Consultation)
        .join(Response, Response.id == GroupEntry.response_id)
        .join(Consultation, Consultation.id == Response.consultation_id)
    )
    opened = ((_find_label(key, entry), entry, response, about) for entry, response, about in rows)
    own = [
        Listed(label, response, about, entry) for label, entry, response, about in opened if label is not None
    ]
    return sorted(own, key=_by_week, reverse=True)


def get_own(session: Session, key: BoxKey, response_id: str) -> Listed:
    """One line of the list. Raises: NotFound (C102) for what this group did not pass on."""
    entry = session.get(GroupEntry, response_id)
    label = _find_label(key, entry) if entry is not None else None
    if entry is None or label is None:
        raise NotFound("C102")
    response = session.get_one(Response, response_id)
    return Listed(label, response, session.get_one(Consultation, response.consultation_id), entry)


def hold_own(session: Session, listed: Listed) -> None:
    """Wait for whoever changes it at this moment, such as what the group may do, and look again."""
    session.refresh(listed.response, with_for_update=True)
    session.refresh(listed.entry)


def open_for_group(session: Session, store: KeyStore, listed: Listed, key: BoxKey) -> AccountKey:
    """The key of the words, where the person lets the group read back.

    Raises: Conflict (C352) where they do not, and as long as what they allow waits to be said again.
    """
    wrap = store.find(listed.response.id, WrapKind.GROUP) if listed.entry.may_read_back else None
    if wrap is None or is_waiting(session, listed.response.id):
        raise Conflict("C352")
    opened = open_from(key, wrap.wrapped)
    if opened["id"] != listed.response.id:
        raise SealBroken()
    return AccountKey(bytes.fromhex(opened["key"]))


def check_withdrawable(listed: Listed) -> None:
    """Raises: Conflict (C352) where the person does not let the group withdraw it, or it is withdrawn."""
    if not listed.entry.may_withdraw or listed.response.state != ResponseState.SUBMITTED:
        raise Conflict("C352")


def withdraw_own(session: Session, store: KeyStore, listed: Listed, *, now: datetime) -> None:
    """Withdraw it for the person, where they let the group. Raises: Conflict (C352)."""
    hold_own(session, listed)
    check_withdrawable(listed)
    withdraw(session, listed.response, store=store, actor=auditing.PUBLIC, now=now)


def _seal_label(group: RelayGroup, response_id: str, label: str) -> bytes:
    return seal_to(group.public_key or b"", {"id": response_id, "label": label})


def _find_label(key: BoxKey, entry: GroupEntry) -> str | None:
    """The label of an entry of this group; None for another's, or one put beside another account."""
    try:
        opened = open_from(key, entry.sealed_label)
    except SealBroken:
        return None
    return str(opened["label"]) if opened["id"] == entry.response_id else None


def _by_week(listed: Listed) -> tuple[date, str]:
    """Within a week in no order of days: the group is shown no more than that."""
    received_on = listed.response.received_on
    return begin_week(received_on) if received_on else date.max, listed.response.id


def was_read(session: Session, response_id: str) -> bool:
    """Whether somebody on the staff has opened the account itself; not who, and not when.

    Pages that show passages of many name another subject: nobody need have read this one.
    """
    own_page = (Use.response_id == response_id, Use.subject_id == response_id, Use.kind == UseKind.PAGE)
    wanted = select(Use.id).where(*own_page)
    return session.scalars(wanted.limit(1)).first() is not None


def keep_correction(session: Session, listed: Listed, words: str, *, language: str, today: date) -> None:
    """Keep what the group puts right, so that only whoever opens the account can read it.

    Raises: Conflict (C352) where the person has not allowed it, (C356) after the stated date, (C359) for
    nothing or too much: it is never cut.
    """
    if not words.strip() or len(words) > LONGEST_CORRECTION:
        raise Conflict("C359", longest=LONGEST_CORRECTION)
    hold_own(session, listed)
    if listed.entry.correction_key is None or listed.response.state != ResponseState.SUBMITTED:
        raise Conflict("C352")
    if not is_amendable(session, listed.consultation, listed.response, today=today):
        raise Conflict("C356")
    sealed = seal_to(listed.entry.correction_key, {"id": listed.response.id, "words": words})
    session.add(
        Correction(response_id=listed.response.id, words_sealed=sealed, language=language, corrected_on=today)
    )
    session.flush()


def list_corrections(session: Session, response_id: str, key: AccountKey) -> list[tuple[str, str]]:
    """What the group put right, with the language of each, in the order of the days."""
    box = derive_correction_key(key)
    wanted = select(Correction).where(Correction.response_id == response_id)
    rows = session.scalars(wanted.order_by(Correction.corrected_on, Correction.id))
    return [(str(open_from(box, row.words_sealed)["words"]), row.language) for row in rows]
