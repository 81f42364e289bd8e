"""What is to be done once something is kept: after the commit of all of it, and of nothing undone."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from consult.models.committing import do_once_kept


def note(done: list[str], name: str) -> Callable[[Session], None]:
    return lambda _: done.append(name)


def test_act__asked_for_in_a_savepoint__is_done_once_after_the_whole_commit(sqlite_session: Session) -> None:
    done: list[str] = []
    first = note(done, "first")
    do_once_kept(sqlite_session, first)
    with sqlite_session.begin_nested():
        do_once_kept(sqlite_session, first)
        with sqlite_session.begin_nested():
            do_once_kept(sqlite_session, note(done, "second"))
    assert done == [], "all of it can still be undone"
    sqlite_session.commit()
    assert done == ["first", "second"]
    sqlite_session.connection()
    sqlite_session.commit()
    assert done == ["first", "second"]


def test_act__of_a_savepoint_that_is_undone__is_not_done_and_what_stays_is(sqlite_session: Session) -> None:
    done: list[str] = []
    do_once_kept(sqlite_session, note(done, "stays"))
    undone = sqlite_session.begin_nested()
    do_once_kept(sqlite_session, note(done, "undone"))
    with sqlite_session.begin_nested():
        do_once_kept(sqlite_session, note(done, "released within it"))
    undone.rollback()
    with sqlite_session.begin_nested():
        do_once_kept(sqlite_session, note(done, "stays too"))
    sqlite_session.commit()
    assert done == ["stays", "stays too"]


def test_act__of_what_is_not_kept__is_not_done_by_a_later_commit(sqlite_session: Session) -> None:
    done: list[str] = []
    for end in (sqlite_session.rollback, sqlite_session.close):
        sqlite_session.connection()
        do_once_kept(sqlite_session, note(done, "lost"))
        end()
        sqlite_session.connection()
        sqlite_session.commit()
    assert done == []
