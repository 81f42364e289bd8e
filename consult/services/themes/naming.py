"""Give a theme the name that people know it by; the machine's own name is kept beside it.

The machine's words never become a person's: they may have to go with the experiences that they rest on.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from unicodedata import category

from sqlalchemy.orm import Session

from analysis.text import part_words
from consult.errors import Conflict
from consult.models.analysis import AnalysisRun, Theme
from consult.models.staff import Staff
from consult.services import auditing
from consult.services.folding import fold
from consult.services.themes.finding_decisions import list_said
from consult.services.themes.withholding_phrases import CARRIERS

LONGEST_NAME = 120
FORMER_STAFF = "somebody who has left"
Words = tuple[str, ...]
_IN_WORDS = "'’-"
_APART = re.compile(r"(?<!\S)-+|-+(?!\S)")


@dataclass(frozen=True)
class GivenName:
    """Who gave a theme its name, and when. is_carried: it was given in an earlier run and goes on."""

    author: str
    at: datetime
    is_carried: bool
    proposed: str


def find_given_name(session: Session, theme: Theme) -> GivenName | None:
    """Who named a theme; None where it has the machine's name."""
    if theme.renamed_at is None:
        return None
    staff = session.get(Staff, theme.renamed_by_id) if theme.renamed_by_id else None
    author = (staff.name or staff.email) if staff else FORMER_STAFF
    is_carried = theme.renamed_at < theme.run.started_at
    proposed = theme.proposed_label or ""
    return GivenName(author, theme.renamed_at, is_carried, "" if proposed == theme.label else proposed)


def rename_theme(session: Session, theme: Theme, label: str, *, staff_id: str, now: datetime) -> Theme:
    """Rename a theme; without a label it has the machine's name again, for which its key is on record."""
    before = theme.label if theme.renamed_at else theme.key
    theme.label = label or theme.proposed_label or theme.key
    theme.renamed_by_id, theme.renamed_at = (staff_id, now) if label else (None, None)
    session.flush()
    auditing.record(
        session,
        actor=staff_id,
        action="theme renamed",
        subject_kind="theme",
        subject_id=theme.id,
        details={"from": before, "to": label or theme.key},
        now=now,
    )
    return theme


def is_machines(theme: Theme, name: str) -> bool:
    """Whether this is what the machine calls a theme: saving it unchanged names nothing."""
    own = (theme.proposed_label or "", "" if theme.renamed_at else theme.label)
    return fold(name) in {fold(one) for one in own if one}


def check_own_name(run: AnalysisRun, label: str) -> str:
    """Return a name on one line that is a person's own.

    Raises: Conflict (C403) as `check_name`; (C428) for one that is made of what the machine says of themes,
    or has such a phrase between two marks, in words that no return says openly.
    """
    name = check_name(label)
    said = {_cut(phrase) for phrase in list_said(run.every_theme)}
    carriers = run.manifest.get(CARRIERS) or {}
    spoken = {_cut(phrase) for phrase, counts in carriers.items() if counts[0]}
    if any(_is_hidden(words, said, spoken) for words in {_cut(name), *map(_cut, _part(name))}):
        raise Conflict("C428")
    return name


def _is_hidden(words: Words, said: Collection[Words], spoken: Collection[Words]) -> bool:
    """Whether words are what the machine said, one phrase after the other, and one of them is not spoken.

    In as few phrases as can be: what is said as a whole is not asked for piece by piece.
    """
    best = {0: (0, 0)}
    for end in range(1, len(words) + 1):
        ways = [
            (number + 1, hidden + (words[start:end] not in spoken))
            for start, (number, hidden) in best.items()
            if words[start:end] in said
        ]
        if ways:
            best[end] = min(ways)
    return best.get(len(words), (0, 0))[1] > 0


def _part(name: str) -> list[str]:
    """What stands between marks; those inside a word part nothing."""
    marked = ("\n" if category(one)[0] in "PS" and one not in _IN_WORDS else one for one in name)
    return _APART.sub("\n", "".join(marked)).split("\n")


def _cut(text: str) -> Words:
    return tuple(part_words(text)[0])


def check_name(label: str) -> str:
    """Return a name on one line. Raises: Conflict (C403) for one that is empty or too long."""
    name = " ".join(label.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Conflict("C403", most=LONGEST_NAME)
    return name
