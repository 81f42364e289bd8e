"""Nothing leaves a draft while its evidence is broken: it is settled, or a named person lets it stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from analysis.drafting.figures import write_date
from consult.errors import ExportRefused
from consult.models.draft import Draft
from consult.models.evidence_kinds import BrokenKind
from consult.models.overrides import FindingOverride
from consult.services.days import find_day
from consult.services.drafts.editing import Standing, find_standings
from consult.services.drafts.rechecking import Checked
from consult.services.evidence.broken import WHOLE, Broken
from consult.services.evidence.finding_broken import list_broken
from consult.services.evidence.overriding import list_standing_overrides


@dataclass(frozen=True)
class LetStand:
    """One thing that no longer holds and that a named person lets stand."""

    broken: Broken
    override: FindingOverride

    def __str__(self) -> str:
        """Say it for the annex on method: what, why, who, when and with which reason."""
        row = self.override
        day = write_date(find_day(row.at))
        return f"{self.broken}. Let stand by {row.staff_name} on {day}: {row.reason}"


@dataclass(frozen=True)
class Evidence:
    """How the evidence of a draft stands. open: what has to be settled before anything leaves it."""

    open: tuple[Broken, ...]
    let_stand: tuple[LetStand, ...]

    @property
    def printed(self) -> tuple[str, ...]:
        """What the annex on method says of it."""
        return tuple(str(one) for one in self.let_stand)


def find_evidence(
    session: Session,
    draft: Draft,
    standings: Mapping[str, Standing],
    *,
    today: date,
    checked: Checked | None = None,
) -> Evidence:
    """Find what no longer holds, and which of it somebody lets stand."""
    broken = list_broken(session, draft, standings, today=today, checked=checked)
    rows = {one.fingerprint: one for one in list_standing_overrides(session, draft.consultation_id)}
    let_stand = [LetStand(one, rows[one.fingerprint]) for one in broken if _is_let_stand(one, rows)]
    return Evidence(tuple(one for one in broken if not _is_let_stand(one, rows)), tuple(let_stand))


def require_settled(session: Session, draft: Draft, *, today: date) -> Evidence:
    """How the evidence stands, where nothing is open.

    Raises: ExportRefused: C809, naming each place that rests on words which may no longer be used; C816,
    naming the sections, where anything else is neither settled nor let stand.
    """
    found = find_evidence(session, draft, find_standings(session, draft), today=today)
    barred = [one for one in found.open if one.kind is BrokenKind.PERMISSION]
    if barred:
        raise ExportRefused("C809", places="; ".join(map(_say_place, barred)))
    if found.open:
        places = dict.fromkeys(one.section_title or WHOLE for one in found.open)
        raise ExportRefused("C816", number=len(found.open), places="; ".join(places))
    return found


def _say_place(one: Broken) -> str:
    return f"{one.section_title}: {one.said}" if one.section_title else one.said


def _is_let_stand(broken: Broken, rows: Mapping[str, FindingOverride]) -> bool:
    return broken.may_be_overridden and broken.fingerprint in rows
