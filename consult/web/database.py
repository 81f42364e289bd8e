"""Flask-SQLAlchemy bound to the plain models; one commit a request, here at the edge."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

from consult.models.all import METADATA
from consult.models.engine import ENGINE_OPTIONS, configure_engine, reading_only

db = SQLAlchemy(metadata=METADATA)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Charts take a while to draw, and progress is asked for again and again; nobody's words are in either.
NOT_RECORDED = (".svg", "/fragment")


def init_database(app: Flask) -> None:
    """Bind the models to this app's database, and commit once after each request that succeeded."""
    app.config.setdefault("SQLALCHEMY_DATABASE_URI", app.config["DATABASE_URL"])
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", ENGINE_OPTIONS)
    db.init_app(app)
    with app.app_context():
        configure_engine(db.engine)
    app.before_request(_begin)
    app.after_request(_commit)
    app.teardown_request(_end)


def get_session() -> Session:
    """The request's session; routes pass it to use cases and never commit."""
    return cast(Session, db.session)


def after_commit(act: Callable[[], None]) -> None:
    """Do this once the request is durable, such as ringing for a job; not at all if it fails."""
    g.setdefault("after_commit", []).append(act)


def note_anyway(write: Callable[[Session], None]) -> None:
    """Write this at the end of the request, even of one that is refused and otherwise undone."""
    g.setdefault("notes", []).append(write)


def _begin() -> None:
    """Requests that only read take no write lock; pages of the staff area put on record what they show."""
    g.transaction = ExitStack()
    is_recorded = request.path.startswith("/desk") and not request.path.endswith(NOT_RECORDED)
    if request.method in SAFE_METHODS and not is_recorded:
        g.transaction.enter_context(reading_only())


def _commit(response: Response) -> Response:
    """A page that says «received» is sent only after the commit that makes it true."""
    is_refused = response.status_code >= 400
    if is_refused:
        db.session.rollback()
    notes = g.pop("notes", ())
    for write in notes:
        write(get_session())
    if notes or not is_refused:
        db.session.commit()
    for act in () if is_refused else g.pop("after_commit", ()):
        _attempt(act)
    return response


def _attempt(act: Callable[[], None]) -> None:
    """A ring that fails must not tell somebody that nothing was saved; the worker sweeps for missed jobs."""
    try:
        act()
    except Exception:
        current_app.logger.exception("could not act after the commit")


def _end(error: BaseException | None) -> None:  # noqa: ARG001 - Flask passes the error
    transaction = g.pop("transaction", None)
    if transaction is not None:
        transaction.close()
