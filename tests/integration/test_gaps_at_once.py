"""Lists of gaps of two consultations are handed out at the same time.

PostgreSQL ends one of two transactions that wait for each other, and with it a download.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.engine import make_engine
from consult.models.release import ReleasedTable
from consult.queries.viewer import SYSTEM
from consult.services.trends import listing_gaps
from tests.factories.numbering import NOW
from tests.factories.trending import AUTUMN, YEAR_BEFORE, start_following

pytestmark = pytest.mark.postgres
LOOKED_SECONDS = 0.5


@pytest.fixture
def engine(make_postgres: Callable[..., str], postgres_template: str) -> Iterator[Engine]:
    engine = make_engine(make_postgres(postgres_template))
    with Session(engine) as session, session.begin():
        found = start_following(session)
        found.consult("autumn").receive(6, AUTUMN, "gap", "health")
        found.consult("early").receive(6, YEAR_BEFORE, "gap", "health")
    yield engine
    engine.dispose()


def hand_out(engine: Engine, slug: str) -> None:
    with Session(engine) as session, session.begin():
        consultation = session.scalars(select(Consultation).where(Consultation.slug == slug)).one()
        listing_gaps.release_gaps(session, SYSTEM, consultation, now=NOW)


def test_gaps__of_two_consultations_handed_out_at_once__are_both_kept(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins when the first has handed out its first table and not the others."""
    started: list[Future[None]] = []
    slugs, release = ["early"], listing_gaps.release

    def follow(*given: Any, **named: Any) -> Any:
        done = release(*given, **named)
        if slugs:
            started.append(pool.submit(hand_out, engine, slugs.pop()))
            wait(started, LOOKED_SECONDS)
        return done

    monkeypatch.setattr(listing_gaps, "release", follow)
    with ThreadPoolExecutor(1) as pool:
        hand_out(engine, "autumn")
        (second,) = started
        second.result()
    with Session(engine) as session:
        kept = set(session.scalars(select(ReleasedTable.consultation_id)))
        assert set(session.scalars(select(Consultation.id))) <= kept
