"""Show the passages of a theme with their codes, read through the one way to people's words.

Of an experience what may give somebody away is masked, as on its own page; the original is only there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme, ThemePlacement
from consult.models.readings import AnswerText, Reading, Respondent
from consult.models.response import Response
from consult.queries.responses import select_these
from consult.queries.themes import (
    Placement,
    count_placements,
    list_placements,
    select_leftover,
    select_placements,
)
from consult.queries.viewer import Viewer
from consult.services.analyses.languages_of_passages import Parts, SaidIn, find_parts, find_said_in
from consult.services.concerns.stopping_readers import find_kept_away
from consult.services.identifiers.masking import Piece, cut_answer, mask
from consult.services.identifiers.redacting import find_redactions
from consult.services.keys.key_keeping import AccountKeys
from consult.services.permissions.reading import read_answers
from consult.services.tags.showing_tags import TagShown, TagsShown, leave_out_masked, list_tags
from consult.vocabulary import Purpose, UseKind

PAGE_SIZE = 20


@dataclass(frozen=True)
class About:
    """What passages are read for: the theme or sample shown, and its consultation."""

    subject_id: str
    consultation_id: str


@dataclass(frozen=True)
class Passage:
    """A passage in words, whose it is, and its tags; left_out: how many more were likely enough."""

    segment_id: str
    respondent: Respondent
    said_in: SaidIn
    words: str = field(repr=False)
    score: float
    tags: tuple[TagShown, ...]
    left_out: int = 0

    @property
    def language(self) -> str:
        """The language of these words."""
        return self.said_in.language


NO_TAGS = TagsShown({}, {})


@dataclass(frozen=True)
class ThemePage:
    """One page of a theme; `hidden` passages of it cannot be shown now (locked, refused, kept away)."""

    passages: tuple[Passage, ...]
    total: int
    hidden: int
    page: int
    page_count: int


def open_theme(
    session: Session, viewer: Viewer, theme: Theme, *, page: int, keys: AccountKeys | None, now: datetime
) -> ThemePage:
    """Read one page of a theme's passages, the best placed first; what is shown is kept on record."""
    placements = select_placements(viewer, theme)
    about = About(theme.id, theme.run.consultation_id)
    return _open(session, viewer, placements, about, page=page, keys=keys, now=now)


def open_leftover(
    session: Session, viewer: Viewer, run: AnalysisRun, *, page: int, keys: AccountKeys | None, now: datetime
) -> ThemePage:
    """Read one page of the passages that are in no theme; what is shown is kept on record.

    They stand in the order of what was told, often all of it: none of somebody who keeps the reader away.
    """
    about, placements = About(run.id, run.consultation_id), select_leftover(viewer, run)
    return _open(session, viewer, placements, about, page=page, keys=keys, now=now, are_whole=True)


def _open(
    session: Session,
    viewer: Viewer,
    placements: Select[ThemePlacement],
    about: About,
    *,
    page: int,
    keys: AccountKeys | None,
    now: datetime,
    are_whole: bool = False,
) -> ThemePage:
    total = count_placements(session, placements)
    page_count = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    placed = list_placements(session, placements, skip=(page - 1) * PAGE_SIZE, most=PAGE_SIZE)
    asked = {one.response_id for one in placed} if are_whole else ()
    kept_away = find_kept_away(session, viewer, asked, keys=keys)
    own = [one for one in placed if one.response_id not in kept_away]
    passages = read_with_tags(session, viewer, own, about, keys=keys, now=now)
    return ThemePage(passages, total, len(placed) - len(passages), page, page_count)


def read_with_tags(
    session: Session,
    viewer: Viewer,
    placed: Sequence[Placement],
    about: About,
    *,
    keys: AccountKeys | None,
    now: datetime,
) -> tuple[Passage, ...]:
    """Read these passages with their tags, as read_passages does."""
    tags = list_tags(session, viewer, placed, keys)
    return read_passages(session, viewer, placed, about, tags, keys=keys, now=now)


def read_passages(
    session: Session,
    viewer: Viewer,
    placed: Sequence[Placement],
    about: About,
    tags: TagsShown = NO_TAGS,
    *,
    keys: AccountKeys | None,
    now: datetime,
) -> tuple[Passage, ...]:
    """Read these passages in their order, without those that cannot be shown now; kept on record."""
    reading = read_answers(
        session,
        viewer,
        select_these(viewer, {one.response_id for one in placed}),
        purpose=Purpose.ANALYSE,
        use_kind=UseKind.PAGE,
        subject_id=about.subject_id,
        keys=keys,
        now=now,
        for_consultation_id=about.consultation_id,
    )
    parts = find_parts(session, reading.rows, keys)
    return _make_passages(placed, _mask(session, reading, keys), reading, tags, parts)


def _mask(session: Session, reading: Reading, keys: AccountKeys | None) -> dict[str, list[Piece]]:
    """By answer, the texts of experiences, cut where they may give somebody away."""
    rows = [row for row in reading.rows if row.respondent.is_account]
    asked = select(Response.id).where(Response.id.in_({row.response_id for row in rows}))
    kept = find_redactions(session, asked, keys) if rows else {}
    return {row.answer_id: cut_answer(row, kept.get(row.response_id)) for row in rows}


def _make_passages(
    placed: Sequence[Placement],
    masked: Mapping[str, Sequence[Piece]],
    reading: Reading,
    tags: TagsShown,
    parts: Parts,
) -> tuple[Passage, ...]:
    """Cut the passages out of the texts they were found in; a text that changed since is left out."""
    answers: dict[str, AnswerText] = {row.answer_id: row for row in reading.rows}
    found = []
    for one in placed:
        answer = answers.get(one.answer_id)
        if answer is not None and answer.revision_id == one.revision_id:
            words, shown = answer.text[one.start : one.end], tags.by_passage.get(one.segment_id, ())
            if one.answer_id in masked:
                words = mask(masked[one.answer_id], one.start, one.end)
                shown = tuple(leave_out_masked(tag, words) for tag in shown)
            said_in = find_said_in(parts, answer, one.start, one.end)
            whose, more = answer.respondent, tags.left_out.get(one.segment_id, 0)
            found.append(Passage(one.segment_id, whose, said_in, words, one.score, shown, more))
    return tuple(found)
