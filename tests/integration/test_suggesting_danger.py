"""Unread experiences that may speak of danger come first, while unlocked only; what was found is sealed."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.danger import DangerSuggestion
from consult.models.questionnaire import QuestionnaireVersion
from consult.queries.viewer import Viewer
from consult.services.experiences.listening import listen
from consult.services.experiences.suggesting_danger import MOST_AT_ONCE, suggest_first
from consult.vocabulary import Purpose, Role, Standing
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account

QUIET, LOUD = {"change": "The bus was late."}, {"change": "He took my passport and hits my son."}


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


@pytest.fixture
def viewer(session: Session) -> Viewer:
    return Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))


def test_unread__speaking_of_danger__come_first_until_read(
    session: Session, version: QuestionnaireVersion, viewer: Viewer, agent: UnlockedAgent, tmp_path: Path
) -> None:
    make_sealed_account(session, version, QUIET, agent)
    loud = make_sealed_account(session, version, LOUD, agent)
    assert suggest_first(session, viewer, keys=agent, now=NOW) == {loud.id: ("child", "trafficking")}
    again = suggest_first(session, viewer, keys=agent, now=NOW)
    assert {id: tuple(kinds) for id, kinds in again.items()} == {loud.id: ("child", "trafficking")}
    session.commit()
    for path in tmp_path.glob("consult.sqlite*"):
        assert b"trafficking" not in path.read_bytes()
    listen(session, viewer, loud, keys=agent, now=NOW)
    assert suggest_first(session, viewer, keys=agent, now=NOW) == {}


def test_unread__more_forbidden_than_are_looked_at_once__hide_no_other(
    session: Session, version: QuestionnaireVersion, viewer: Viewer, agent: UnlockedAgent
) -> None:
    for _ in range(MOST_AT_ONCE):
        make_sealed_account(session, version, LOUD, agent, consents=dict.fromkeys(Purpose, False))
    ids = sorted(make_sealed_account(session, version, LOUD, agent).id for _ in range(2))
    assert sorted(suggest_first(session, viewer, keys=agent, now=NOW)) == ids


def test_unread__locked_or_forbidden__say_nothing(
    session: Session, version: QuestionnaireVersion, viewer: Viewer, agent: UnlockedAgent
) -> None:
    make_sealed_account(session, version, LOUD, agent, consents=dict.fromkeys(Purpose, False))
    assert suggest_first(session, viewer, keys=agent, now=NOW) == {}
    make_sealed_account(session, version, LOUD, agent)
    observer = Viewer(viewer.staff_id, viewer.roles, Standing.OBSERVER)
    assert suggest_first(session, observer, keys=agent, now=NOW) == {}
    agent.lock()
    assert suggest_first(session, viewer, keys=agent, now=NOW) == {}
    assert session.scalars(select(DangerSuggestion)).all() == []


def test_suggestion__kept_and_locked_since__is_not_shown(
    session: Session, version: QuestionnaireVersion, viewer: Viewer, agent: UnlockedAgent
) -> None:
    make_sealed_account(session, version, LOUD, agent)
    assert suggest_first(session, viewer, keys=agent, now=NOW)
    agent.lock()
    assert suggest_first(session, viewer, keys=agent, now=NOW) == {}
