"""Find everything that used somebody's words, from the record of uses: analyses, drafts, files, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.consent import Use
from consult.models.draft import Draft, Section
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.queries.drafts import find_latest_draft
from consult.services.concluding import find_outcome
from consult.services.counted_tables import CountingTable, find_counting, list_counting, list_standing_tables
from consult.services.editing import find_standing
from consult.services.holding_back import rests_on
from consult.services.recalling import find_files
from consult.vocabulary import UseKind


@dataclass(frozen=True)
class Place:
    """A section of the latest draft whose text that stands quotes the words."""

    key: str
    title: str


@dataclass(frozen=True)
class Reach:
    """What used the words of one response.

    drafts: numbers of every draft that counted or quoted them. counted_in: the number of the latest draft, if
    its numbers rest on them. tabled_in: its sections with a table that counts them. tables: those handed out
    that counted them. pages: how often a page of the staff area showed them; those show them no more.
    has_outcome: people who come back read a text that staff typed, of which no record says what it repeats.
    """

    runs: tuple[int, ...]
    drafts: tuple[int, ...]
    counted_in: int | None
    quoted_in: tuple[Place, ...]
    tabled_in: tuple[Place, ...]
    files: Sequence[ReleasedFile]
    tables: Sequence[CountingTable]
    pages: int
    has_outcome: bool

    @property
    def holds_up_draft(self) -> bool:
        """Whether the latest draft has to be changed or counted again before it can be downloaded."""
        return bool(self.quoted_in or self.tabled_in) or self.counted_in is not None


def find_reach(session: Session, response: Response) -> Reach:
    """Look up every use of a response. It can be asked before and after a withdrawal."""
    drafts = _find_drafts(session, response.id)
    latest = find_latest_draft(session, response.consultation_id)
    outcome = find_outcome(session, response.consultation_id)
    is_counted = latest is not None and rests_on(session, latest, response.id)
    return Reach(
        runs=tuple(session.scalars(_select_runs(response.id))),
        drafts=tuple(sorted(drafts.values())),
        counted_in=latest.number if latest and is_counted else None,
        quoted_in=tuple(_list_quoting(session, latest, response.id)) if latest else (),
        tabled_in=tuple(_list_tabling(session, latest, response.id)) if latest else (),
        files=find_files(session, response.id),
        tables=list_counting(session, response.id),
        pages=_count_pages(session, response.id),
        has_outcome=outcome is not None and bool(outcome.said or outcome.replied),
    )


def _find_drafts(session: Session, response_id: str) -> dict[str, int]:
    """Drafts that were made from the words, and those of which a page quoted them."""
    used = select(Use.subject_id).where(Use.response_id == response_id)
    own = select(Draft.id, Draft.number).where(Draft.id.in_(used))
    shown = select(Draft.id, Draft.number).join(Section).where(Section.id.in_(used))
    return {row[0]: row[1] for wanted in (own, shown) for row in session.execute(wanted)}


def _select_runs(response_id: str) -> Select[int]:
    runs = select(AnalysisRun.number).join(ResponseBucket, ResponseBucket.run_id == AnalysisRun.id)
    return runs.where(ResponseBucket.response_id == response_id).order_by(AnalysisRun.number)


def _list_quoting(session: Session, draft: Draft, response_id: str) -> Iterator[Place]:
    for section in draft.sections:
        standing = find_standing(session, section)
        texts = (standing.version, *standing.beside)
        quoted = {
            block.excerpt.response_id
            for text in texts
            for block in text.blocks
            if isinstance(block, Quotation)
        }
        if response_id in quoted:
            yield Place(section.key, section.title)


def _list_tabling(session: Session, draft: Draft, response_id: str) -> Iterator[Place]:
    for section in draft.sections:
        tables = list_standing_tables(find_standing(session, section))
        if find_counting(session, tables, [response_id]):
            yield Place(section.key, section.title)


def _count_pages(session: Session, response_id: str) -> int:
    wanted = select(func.count(Use.id)).where(Use.response_id == response_id, Use.kind == UseKind.PAGE)
    return session.scalar(wanted) or 0
