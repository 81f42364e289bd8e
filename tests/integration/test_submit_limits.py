"""How often things are begun and sent: what was begun can be sent, however much is begun."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from consult.web.limits import limiter
from consult.web.stops import SWITCH_FIELD
from tests.factories.giving import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, Worker
from tests.integration.teller import GROWN, START, open_form, write

MOST = 3


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    open_form(make_app, sessions)
    return make_app(ACCOUNT_FORM=True, RATELIMIT_ENABLED=True, SUBMITS_PER_MINUTE=MOST)


@pytest.fixture
def writer(app: Flask) -> FlaskClient:
    """Somebody who has written all and sends it next."""
    client = app.test_client()
    write(client)
    return client


def begin(app: Flask) -> int:
    return app.test_client().post(f"{START}/about", data=GROWN).status_code


def test_sending__while_as_much_is_begun_as_may_be__is_not_kept_waiting(
    app: Flask, writer: FlaskClient
) -> None:
    while begin(app) != 429:
        pass
    assert writer.post(f"{START}/check").status_code == 302


def test_sending__of_nothing__keeps_nobody_from_sending(app: Flask, writer: FlaskClient) -> None:
    for _ in range(2 * MOST):
        assert app.test_client().post(f"{START}/check", data=GROWN).status_code == 400
        assert app.test_client().post(f"{START}/check", data={SWITCH_FIELD: "en"}).status_code == 400
    assert writer.post(f"{START}/check").status_code == 302
    for _ in range(2 * MOST):
        assert writer.post(f"{START}/check").status_code == 302, "sent again, and counted once"


def test_sending__of_what_was_written__is_limited(app: Flask) -> None:
    writers = [app.test_client() for _ in range(MOST + 1)]
    for one in writers:
        write(one)
        limiter.reset()
    assert [one.post(f"{START}/check").status_code for one in writers] == [302] * MOST + [429]


def test_group__while_as_much_is_begun_as_may_be__goes_on(
    app: Flask, sessions: sessionmaker[Session]
) -> None:
    worker = Worker(app, sessions)
    while begin(app) != 429:
        pass
    for _ in range(2 * MOST):
        assert app.test_client().post(f"{GROUP}/agreement", data={SWITCH_FIELD: "en"}).status_code == 302
    statuses = [worker.client.post(f"{GROUP}/relay/{SLUG}").status_code for _ in range(MOST + 1)]
    assert statuses == [302] * MOST + [429]
