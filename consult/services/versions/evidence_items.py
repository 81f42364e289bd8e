"""What one statement of an exact version rests on, as the evidence index gives it; no quoted word is in it.

E-numbers count statements, not those who answered: a number for each of these would join what one body said
in several places. A statement keeps its number whatever is taken back later.
"""

from dataclasses import dataclass

from analysis.drafting import statements

QUOTED = "quotation"
TABLE, OWN_TABLE = "table of the program", "table typed by hand"
KINDS = {
    statements.QUOTED: QUOTED,
    statements.COUNTED: "counted",
    statements.SOURCED: "sourced",
    statements.TABLED: "published figure",
    statements.PARTNER_FACT: "partner’s fact",
    statements.POSITION: "position or ask",
    statements.NARRATIVE: "narrative",
}
AN_EXPERIENCE = "an experience"
FEW = "number not given: it is small, or would give a small one away"
UNNAMED = "not given, or in part: a name in it may not be given now"
NOT_NOW = "not given: it may not be quoted now"


@dataclass(frozen=True)
class Published:
    """Where a fact or a figure was published. file: the SHA-256 of the copy that was attached, in hex."""

    publisher: str = ""
    title: str = ""
    published: str = ""
    place: str = ""
    file: str = ""


@dataclass(frozen=True)
class Behind:
    """The return behind a quotation or a fact, for managers; described: as the response describes it.

    Of an experience there is no more than that it is one.
    """

    response_id: str = ""
    organisation: str = ""
    described: str = ""


@dataclass(frozen=True)
class EvidenceItem:
    """One statement. printed: its text, empty for a quotation and where a number in it is small today.

    by_program: the program wrote the text. count, base: None where they may not be given or are not printed.
    is_small: so few are counted that a file for others gives nothing of it.
    """

    number: str
    section: str
    kind: str
    printed: str = ""
    by_program: bool = False
    counted: str = ""
    count: int | None = None
    base: int | None = None
    is_small: bool = False
    published: Published = Published()
    holder: str = ""
    authority: str = ""
    behind: Behind = Behind()
    note: str = ""
