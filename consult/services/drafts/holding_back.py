"""Whether a draft may go out: every place that quotes or counts words which may no longer be used.

It is held back until the place is changed, the gap is taken out, or the numbers are drafted again.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from consult.errors import ExportRefused
from consult.models.consent import Use
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.handled import find_set_aside
from consult.services.drafts.checking import count_refused
from consult.services.drafts.editing import Standing, find_standings
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.rechecking import find_checked
from consult.services.evidence.own_tables import list_wrong_own
from consult.services.handing_out.counted_tables import find_tabled
from consult.services.permissions.consenting import Moment, Source, allows, find_consents
from consult.vocabulary import Purpose, UseKind

TABLE = "it has a table that counts an answer which may no longer be used: take it out, or add it anew"
OWN_TABLE = "it may count an answer which may no longer be used: build the draft again, or take it out"
HAS_OWN_TABLE = f"it has a table that is not what the record gives now: {OWN_TABLE}"
COUNT_AGAIN = "the numbers have to be checked: an answer that they rest on may no longer be used"


@dataclass(frozen=True)
class Barrier:
    """One place that holds a draft back. section_key: empty where it is the draft's numbers as a whole."""

    section_key: str
    title: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.title}: {self.reason}" if self.title else self.reason


@dataclass(frozen=True)
class Outdated:
    """What may rest on an answer that may no longer be used, by section: statements, and own tables."""

    statements: Counter[str] = field(default_factory=Counter)
    tabled: frozenset[str] = frozenset()


NOTHING = Outdated()


def list_barriers(
    session: Session, draft: Draft, standings: Mapping[str, Standing], *, today: date
) -> list[Barrier]:
    """List what holds the draft back in the texts that stand, in the order of its sections."""
    moment = Moment(today, draft.consultation_id)
    refused = count_refused(session, draft, dict(standings), today=today)
    found = _find_outdated(session, draft, standings, today)
    barriers, outdated = [Barrier("", "", COUNT_AGAIN)] if found is None else [], found or NOTHING
    tabled = find_tabled(session, standings, lambda counted: _find_lost(session, counted, moment))
    for section in draft.sections:
        reasons = [*_give_reasons(refused[section.key], outdated.statements[section.key])]
        reasons += [HAS_OWN_TABLE] if section.key in outdated.tabled else []
        reasons += [TABLE] if section.key in tabled else []
        barriers += [Barrier(section.key, section.title, reason) for reason in reasons]
    return barriers


def require_clear(session: Session, draft: Draft, *, today: date) -> None:
    """Raise ExportRefused (C809), naming each place, where something holds the draft back."""
    barriers = list_barriers(session, draft, find_standings(session, draft), today=today)
    if barriers:
        raise ExportRefused("C809", places="; ".join(str(one) for one in barriers))


def rests_on(session: Session, draft: Draft, response_id: str) -> bool:
    """Whether the numbers of a draft were counted with this response."""
    counted = select(Use.id).where(*_counted_for(draft), Use.response_id == response_id)
    return session.scalars(counted.limit(1)).first() is not None


def has_lost_permission(session: Session, draft: Draft, *, today: date) -> bool:
    """Whether a response that the draft's numbers rest on may not be counted any more."""
    moment = Moment(today, draft.consultation_id)
    return bool(_find_lost(session, select(Use.response_id).where(*_counted_for(draft)), moment))


def _give_reasons(refused: int, outdated: int) -> Iterator[str]:
    if refused:
        quotes = "a quotation" if refused == 1 else f"{refused:,} quotations"
        yield f"it has {quotes} that may no longer be used"
    if outdated:
        rests = "a number rests" if outdated == 1 else f"{outdated:,} statements rest"
        yield f"{rests} on an answer that may no longer be used"


def _find_outdated(
    session: Session, draft: Draft, standings: Mapping[str, Standing], today: date
) -> Outdated | None:
    """What no longer holds; None where it has to be counted again to know.

    Nothing is outdated as long as everything that was counted may still be used. A table of experiences
    that were locked is not told to be outdated: it is found by itself, and nobody can let it stand.
    """
    if not has_lost_permission(session, draft, today=today):
        return NOTHING
    checked = find_checked(session, draft, standings, today=today)
    if not checked.is_current:
        return None
    wrong = (one for one in list_wrong_own(draft, standings, checked) if not one.is_unchecked)
    statements = Counter(one.section_key for one in checked.list_kind(FindingKind.CHANGED))
    return Outdated(statements, frozenset(one.section.key for one in wrong))


def _find_lost(session: Session, counted: Select[str], moment: Moment) -> set[str]:
    """Which of these responses may not be counted at this moment."""
    consents = find_consents(session, counted)
    columns = select(Response.id, Response.kind, Response.state, Response.consultation_id)
    rows = session.execute(columns.where(Response.id.in_(counted)))
    refused = {
        id
        for id, kind, state, own_id in rows
        if not allows(Source(kind, state, own_id), consents.get(id, {}), Purpose.ANALYSE, moment)
    }
    return refused | find_set_aside(session, counted)


def _counted_for(draft: Draft) -> tuple[ColumnElement[bool], ...]:
    """How the record of uses names what the draft's numbers were counted from."""
    return (Use.kind == UseKind.DRAFT, Use.purpose == Purpose.ANALYSE, Use.subject_id == draft.id)
