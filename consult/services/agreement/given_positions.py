"""A position as it is given, before it is kept: what is missing or not so."""

from dataclasses import dataclass, replace
from datetime import date

from consult.models.agreement_kinds import Authority, Stance
from consult.services.agreement.given_lines import LONGEST_WORDS, is_line

NEEDS_WORDS = frozenset({Stance.ADDS, Stance.DISSENTS, Stance.OFFICER_COMMENT})


@dataclass(frozen=True)
class GivenPosition:
    """What is said of one section, and by whom. approved_by and approved_on: of one that is approved."""

    stance: Stance | None
    words: str
    authority: Authority | None
    approved_by: str
    approved_on: date | None
    given_by: str
    given_role: str

    def settle(self) -> "GivenPosition":
        """An officer's comment is an officer's, and what an officer thinks was approved by nobody."""
        if self.stance is Stance.OFFICER_COMMENT:
            return replace(self, authority=Authority.OFFICER, approved_by="", approved_on=None)
        return (
            self if self.authority is Authority.APPROVED else replace(self, approved_by="", approved_on=None)
        )


def list_wrong(given: GivenPosition, *, today: date) -> list[str]:
    """The names of what is missing, too long or not so, in the order in which it is asked."""
    one, approved = given.settle(), given.settle().authority is Authority.APPROVED
    rules = {
        "stance": one.stance is not None,
        "words": len(one.words) <= LONGEST_WORDS and bool(one.words or one.stance not in NEEDS_WORDS),
        "authority": one.authority is not None,
        "approved_by": not approved or is_line(one.approved_by),
        "approved_on": not approved or (one.approved_on is not None and one.approved_on <= today),
        "given_by": is_line(one.given_by),
        "given_role": is_line(one.given_role),
    }
    return [name for name, is_right in rules.items() if not is_right]
