"""Which version it is, and what was withdrawn from it, in words for pages and files."""

from consult.models.draft_kinds import WithdrawnKind
from consult.services.versions.shown_versions import ShownVersion, Withdrawn

KINDS = {
    WithdrawnKind.QUOTATION: "a quotation",
    WithdrawnKind.TRANSLATION: "the translation of a quotation",
    WithdrawnKind.NAME: "a name",
}
LESS = "These places give less than when the version was made, because permission or a name was taken back:"
CHANGED_BODY = "A name was taken out of what is kept of this version: its fingerprint cannot be made again."


def say_version(shown: ShownVersion) -> str:
    """Which version it is, whether it is signed off, and how much was withdrawn from it."""
    count = len(shown.withdrawals)
    less = {0: "", 1: " less withdrawal 1"}.get(count, f" less withdrawals 1 to {count}")
    return f"{'Signed version' if shown.signed else 'Version'} {shown.number}{less}"


def say_withdrawn(one: Withdrawn) -> str:
    """One row of the ledger."""
    day = f"{one.since_on.day} {one.since_on:%B %Y}"
    return f"Withdrawal {one.number}, {day}: {KINDS[one.kind]} in “{one.section_title}”"


def say_digest(shown: ShownVersion) -> str:
    """What a minute can name the version by."""
    return f"This is version {shown.number}. Its fingerprint (SHA-256) is {shown.digest}."
