"""A site that any server starts: the ledger is applied to the data before its first page is shown."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.config import SiteRole
from consult.models.response import Answer, Response
from consult.services.keys.key_keeping import opened_key_store
from consult.vocabulary import ResponseState
from consult.web import starting
from tests.integration.conftest import MakeApp
from tests.integration.teller import open_form, tell, visit


@pytest.fixture
def told(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    """A site on which one experience was told, whose keys were then destroyed and no more."""
    app = open_form(make_app, sessions)
    tell(visit(app))
    destroy_all(app, sessions)
    return app


def destroy_all(app: Flask, sessions: sessionmaker[Session]) -> None:
    with sessions() as session, opened_key_store(app.config["KEYSTORE_URL"]) as store:
        for response_id in session.scalars(select(Response.id)):
            store.destroy(response_id)


def list_states(sessions: sessionmaker[Session]) -> list[ResponseState]:
    with sessions() as session:
        return list(session.scalars(select(Response.state)))


@pytest.mark.parametrize(("role", "path"), [(SiteRole.COLLECT, "/"), (SiteRole.DESK, "/desk/")])
def test_site__started_by_whatever_server__withdraws_before_its_first_page_what_the_ledger_says(
    told: Flask, make_app: MakeApp, sessions: sessionmaker[Session], role: SiteRole, path: str
) -> None:
    assert list_states(sessions) == [ResponseState.SUBMITTED], "nothing is settled yet"
    site = make_app(role, ACCOUNT_FORM=True, RECONCILE_AT_START=True)
    assert site.test_client().get(path).status_code in {200, 302}
    assert list_states(sessions) == [ResponseState.WITHDRAWN]
    with sessions() as session:
        assert session.scalars(select(Answer)).all() == []


def test_site__after_its_first_request__does_not_compare_again(
    make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    monkeypatch.setattr(starting, "reconcile", lambda *_: calls.append(1))
    site = make_app(RECONCILE_AT_START=True)
    for path in ("/static/build/public.css", "/", "/"):
        site.test_client().get(path).close()
    assert calls == [1]


def test_site__where_the_comparison_fails__shows_nothing_and_tries_again(
    told: Flask, make_app: MakeApp, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the key store does not answer")

    site = make_app(ACCOUNT_FORM=True, RECONCILE_AT_START=True, PROPAGATE_EXCEPTIONS=False)
    with monkeypatch.context() as broken:
        broken.setattr(starting, "reconcile", fail)
        assert site.test_client().get("/").status_code == 500
    assert site.test_client().get("/").status_code == 200
    assert list_states(sessions) == [ResponseState.WITHDRAWN]


def test_site__by_default__compares_unless_it_is_being_tested(make_app: MakeApp) -> None:
    assert make_app().config["RECONCILE_AT_START"] is False
    assert make_app(TESTING=False).config["RECONCILE_AT_START"] is True
