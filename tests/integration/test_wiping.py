"""What dies with a withdrawal is in no file of SQLite, not even in its log, while others hold connections."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consult.models.engine import make_engine, make_session_factory, reading_only, writing
from consult.models.response import Response
from consult.models.wiping import wipe_after_commit
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.themes.forgetting_phrases import forget_taken_out
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN
from consult.vocabulary import Purpose
from tests.factories.numbering import NOW, TODAY
from tests.integration.drafting_record import make_received

NAME = "Qorvel knocks"


class Store:
    def destroy(self, response_id: str) -> None:
        """Nothing is kept here."""


def fill(engine: Engine) -> str:
    """A theme named by what one experience said. Returns: the experience."""
    with make_session_factory(engine).begin() as session:
        received = make_received(session)
        theme = received.themes["T02"]
        theme.label, theme.key_phrases, theme.proposed_label = NAME, [NAME.casefold()], NAME
        carriers = {NAME.casefold(): [0, 1], "affordable homes": [3, 0]}
        received.run.manifest = received.run.manifest | {CARRIERS: carriers, SHOWN: sorted(carriers)}
        return received.add_account("Something came.").id


def refuse_analysis(session: Session, response_id: str) -> None:
    give_consent(session, response_id, {Purpose.ANALYSE: True}, given_on=TODAY)
    give_consent(session, response_id, {Purpose.ANALYSE: False}, given_on=TODAY)


def take_words_out(session: Session, response_id: str) -> None:
    forget_taken_out(session, response_id, ["Qorvel"])


def leave(engine: Engine, response_id: str) -> None:
    with make_session_factory(engine).begin() as session:
        response = session.get_one(Response, response_id)
        withdraw(session, response, store=Store(), actor="public", now=NOW)


def count_in_files(engine: Engine) -> int:
    path = Path(str(engine.url.database))
    files = [path, *path.parent.glob(f"{path.name}-*")]
    return sum(one.read_bytes().lower().count(NAME.casefold().encode()) for one in files)


def test_withdrawal__while_others_hold_connections__leaves_no_word_in_any_file(sqlite_url: str) -> None:
    engine, other = make_engine(sqlite_url), make_engine(sqlite_url)
    response_id = fill(engine)
    with other.connect() as held:
        held.exec_driver_sql("SELECT 1").close()
        held.rollback()
        assert count_in_files(engine) > 0
        leave(engine, response_id)
        assert count_in_files(engine) == 0


def test_withdrawal__while_somebody_reads__leaves_no_word_once_they_have_read(sqlite_url: str) -> None:
    engine, other = make_engine(sqlite_url), make_engine(sqlite_url)
    response_id = fill(engine)
    with reading_only(), Session(other) as reader:
        reader.connection().exec_driver_sql("SELECT count(*) FROM response").close()
        with writing():
            leave(engine, response_id)
        assert count_in_files(engine) > 0, "who reads still sees what was there"
    with make_session_factory(engine).begin() as session:
        session.connection()
        wipe_after_commit(session)
        wipe_after_commit(session)
    assert count_in_files(engine) == 0


def test_withdrawal__within_a_savepoint__leaves_no_word_once_it_is_kept(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    response_id = fill(engine)
    with make_session_factory(engine).begin() as session:
        with session.begin_nested():
            response = session.get_one(Response, response_id)
            withdraw(session, response, store=Store(), actor="public", now=NOW)
        session.connection()
    assert count_in_files(engine) == 0


@pytest.mark.parametrize("forget", [refuse_analysis, take_words_out])
def test_names_of_themes__that_are_forgotten__are_in_no_file(
    sqlite_url: str, forget: Callable[[Session, str], None]
) -> None:
    """Without a withdrawal: the permission is taken back, or words are taken out of the experience."""
    engine = make_engine(sqlite_url)
    response_id = fill(engine)
    with make_session_factory(engine).begin() as session:
        forget(session, response_id)
    assert count_in_files(engine) == 0
