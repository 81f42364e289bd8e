"""One thing in a draft that no longer holds: what, where, why, and what to do about it."""

import hashlib
import json
from dataclasses import dataclass

from consult.models.evidence_kinds import NEVER_OVERRIDDEN, BrokenKind

WHOLE = "The draft"
WHAT_TO_DO = {
    BrokenKind.UNCOUNTED: "Check the numbers.",
    BrokenKind.CHANGED: "Build the draft again, or take the sentence out.",
    BrokenKind.UNCHECKED: "Have a key holder unlock the experiences, then check the numbers.",
    BrokenKind.RENAMED: "Build the draft again, or take the sentence out.",
    BrokenKind.REWORDED: "Build the draft again, or take the sentence out.",
    BrokenKind.RETYPED: "Put the program's sentence in its place, or type its numbers.",
    BrokenKind.VIEWED: "Build the draft again, or take the quotation out.",
    BrokenKind.TABLE: "Build the draft again, or take the table out.",
    BrokenKind.PERMISSION: "Take out of the text what may not be used, or build the draft again.",
    BrokenKind.SMALL_NUMBER: "Take the number out of the text, or build the draft again.",
    BrokenKind.ALTERED: "Quote it as the list beside the text has it, build the draft again, or take it out.",
    BrokenKind.REFERENCE: "Put it on a line of its own as the list beside the text has it, or take it out.",
    BrokenKind.ADDRESS: "Correct the address.",
    BrokenKind.FILE: "Attach the file again, and name it in the source.",
    BrokenKind.QUANTIFIER: "Use the word of the scale with its numbers, or numbers alone.",
    BrokenKind.SHARED_TWICE: "Say which count has shared wording in it, or give one of them.",
    BrokenKind.TYPED_NUMBER: "Correct the number, or put the program's sentence in its place.",
    BrokenKind.UNSOURCED: "Complete the source, then save the section again, or take the statement out.",
    BrokenKind.BRANCH: "Join the two texts.",
}


@dataclass(frozen=True)
class Broken:
    """subject: the statement or block that it is about; empty where it is the section or the whole draft.

    text: the sentence as it stands. said: why it no longer holds, small numbers protected. figures: more
    that letting it stand rests on, such as the figures of then and now; never shown.
    """

    kind: BrokenKind
    section_key: str
    section_title: str
    subject: str = ""
    text: str = ""
    said: str = ""
    figures: str = ""

    @property
    def may_be_overridden(self) -> bool:
        """Whether a named person may let it stand."""
        return self.kind not in NEVER_OVERRIDDEN

    @property
    def fingerprint(self) -> str:
        """SHA-256 over what was found, in hex: another number, sentence or reason is another finding."""
        parts = [self.kind.value, self.section_key, self.subject, self.text, self.said, self.figures]
        return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()

    @property
    def what_to_do(self) -> str:
        """How it is settled."""
        return WHAT_TO_DO[self.kind]

    def __str__(self) -> str:
        """Say it in one line: where, what and why."""
        said = f"“{self.text}” ({self.said})" if self.text else self.said
        return f"{self.section_title or WHOLE}: {said}"
