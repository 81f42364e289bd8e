"""Drop suggestions that stand no longer, a few in each transaction, so that nobody waits long to write."""

from sqlalchemy.orm import Session, sessionmaker

from consult.models.engine import reading_only
from consult.services.analyses.fallen_suggestions import drop_fallen, list_fallen

BATCH = 2_000


def drop_all_fallen(sessions: sessionmaker[Session]) -> int:
    """Drop every suggestion that stands no longer, or never did; returns how many there were."""
    with reading_only(), sessions() as session:
        ids = list_fallen(session)
    for start in range(0, len(ids), BATCH):
        with sessions.begin() as session:
            drop_fallen(session, ids[start : start + BATCH])
    return len(ids)
