"""Make a theme a tag of the codebook, with its passages as suggested or as accepted."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import AnalysisRun, Theme
from consult.models.base import new_id
from consult.models.coding import MACHINE, Code, Coding
from consult.models.many_rows import insert_rows
from consult.models.theme_decisions import ThemeDecision
from consult.models.theme_kinds import ThemeStep
from consult.queries.themes import Placement, list_placements, select_placements
from consult.queries.viewer import Viewer
from consult.services.tags.adding_tags import NewTag, add_code
from consult.services.tags.coding import find_codebook
from consult.services.themes.keeping_decisions import begin, find_standing, keep
from consult.services.themes.withholding_phrases import BETWEEN, CARRIERS
from consult.vocabulary import CodingState

FROM_THEME = "theme"
"""The author of codings that came with a theme: a later run does not replace them."""


def propose_tag(run: AnalysisRun, theme: Theme) -> NewTag:
    """A tag to begin with: what a person named the theme, and phrases that returns say openly.

    A tag outlives experiences, so their words come into it only where a person types them.
    """
    carriers = run.manifest.get(CARRIERS, {})
    said = [phrase for phrase in theme.key_phrases if carriers.get(phrase.casefold(), (0, 0))[0]]
    named = {phrase.casefold() for phrase in said}
    is_open = theme.renamed_at or all(part.casefold() in named for part in theme.label.split(BETWEEN))
    return NewTag(theme.label if is_open else "", "", BETWEEN.join(said))


def make_tag(
    session: Session,
    viewer: Viewer,
    consultation_id: str,
    key: str,
    tag: NewTag,
    *,
    accept: bool,
    staff_id: str,
    now: datetime,
) -> Code:
    """Make a theme a tag. accept: its passages are accepted at once, by this person, not only suggested.

    Only passages that the viewer may see get the tag. Raises: Conflict (C416, C429), NotFound (C402).
    """
    run = begin(session, consultation_id)
    theme = find_standing(run, key)
    code = add_code(session, tag)
    placed = list_placements(session, select_placements(viewer, theme), skip=0, most=len(theme.placements))
    rows = [_describe(code, one, accept=accept, staff_id=staff_id, now=now) for one in placed]
    insert_rows(session, Coding, rows)
    content = {"key": key, "code": code.key, "accepted": accept}
    keep(session, run, ThemeStep.TAGGED, content, staff_id=staff_id, now=now)
    return code


def remove_tag(session: Session, decision: ThemeDecision) -> None:
    """Take a tag out of the codebook again. Raises: Conflict (C415) where people decided about it since."""
    codebook = find_codebook(session)
    codebook_id = codebook.id if codebook else ""
    wanted = select(Code).where(Code.key == decision.content["code"], Code.codebook_id == codebook_id)
    code = session.scalars(wanted).one_or_none()
    if code is None:
        return
    own = (FROM_THEME, MACHINE)
    others = session.scalars(select(Coding).where(Coding.code_id == code.id, Coding.author.not_in(own))).all()
    if any(one.staff_id != decision.decided_by_id or one.at != decision.decided_at for one in others):
        raise Conflict("C415")
    session.execute(delete(Coding).where(Coding.code_id == code.id))
    session.delete(code)


def _describe(
    code: Code, placed: Placement, *, accept: bool, staff_id: str, now: datetime
) -> dict[str, object]:
    row: dict[str, object] = {"id": new_id(), "segment_id": placed.segment_id, "code_id": code.id, "at": now}
    if accept:
        return row | {
            "author": staff_id,
            "staff_id": staff_id,
            "state": CodingState.ACCEPTED,
            "score": None,
            "because": "",
            "memo": "",
        }
    return row | {
        "author": FROM_THEME,
        "staff_id": None,
        "state": CodingState.SUGGESTED,
        "score": placed.score,
        "because": "",
        "memo": "",
    }
