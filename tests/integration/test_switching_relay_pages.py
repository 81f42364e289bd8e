"""A switch of language on the pages of a relay: what was typed is shown again, and nothing of it is kept."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from consult.models.consent import Consent
from consult.models.groups import GroupEntry, ListeningEvent
from consult.models.provenance import AccountProvenance
from consult.models.revision import Revision
from tests.factories.giving import SLUG
from tests.integration.conftest import MakeApp
from tests.integration.group_worker import GROUP, START, Worker, open_site

RTL = 'lang="ar" dir="rtl"'


@pytest.fixture
def app(make_app: MakeApp, sessions: sessionmaker[Session]) -> Flask:
    return open_site(make_app, sessions)


@pytest.fixture
def worker(app: Flask, sessions: sessionmaker[Session]) -> Worker:
    return Worker(app, sessions)


def list_kept(sessions: sessionmaker[Session]) -> list[Any]:
    """All that these pages could write; what is sealed anew has other bytes."""
    with sessions() as session:
        powers = (GroupEntry.sealed_label, GroupEntry.may_correct, GroupEntry.may_read_back)
        rows = [tuple(one) for one in session.execute(select(*powers, GroupEntry.may_withdraw))]
        columns = (AccountProvenance.told_sealed, ListeningEvent.told_sealed, Consent.id, Revision.id)
        return [*rows, *(sorted(session.scalars(select(one)), key=str) for one in columns)]


@pytest.mark.parametrize(
    ("page", "typed", "shown"),
    [
        ("group", {"q_group_powers": ["withdraw"], "q_group_label": "TYPED LABEL"}, "TYPED LABEL"),
        ("told", {"q_interpreter": "family", "q_read_back": "yes"}, 'value="family" checked'),
    ],
)
def test_relay__switched_to_another_language__keeps_nothing_and_shows_what_was_typed(
    worker: Worker, sessions: sessionmaker[Session], page: str, typed: dict[str, Any], shown: str
) -> None:
    worker.write()
    before = list_kept(sessions)
    again = worker.client.post(f"{START}/{page}?lang=ar", data={**typed, "switch_language": "ar"})
    assert again.status_code == 200 and RTL in again.text and shown in " ".join(again.text.split())
    assert list_kept(sessions) == before


@pytest.mark.parametrize(
    ("page", "typed", "shown"),
    [
        ("people", {"q_people": "-7", "q_month": "2031-02"}, 'value="-7"'),
        ("said", {"q_point_1": "TYPED POINT", "q_agreed": "no", "q_may_print": "yes"}, "TYPED POINT"),
    ],
)
def test_event__switched_to_another_language__keeps_nothing_and_shows_what_was_typed(
    worker: Worker, sessions: sessionmaker[Session], page: str, typed: dict[str, Any], shown: str
) -> None:
    worker.client.post(f"{GROUP}/event/{SLUG}")
    before = list_kept(sessions)
    again = worker.client.post(f"{START}/event/{page}?lang=ar", data={**typed, "switch_language": "ar"})
    assert again.status_code == 200 and RTL in again.text and shown in again.text
    assert list_kept(sessions) == before
