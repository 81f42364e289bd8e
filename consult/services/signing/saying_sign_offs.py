"""A forum's decision about a version in words, for pages and files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.blocks import Block, Paragraph
from analysis.drafting.opening import UNSIGNED
from consult.models.agreement_kinds import SignOffOutcome, SignOffWay, Vote
from consult.models.signing import SignOff
from consult.models.versions import DraftVersion
from consult.services.signing.finding_sign_offs import find_standing_sign_off

WAYS = {
    SignOffWay.MEETING: "in a meeting",
    SignOffWay.CIRCULATION: "by circulation",
    SignOffWay.CHAIR: "by chair’s action",
}
OUTCOMES = {SignOffOutcome.AGREED: "signed off", SignOffOutcome.REFUSED: "refused"}
VOTES = {
    Vote.FOR: "for",
    Vote.AGAINST: "against",
    Vote.ABSTAINS: "abstains",
    Vote.PRESENT: "there, said neither",
}
REMOVES = (
    "The sign-off allows beforehand that words and names that are taken back later are removed: the response "
    "is then the signed version less these withdrawals, and needs no new sign-off. A changed text does."
)

STATUS = (
    "{forum} signed it off on {day}: it is the position of the partnership. An organisation that is named in "
    "it holds no other position than the one that is printed for it."
)


@dataclass(frozen=True)
class Signed:
    """The decision that stands for a version: lines to print, in order. status: the same in short."""

    lines: tuple[str, ...]
    status: str


def find_signed(session: Session, version: DraftVersion) -> Signed | None:
    """What stands for this very version, compared by its digest; None where nothing does."""
    row = find_standing_sign_off(session, version.consultation_id)
    if row is None or row.version_id != version.id or row.digest != version.digest:
        return None
    status = STATUS.format(forum=row.forum_name, day=_say_day(row.decided_on))
    return Signed((*say_sign_off(row), REMOVES), status)


def say_status(block: Block, signed: Signed | None) -> Block:
    """The block as it reads now: of what is signed off, the sentence that says it is not gives way to one."""
    if signed is None or not isinstance(block, Paragraph) or block.text != UNSIGNED:
        return block
    return replace(block, text=signed.status)


def say_sign_off(row: SignOff) -> Iterator[str]:
    """One decision: by whom, how, when, with how many, and who said what; observers apart."""
    quorum = "" if row.way is SignOffWay.CHAIR else f", of a quorum of {row.quorum}"
    began = f" (sent out on {_say_day(row.began_on)})" if row.began_on else ""
    there = f"{row.counted} that count {'was' if row.counted == 1 else 'were'} there{quorum}."
    how = f"{WAYS[row.way]} on {_say_day(row.decided_on)}{began}"
    yield f"{row.forum_name} {OUTCOMES[row.outcome]} the version with fingerprint {row.digest} {how}: {there}"
    said = [f"{one.name}: {VOTES[one.said]}" for one in row.members if one.counts]
    if said:
        yield f"{'; '.join(said)}."
    others = [one.name for one in row.members if not one.counts]
    if others:
        yield f"There without counting in the quorum or a vote: {'; '.join(others)}."
    if row.withdrawals:
        yield f"By then its list of withdrawals had {row.withdrawals}."
    if row.note:
        yield row.note
    if row.undone_at:
        yield f"Undone on {_say_day(row.undone_at.date())} by {row.undone_by_name}: {row.undone_reason}"


def _say_day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
