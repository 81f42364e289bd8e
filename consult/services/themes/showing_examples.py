"""The passages that stand for a theme in words, read as all of its passages are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.models.analysis import Theme
from consult.queries.theme_examples import ThemeExamples, find_examples
from consult.queries.viewer import Viewer
from consult.services.analyses.browsing import About, Passage, read_passages
from consult.services.keys.key_keeping import AccountKeys

CENTRAL, TYPICAL, LEAST = "central", "typical", "least"


@dataclass(frozen=True)
class ShownExamples:
    """The examples that can be shown now. parts: what each stands for; hidden: how many cannot be shown."""

    passages: tuple[Passage, ...]
    parts: Mapping[str, str]
    hidden: int


def open_examples(
    session: Session, viewer: Viewer, theme: Theme, *, keys: AccountKeys | None, now: datetime
) -> ShownExamples:
    """Read the passages that stand for a theme; what is shown is kept on record."""
    found = find_examples(session, viewer, theme)
    about = About(theme.id, theme.run.consultation_id)
    passages = read_passages(session, viewer, found.all, about, keys=keys, now=now)
    return ShownExamples(passages, _name_parts(found), len(found.all) - len(passages))


def _name_parts(found: ThemeExamples) -> dict[str, str]:
    named = ((CENTRAL, found.central), (TYPICAL, found.typical), (LEAST, found.least))
    return {one.segment_id: part for part, passages in named for one in passages}
