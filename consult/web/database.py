"""Flask-SQLAlchemy bound to the plain models; one commit a request, here at the edge.

On SQLite one transaction at a time may write, so what is slow must not happen inside one. A request reads
until its view begins. Then the view of a safe method goes on reading, and any other view writes: it takes the
lock with its first query and keeps it until the commit after it. A view with slow work to do (stretching a
return number, parsing a file, writing one) takes its queries apart with `brief_transaction`, the one
means there is, and does the slow work outside of such blocks and before any other query.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

from consult.models.all import METADATA
from consult.models.engine import ENGINE_OPTIONS, configure_engine, reading_only, writing

db = SQLAlchemy(metadata=METADATA)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN_BLUEPRINT = "security"
"""Of Flask-Security, which says of none of its pages whether showing it writes."""


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


def init_writing(app: Flask) -> None:
    """Let views write, after all that is asked before them; call it after every other init."""
    app.before_request(_begin_view)


def get_session() -> Session:
    """The request's session; routes pass it to use cases and never commit."""
    return cast(Session, db.session())


@contextmanager
def brief_transaction(*, writes: bool = False) -> Iterator[Session]:
    """A transaction that is over when the block ends: no lock is held by what comes after, until it asks.

    writes: what was done inside is then durable, whatever becomes of the rest of the request; so only for
    what is true by itself, such as a use put on record before its page is drawn. A block that raises (an
    `abort` too) is undone, and so is what the request wrote before it and did not commit. Rows loaded inside
    are read again when they are next looked at, in the transaction of that moment: check again there what has
    to hold when something is written.
    """
    session = get_session()
    _let_go(session)
    with writing() if writes else reading_only():
        try:
            yield session
        except BaseException:
            session.rollback()
            raise
        session.commit()


@contextmanager
def undone() -> Iterator[None]:
    """What the request did is undone; inside, it only reads, and waits for no lock."""
    get_session().rollback()
    with reading_only():
        yield


def after_commit(act: Callable[[], None]) -> None:
    """Do this once the request is durable, such as ringing for a job; not at all if it fails."""
    g.setdefault("after_commit", []).append(act)


def note_anyway(write: Callable[[Session], None]) -> None:
    """Write this at the end of the request, even of one that is refused and otherwise undone."""
    g.setdefault("notes", []).append(write)


def _begin() -> None:
    g.transaction = ExitStack()
    g.transaction.enter_context(reading_only())


def _begin_view() -> None:
    if request.method not in SAFE_METHODS or request.blueprint == SIGN_IN_BLUEPRINT:
        _let_go(get_session())
        g.transaction.enter_context(writing())


def _let_go(session: Session) -> None:
    """End the transaction, if there is one; without one, rows need not be read again."""
    if session.in_transaction():
        session.rollback()


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
