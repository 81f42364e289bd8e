"""Tag the passages of a blind sample: each coder sees the words and the codebook, and nothing else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, Conflict, NotFound
from consult.models.blind import BOTH, BlindCoding, BlindRole, BlindSample
from consult.models.locking import lock_name
from consult.queries.blind import BlindPlace, list_places
from consult.queries.viewer import Viewer
from consult.services.analyses.browsing import About, Passage, read_passages
from consult.services.keys.key_keeping import AccountKeys
from consult.services.reliability.drawing_blind import record
from consult.services.tags.coding import list_codes


@dataclass(frozen=True)
class Turn:
    """One passage to tag. `passage` is None where it cannot be shown now; `given`: one's own tags so far."""

    place: BlindPlace
    passage: Passage | None
    number: int
    total: int
    left: int
    given: tuple[str, ...] | None


def find_role(sample: BlindSample, viewer: Viewer) -> BlindRole | None:
    """Which of the two coders this is, if any."""
    roles = {sample.first_id: BlindRole.FIRST, sample.second_id: BlindRole.SECOND}
    return roles.get(viewer.staff_id) if viewer.staff_id else None


def is_done(sample: BlindSample, role: BlindRole) -> bool:
    """Whether this coder said so."""
    done_at = sample.first_done_at if role is BlindRole.FIRST else sample.second_done_at
    return done_at is not None


def open_turn(
    session: Session,
    viewer: Viewer,
    sample: BlindSample,
    number: int | None,
    *,
    keys: AccountKeys | None,
    now: datetime,
) -> Turn:
    """Open the passage with this number, or the first without a decision; what is read is kept on record.

    Raises: AccessDenied (C101) for anybody but its two coders; Conflict (C423) for one who is done;
    NotFound (C402) where no passage is left.
    """
    role = _get_role(sample, viewer)
    places = list_places(session, viewer, sample.id)
    if not places:
        raise NotFound("C402")
    left = [one for one, place in enumerate(places) if role not in place.given]
    wanted = (left or [0])[0] if number is None else min(max(number - 1, 0), len(places) - 1)
    place = places[wanted]
    about = About(sample.id, sample.consultation_id)
    read = read_passages(session, viewer, [place.placement], about, keys=keys, now=now)
    found = read[0] if read else None
    return Turn(place, found, wanted + 1, len(places), len(left), place.given.get(role))


def tag_blind(
    session: Session,
    viewer: Viewer,
    sample: BlindSample,
    passage_id: str,
    codes: Collection[str],
    *,
    now: datetime,
) -> BlindCoding:
    """Give a passage these tags, or none; doing it again before one is done changes one's own tags.

    Raises: AccessDenied (C101), Conflict (C423), NotFound (C402) for an unknown tag or passage.
    """
    session.refresh(sample, with_for_update={"read": True})  # whoever ends it waits for this, or is seen here
    return keep_codes(session, viewer, sample, passage_id, codes, _get_role(sample, viewer), now)


def finish_blind(session: Session, viewer: Viewer, sample: BlindSample, *, now: datetime) -> None:
    """Say that one is done; passages without a decision are left out of the comparison.

    Raises: AccessDenied (C101), Conflict (C423).
    """
    lock_name(session, f"blind:{sample.consultation_id}")
    session.refresh(sample, with_for_update=True)
    role = _get_role(sample, viewer)
    if role is BlindRole.FIRST:
        sample.first_done_at = now
    else:
        sample.second_done_at = now
    session.flush()
    record(session, viewer, "blind tagging done", sample, {"role": role.value}, now)


def close_blind(session: Session, viewer: Viewer, sample: BlindSample, *, now: datetime) -> None:
    """End the tagging for whoever is not done: ill, gone, or too busy. What both tagged is compared.

    Raises: Conflict (C426) where both are done.
    """
    lock_name(session, f"blind:{sample.consultation_id}")
    session.refresh(sample, with_for_update=True)
    if not sample.is_open:
        raise Conflict("C426")
    unfinished = [role.value for role in BOTH if not is_done(sample, role)]
    sample.first_done_at, sample.second_done_at = sample.first_done_at or now, sample.second_done_at or now
    sample.closed_at = now
    session.flush()
    record(session, viewer, "blind sample closed", sample, {"unfinished": unfinished}, now)


def keep_codes(
    session: Session,
    viewer: Viewer,
    sample: BlindSample,
    passage_id: str,
    codes: Collection[str],
    role: BlindRole,
    now: datetime,
) -> BlindCoding:
    """Keep what was given in a role, apart from every other role's. Raises: NotFound (C402)."""
    known = {one.key for one in list_codes(session)}
    visible = {one.passage_id for one in list_places(session, viewer, sample.id)}
    if passage_id not in visible or not set(codes) <= known:
        raise NotFound("C402")
    lock_name(session, f"blind:{passage_id}:{role.value}")  # of two presses at once, one waits for the other
    wanted = select(BlindCoding).where(BlindCoding.passage_id == passage_id, BlindCoding.role == role)
    row = session.scalars(wanted).one_or_none() or BlindCoding(passage_id=passage_id, role=role)
    row.codes, row.staff_id, row.at = sorted(set(codes)), viewer.staff_id, now
    session.add(row)
    session.flush()
    return row


def _get_role(sample: BlindSample, viewer: Viewer) -> BlindRole:
    role = find_role(sample, viewer)
    if role is None:
        raise AccessDenied("C101")
    if is_done(sample, role):
        raise Conflict("C423")
    return role
