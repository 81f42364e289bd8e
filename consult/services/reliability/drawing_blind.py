"""Draw passages that two people tag without seeing each other's tags or what the machine suggests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.reliability.drawing import LEAST_SHARE_PCT, MOST_SHARE_PCT, draw_sample
from consult.errors import Conflict, NotFound
from consult.models.base import new_id
from consult.models.blind import BlindPassage, BlindSample
from consult.models.consultation import Consultation
from consult.models.locking import lock_name
from consult.models.region import Organisation
from consult.models.staff import Staff, StaffRole
from consult.queries.blind import list_drawable, list_samples
from consult.queries.runs import find_latest_run
from consult.queries.viewer import Viewer, get_viewer
from consult.services import auditing
from consult.services.tags.coding import list_codes
from consult.vocabulary import Role, Standing

CODERS = (Role.ADMINISTRATOR, Role.MANAGER, Role.ANALYST)


@dataclass(frozen=True)
class BlindWish:
    """Who tags, and how much of each language's passages."""

    first_id: str
    second_id: str
    share_pct: int


def list_coders(session: Session) -> Sequence[Staff]:
    """Those who may tag, by name: their roles and full standing decide."""
    standing = select(Organisation.id).where(Organisation.standing == Standing.FULL)
    is_full = Staff.organisation_id.is_(None) | Staff.organisation_id.in_(standing)
    holders = select(Staff).where(Staff.roles.any(StaffRole.name.in_(CODERS)), Staff.active)
    return session.scalars(holders.where(is_full).order_by(Staff.name, Staff.id)).all()


def draw_blind(
    session: Session, viewer: Viewer, consultation: Consultation, wish: BlindWish, *, now: datetime
) -> BlindSample:
    """Draw a sample of what both coders may see, of the latest run.

    Raises: Conflict (C421) for the same person twice, somebody who may not, or a share outside 10% to 25%;
    (C422) while another sample is open; (C401) where there is nothing to draw from.
    """
    lock_name(session, f"blind:{consultation.id}")
    _check(session, wish)
    earlier = list_samples(session, consultation.id)
    if earlier and earlier[0].is_open:
        raise Conflict("C422", number=earlier[0].number)
    number = earlier[0].number + 1 if earlier else 1
    drawn = _draw(session, consultation.id, wish, number)
    sample = BlindSample(id=new_id(), consultation_id=consultation.id, number=number, drawn_at=now)
    sample.first_id, sample.second_id, sample.share_pct = wish.first_id, wish.second_id, wish.share_pct
    sample.drawn_by_id = viewer.staff_id
    session.add(sample)
    session.flush()
    session.add_all(
        BlindPassage(sample_id=sample.id, segment_id=one, place=place, language=language)
        for place, (one, language) in enumerate(drawn, start=1)
    )
    details = {"number": number, "share_pct": wish.share_pct, "passages": len(drawn)}
    record(session, viewer, "blind sample drawn", sample, details, now)
    return sample


def get_sample(session: Session, consultation_id: str, sample_id: str) -> BlindSample:
    """One sample of a consultation. Raises: NotFound (C402)."""
    sample = session.get(BlindSample, sample_id)
    if sample is None or sample.consultation_id != consultation_id:
        raise NotFound("C402")
    return sample


def record(
    session: Session,
    viewer: Viewer,
    action: str,
    sample: BlindSample,
    details: Mapping[str, object],
    now: datetime,
) -> None:
    """Put what was done with a sample on record."""
    auditing.record(
        session,
        actor=viewer.staff_id or auditing.SYSTEM,
        action=action,
        subject_kind="blind_sample",
        subject_id=sample.id,
        details=details,
        now=now,
    )


def _check(session: Session, wish: BlindWish) -> None:
    allowed = {one.id for one in list_coders(session)}
    are_two = wish.first_id != wish.second_id and {wish.first_id, wish.second_id} <= allowed
    if not are_two or not LEAST_SHARE_PCT <= wish.share_pct <= MOST_SHARE_PCT:
        raise Conflict("C421", least=LEAST_SHARE_PCT, most=MOST_SHARE_PCT)


def _draw(session: Session, consultation_id: str, wish: BlindWish, number: int) -> list[tuple[str, str]]:
    run = find_latest_run(session, consultation_id)
    first, second = get_viewer(session, wish.first_id), get_viewer(session, wish.second_id)
    passages = list_drawable(session, first, second, consultation_id, run.id) if run else []
    if not passages or not list_codes(session):
        raise Conflict("C401")
    languages = dict(passages)
    seed = f"{consultation_id}:{number}"
    return [(one, languages[one]) for one in draw_sample(passages, share_pct=wish.share_pct, seed=seed)]
