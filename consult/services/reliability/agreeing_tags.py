"""Once both coders are done: how far they agree, where they differ, and what was agreed in the end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.reliability.standings import Reliability
from consult.errors import Conflict
from consult.models.blind import BOTH, BlindCoding, BlindRole, BlindSample
from consult.queries.blind import BlindPlace, list_places
from consult.queries.viewer import Viewer
from consult.services.analyses.browsing import PAGE_SIZE, About, Passage, read_passages
from consult.services.keys.key_keeping import AccountKeys
from consult.services.reliability.drawing_blind import record
from consult.services.reliability.tagging_blind import keep_codes
from consult.services.tags import coding
from consult.vocabulary import CodingState


@dataclass(frozen=True)
class Difference:
    """A passage to which the two gave different tags; `agreed` is None until somebody settled it."""

    passage_id: str
    passage: Passage | None
    first: tuple[str, ...]
    second: tuple[str, ...]
    agreed: tuple[str, ...] | None


@dataclass(frozen=True)
class Differences:
    """One page of them; `settled` of `total` have an agreed decision."""

    shown: tuple[Difference, ...]
    total: int
    settled: int
    page: int
    page_count: int


def measure_sample(session: Session, viewer: Viewer, sample: BlindSample) -> list[Reliability]:
    """Measure what the viewer may see of a sample, all tags together and each, in all languages and in each.

    Counts and coefficients, no words. Raises: Conflict (C424) until both are done.
    """
    _check_done(sample)
    from consult.services.reliability.measuring_agreement import measure  # noqa: PLC0415  (heavy: pandas)

    codes = [one.key for one in coding.list_codes(session)]
    return measure(list_places(session, viewer, sample.id), codes)


def open_differences(
    session: Session,
    viewer: Viewer,
    sample: BlindSample,
    *,
    page: int,
    keys: AccountKeys | None,
    now: datetime,
) -> Differences:
    """Read one page of the passages where the two differ. Raises: Conflict (C424) until both are done."""
    _check_done(sample)
    differing = [one for one in list_places(session, viewer, sample.id) if _differs(one)]
    page_count = max(1, -(-len(differing) // PAGE_SIZE))
    page = min(max(page, 1), page_count)
    placed = differing[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    about = About(sample.id, sample.consultation_id)
    read = read_passages(session, viewer, [one.placement for one in placed], about, keys=keys, now=now)
    words = {one.segment_id: one for one in read}
    settled = sum(1 for one in differing if BlindRole.AGREED in one.given)
    shown = tuple(_show(one, words.get(one.placement.segment_id)) for one in placed)
    return Differences(shown, len(differing), settled, page, page_count)


def agree(
    session: Session,
    viewer: Viewer,
    sample: BlindSample,
    passage_id: str,
    codes: Collection[str],
    *,
    now: datetime,
) -> BlindCoding:
    """Keep what was agreed as a third decision beside the two, and take it over as this person's own tags.

    Raises: Conflict (C424) until both are done; NotFound (C402) for an unknown tag or passage.
    """
    _check_done(sample)
    kept = keep_codes(session, viewer, sample, passage_id, codes, BlindRole.AGREED, now)
    place = next(one for one in list_places(session, viewer, sample.id) if one.passage_id == passage_id)
    _take_over(session, viewer, place, set(kept.codes), now)
    record(session, viewer, "tags agreed", sample, {"passage": passage_id, "codes": kept.codes}, now)
    return kept


def _take_over(session: Session, viewer: Viewer, place: BlindPlace, codes: set[str], now: datetime) -> None:
    """What one of the two gave and was not agreed is rejected."""
    segment_id = place.placement.segment_id
    given = {code for role in BOTH for code in place.given.get(role, ())}
    for code in sorted(codes | given):
        state = CodingState.ACCEPTED if code in codes else CodingState.REJECTED
        coding.decide(session, viewer, segment_id, code, state, staff_id=viewer.staff_id or "", now=now)


def _check_done(sample: BlindSample) -> None:
    if sample.is_open:
        raise Conflict("C424")


def _differs(place: BlindPlace) -> bool:
    given = [set(place.given[role]) for role in BOTH if role in place.given]
    return len(given) == len(BOTH) and given[0] != given[1]


def _show(place: BlindPlace, passage: Passage | None) -> Difference:
    first, second = (place.given[role] for role in BOTH)
    return Difference(place.passage_id, passage, first, second, place.given.get(BlindRole.AGREED))
