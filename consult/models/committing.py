"""Do something once what a session writes is kept, which a savepoint that was released is not yet."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

Act = Callable[[Session], None]
ASKED = "asked for once it is kept"


def do_once_kept(session: Session, act: Act) -> None:
    """Do it after the commit, when nothing can be asked of this session; asked for twice, it is done once.

    Nothing is done of what was asked for in a savepoint that is undone, or without a commit. An act that
    raises would fail what is kept already.
    """
    if ASKED not in session.info:
        session.info[ASKED] = []
        event.listen(session, "after_commit", _do)
        event.listen(session, "after_soft_rollback", _undo)
        event.listen(session, "after_transaction_end", _end)
    session.info[ASKED].append((act, session.get_nested_transaction()))


def _do(session: Session) -> None:
    """SQLAlchemy says of a savepoint that is released, too, that it was committed."""
    if session.in_nested_transaction():
        return
    acts = dict.fromkeys(act for act, _ in session.info[ASKED])
    session.info[ASKED].clear()
    for act in acts:
        act(session)


def _undo(session: Session, undone: SessionTransaction) -> None:
    asked = session.info[ASKED]
    asked[:] = [(act, savepoint) for act, savepoint in asked if not _lies_in(savepoint, undone)]


def _end(session: Session, ended: SessionTransaction) -> None:
    """Also of one that is only closed, with neither commit nor rollback."""
    if ended.parent is None:
        session.info[ASKED].clear()


def _lies_in(savepoint: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while savepoint is not None and savepoint is not outer:
        savepoint = savepoint.parent
    return savepoint is outer
