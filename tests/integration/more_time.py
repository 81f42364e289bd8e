"""An organisation with more time: its link, and the clock on both sides of each day."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consultation import Consultation
from consult.services.consultations.extending import extend
from consult.services.returns.revising import NOBODY
from consult.vocabulary import Sector
from tests.factories.answering import SLUG
from tests.factories.region import make_organisation
from tests.integration.visitor import WAY, Visitor

Sessions = sessionmaker[Session]
CLOSING, UNTIL = date(2031, 6, 30), date(2031, 7, 7)
BEFORE, AFTER = datetime(2031, 6, 30, 22, 59, tzinfo=UTC), datetime(2031, 6, 30, 23, tzinfo=UTC)
LAST, OVER = datetime(2031, 7, 7, 22, 59, tzinfo=UTC), datetime(2031, 7, 7, 23, tzinfo=UTC)
LATE = "is marked as late"


def grant(sessions: Sessions, now: datetime = AFTER, **named: Any) -> str:
    """The secret part of the link of an organisation that gets more time."""
    with sessions.begin() as session:
        body = make_organisation(
            session, **{"name": "Tarn Council", "sector": Sector.LOCAL_AUTHORITY_UPPER, **named}
        )
        home = session.scalars(select(Consultation)).one()
        by: Any = {"reason": "Floods", "author": NOBODY, "now": now}
        return extend(session, home, body, until_on=UNTIL, **by).token


def set_clock(app: Flask, now: datetime) -> None:
    app.extensions["clock"] = lambda: now


def open_link(app: Flask, token: str) -> Visitor:
    visitor = Visitor(app.test_client())
    opened = visitor.open(f"more-time/{token}")
    assert urlsplit(opened.headers["Location"]).path == f"/c/{SLUG}/"
    return visitor


def begin_by_link(app: Flask, token: str, now: datetime) -> Visitor:
    """Somebody of the organisation who begins its return at this moment."""
    set_clock(app, now)
    visitor = open_link(app, token)
    visitor.begin()
    return visitor


def answer(visitor: Visitor, *, who: dict[str, str] | None = None) -> Any:
    for path, answers in WAY:
        typed = visitor.fill(path, who if path == "who" and who is not None else answers)
        assert visitor.client.post(visitor.at(path), data=typed).status_code == 302, path
    return visitor.send("check")
