"""Requests whose view takes its queries apart: what is durable when, and what is undone."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from consult.models.engine import reading_only
from consult.models.region import Organisation
from consult.web.database import brief_transaction, get_session
from tests.factories.region import make_organisation

Sessions = sessionmaker[Session]


@pytest.fixture
def request_to_write(app: Flask) -> Iterator[None]:
    """Within a view that may write."""
    with app.test_request_context("/return/", method="POST"):
        assert app.preprocess_request() is None
        yield


@pytest.fixture
def request_to_read(app: Flask) -> Iterator[None]:
    """Within a view that only reads."""
    with app.test_request_context("/return/"):
        assert app.preprocess_request() is None
        yield


def list_names(sessions: Sessions) -> list[str]:
    with reading_only(), sessions() as session:
        return list(session.scalars(select(Organisation.name)))


@pytest.mark.usefixtures("request_to_read")
def test_block__that_writes_in_a_request_to_read__is_durable_when_it_ends(sessions: Sessions) -> None:
    with brief_transaction(writes=True) as session:
        make_organisation(session, name="Vale")
        assert list_names(sessions) == []
    assert list_names(sessions) == ["Vale"]
    with pytest.raises(OperationalError, match="readonly"):
        make_organisation(get_session(), name="Coast")


@pytest.mark.usefixtures("request_to_write")
def test_block__that_raises__is_undone_and_the_view_goes_on(sessions: Sessions) -> None:
    with pytest.raises(ValueError, match="too late"), brief_transaction(writes=True) as session:
        make_organisation(session, name="Vale")
        raise ValueError("too late")
    make_organisation(get_session(), name="Coast")
    get_session().commit()
    assert list_names(sessions) == ["Coast"]


@pytest.mark.usefixtures("request_to_write")
def test_block__that_reads__may_not_write_and_what_follows_may(sessions: Sessions) -> None:
    with pytest.raises(OperationalError, match="readonly"), brief_transaction() as session:
        make_organisation(session, name="Vale")
    with brief_transaction() as session:
        assert session.scalars(select(Organisation)).all() == []
    make_organisation(get_session(), name="Coast")
    get_session().commit()
    assert list_names(sessions) == ["Coast"]


@pytest.mark.usefixtures("request_to_write")
def test_row__read_in_a_block__is_read_again_where_it_is_written(sessions: Sessions) -> None:
    with sessions.begin() as elsewhere:
        make_organisation(elsewhere, name="Vale")
    with brief_transaction() as session:
        found = session.scalars(select(Organisation)).one()
        assert found.name == "Vale"
    with sessions.begin() as elsewhere:
        elsewhere.scalars(select(Organisation)).one().name = "Vale and Coast"
    assert found.name == "Vale and Coast"
