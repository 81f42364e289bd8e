"""Find everything that used somebody's words, from the record of uses: analyses, drafts, files, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from analysis.drafting.blocks import Quotation
from consult.models.analysis import AnalysisRun, ResponseBucket
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.models.release import ReleasedFile
from consult.models.response import Response
from consult.services.consultations.concluding import find_outcome
from consult.services.drafts.editing import find_standing
from consult.services.drafts.holding_back import rests_on
from consult.services.handing_out.counted_tables import (
    CountingTable,
    find_counting,
    list_counting,
    list_standing_tables,
)
from consult.services.permissions.drafts_using import (
    find_drafts,
    list_homes,
    list_latest_drafts,
    list_versions_quoting,
)
from consult.services.permissions.recalling import find_files
from consult.vocabulary import UseKind


@dataclass(frozen=True)
class Place:
    """A section of the latest draft whose text that stands quotes the words.

    elsewhere: short name of the consultation whose draft it is, where they were told for another one.
    """

    key: str
    title: str
    elsewhere: str = ""


@dataclass(frozen=True)
class DraftElsewhere:
    """The latest draft of another consultation, whose numbers rest on the words."""

    number: int
    slug: str


@dataclass(frozen=True)
class Reach:
    """What used the words of one response.

    drafts: numbers of every draft that counted or quoted them. counted_in: the number of the latest draft, if
    its numbers rest on them; counted_elsewhere: the same of other consultations. tabled_in: its sections with
    a table that counts them. tables: those handed out that counted them. pages: how often a page of the staff
    area showed them; those show them no more. has_outcome: people who come back read a text that staff typed,
    of which no record says what it repeats. versions: numbers of exact versions that refer to the words.
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
    counted_elsewhere: tuple[DraftElsewhere, ...] = ()
    versions: tuple[int, ...] = ()

    @property
    def holds_up_draft(self) -> bool:
        """Whether the latest draft has to be changed or counted again before it can be downloaded."""
        found = (self.quoted_in, self.tabled_in, self.counted_elsewhere)
        return any(found) or self.counted_in is not None


def find_reach(session: Session, response: Response) -> Reach:
    """Look up every use of a response. It can be asked before and after a withdrawal."""
    drafts = find_drafts(session, response.id)
    latest = list_latest_drafts(session, response)
    counted = [one for one in latest if rests_on(session, one, response.id)]
    own = [one.number for one in counted if one.consultation_id == response.consultation_id]
    return Reach(
        runs=tuple(session.scalars(_select_runs(response.id))),
        drafts=tuple(sorted(drafts.values())),
        counted_in=own[0] if own else None,
        quoted_in=tuple(place for one in latest for place in _list_quoting(session, one, response)),
        tabled_in=tuple(place for one in latest for place in _list_tabling(session, one, response.id)),
        files=find_files(session, response.id),
        tables=list_counting(session, response.id),
        pages=_count_pages(session, response.id),
        has_outcome=any(_has_outcome(session, id) for id in list_homes(response, latest)),
        counted_elsewhere=tuple(
            DraftElsewhere(one.number, _find_slug(session, one))
            for one in counted
            if one.consultation_id != response.consultation_id
        ),
        versions=tuple(list_versions_quoting(session, response.id)),
    )


def _has_outcome(session: Session, consultation_id: str) -> bool:
    outcome = find_outcome(session, consultation_id)
    return outcome is not None and bool(outcome.said or outcome.replied)


def _select_runs(response_id: str) -> Select[int]:
    runs = select(AnalysisRun.number).join(ResponseBucket, ResponseBucket.run_id == AnalysisRun.id)
    return runs.where(ResponseBucket.response_id == response_id).order_by(AnalysisRun.number)


def _list_quoting(session: Session, draft: Draft, response: Response) -> Iterator[Place]:
    is_own = draft.consultation_id == response.consultation_id
    elsewhere = "" if is_own else _find_slug(session, draft)
    for section in draft.sections:
        standing = find_standing(session, section)
        texts = (standing.version, *standing.beside)
        quoted = {
            block.excerpt.response_id
            for text in texts
            for block in text.blocks
            if isinstance(block, Quotation)
        }
        if response.id in quoted:
            yield Place(section.key, section.title, elsewhere)


def _find_slug(session: Session, draft: Draft) -> str:
    return session.get_one(Consultation, draft.consultation_id).slug


def _list_tabling(session: Session, draft: Draft, response_id: str) -> Iterator[Place]:
    for section in draft.sections:
        tables = list_standing_tables(find_standing(session, section))
        if find_counting(session, tables, [response_id]):
            yield Place(section.key, section.title)


def _count_pages(session: Session, response_id: str) -> int:
    wanted = select(func.count(Use.id)).where(Use.response_id == response_id, Use.kind == UseKind.PAGE)
    return session.scalar(wanted) or 0
