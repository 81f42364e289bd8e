"""The public form under rough use: too much at once, everything at once, and a database that cannot write."""

import threading

from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.vocabulary import ResponseState
from consult.web.database import db
from tests.integration.visitor import HOMES, Visitor

WINDOWS = 6
"""As many as may compute at once (number_limits.py); a seventh may be told to try again."""
WORDS = "What I wrote for half an hour about homes"


def count(sessions: sessionmaker[Session], model: type) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def post_at_once(app: Flask, visitor: Visitor, path: str, form: dict[str, str]) -> list[tuple[int, str]]:
    """Send the same form from several windows of one browser at the same moment."""
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    start, answers = threading.Barrier(WINDOWS), list[tuple[int, str]]()

    def send() -> None:
        window = app.test_client()
        window.set_cookie("session", cookie.value)
        start.wait()
        answer = window.post(visitor.at(path), data=form)
        answers.append((answer.status_code, answer.headers.get("Location", "")))

    threads = [threading.Thread(target=send) for _ in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_page__of_more_than_a_form_may_hold__is_refused_and_what_was_saved_is_kept(
    visitor: Visitor, sessions: sessionmaker[Session]
) -> None:
    visitor.begin()
    assert visitor.send("q/homes", HOMES).status_code == 302
    refused = visitor.send("q/homes", {"q_homes": "x" * 5_000_000})
    assert (refused.status_code, "C105" in refused.text) == (413, True)
    assert "What you saved before is kept" in refused.text and "Traceback" not in refused.text
    with sessions() as session:
        assert session.scalars(select(Answer.value)).all() == ["Deposits.\nAdvice."]


def test_page__sent_from_many_windows_at_once__is_saved_once(
    app: Flask, visitor: Visitor, sessions: sessionmaker[Session]
) -> None:
    visitor.begin()
    form = visitor.fill("q/homes", HOMES)
    answers = post_at_once(app, visitor, "q/homes", form)
    assert {status for status, _ in answers} == {302}
    assert (count(sessions, Response), count(sessions, Answer), count(sessions, Revision)) == (1, 1, 1)


def test_submit__pressed_in_many_windows_at_once__is_one_return_received_once(
    app: Flask, visitor: Visitor, sessions: sessionmaker[Session]
) -> None:
    visitor.answer_all()
    answers = post_at_once(app, visitor, "check", visitor.fill("check"))
    assert {(status, place.rpartition("/")[2]) for status, place in answers} == {(302, "receipt")}
    with sessions() as session:
        (response,) = session.scalars(select(Response)).all()
        assert response.state is ResponseState.SUBMITTED


def test_page__while_the_database_is_full__shows_what_was_typed_and_can_be_sent_again(
    app: Flask, visitor: Visitor, sessions: sessionmaker[Session]
) -> None:
    visitor.begin()
    form = visitor.fill("q/homes", {"q_homes": WORDS})
    with app.app_context():
        engine = db.engine

    def fill_up(connection: object, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    app.testing = app.config["PROPAGATE_EXCEPTIONS"] = False
    event.listen(engine, "checkout", fill_up)
    try:
        failed = visitor.client.post(visitor.at("q/homes"), data={**form, "q_homes": WORDS * 2_000})
    finally:
        event.remove(engine, "checkout", fill_up)
        engine.dispose()
    assert failed.status_code >= 500 and WORDS in failed.text and "Traceback" not in failed.text
    assert count(sessions, Answer) == 0
    assert visitor.client.post(visitor.at("q/homes"), data=form).status_code == 302
    assert count(sessions, Answer) == 1
