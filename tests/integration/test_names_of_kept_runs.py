"""A run names no theme by words that went, or were taken out, before it was kept."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from consult.jobs import analysis as analysis_job
from consult.models.analysis import AnalysisRun, Theme
from consult.models.desk_kinds import RedactionState
from consult.models.response import Response
from consult.services.analyses import analysing
from consult.services.identifiers.redacting import Redaction
from consult.services.keeping.withdrawing import withdraw
from consult.vocabulary import FormPurpose
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.collecting import make_questionnaire_version
from tests.factories.numbering import NOW
from tests.factories.sealing import UnlockedAgent, keep_check, make_sealed_account

SAID = "The qorvel grovin came at night and the qorvel grovin shouted loudly {when}."
WHEN = ("again", "twice", "often", "monthly")


class Told:
    """Four experiences that share words, beside returns on other subjects."""

    def __init__(self, sessions: sessionmaker[Session], folder: Path) -> None:
        self.sessions, self.agent = sessions, UnlockedAgent()
        self.settings = {"KEY_SOCKET": str(folder / "keys.sock")}
        with sessions.begin() as session:
            consultation = make_told_consultation(session, returns=12)
            version = make_questionnaire_version(session, consultation, purpose=FormPurpose.ACCOUNT)
            texts = [SAID.format(when=when) for when in WHEN]
            made = [make_sealed_account(session, version, {"experience": text}, self.agent) for text in texts]
            self.consultation_id, self.account_ids = consultation.id, [one.id for one in made]

    def run(self) -> AnalysisRun:
        run = run_analysis(self.sessions, self.settings, self.consultation_id, self.agent)
        assert run is not None
        return run

    def do(self, act: Callable[[Session, Response], Any], *numbers: int) -> None:
        for number in numbers:
            with self.sessions.begin() as session:
                act(session, session.get_one(Response, self.account_ids[number]))

    def list_words(self, run: AnalysisRun) -> str:
        """All that the themes of a run, and the run itself, say."""
        with self.sessions() as session:
            themes = session.scalars(select(Theme).where(Theme.run_id == run.id)).all()
            told = [
                (one.label, one.key_phrases, one.proposed_label, one.broader_label, one.spoken)
                for one in themes
            ]
            assert told, "no theme was found at all"
            return json.dumps([told, run.manifest]).casefold()


@pytest.fixture
def told(sessions: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
    return Told(sessions, tmp_path)


def do_meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something while a run has read everything and has kept nothing."""
    find = analysing.find_patterns

    def find_then_act(*given: Any, **named: Any) -> Any:
        found = find(*given, **named)
        act()
        return found

    monkeypatch.setattr(analysing, "find_patterns", find_then_act)


def withdraw_it(session: Session, account: Response) -> None:
    withdraw(session, account, store=Mock(name="a key store"), actor="public", now=NOW)


def take_out(told: Told, *numbers: int) -> None:
    """Somebody on the staff takes a name out of experiences, wherever it stands."""
    name = "qorvel grovin"

    def act(session: Session, account: Response) -> None:
        text = SAID.format(when=WHEN[told.account_ids.index(account.id)])
        places = [at for at in range(len(text)) if text.startswith(name, at)]
        assert len(places) == 2
        spans = [("experience", "person", at, at + len(name), RedactionState.ADDED) for at in places]
        key = told.agent.open_key(account.id)
        assert key is not None
        keep_check(session, account, key, *(Redaction(*one) for one in spans))

    told.do(act, *numbers)


def test_words__taken_out_of_every_experience__name_no_theme(told: Told) -> None:
    take_out(told, 0, 1, 2, 3)
    words = told.list_words(told.run())
    assert "qorvel" not in words and "grovin" not in words and "__" not in words
    assert "shouted" in words, "what is left of them names it"


def test_words__taken_out_while_a_run_names_themes__leave_what_the_others_share(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_meanwhile(monkeypatch, lambda: take_out(told, 0, 1))
    words = told.list_words(told.run())
    assert "qorvel" not in words and "grovin" not in words, "two are left that say it"


def test_experiences__withdrawn_while_a_run_names_themes__take_their_words_along(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_meanwhile(monkeypatch, lambda: told.do(withdraw_it, 0, 1))
    words = told.list_words(told.run())
    assert "qorvel" not in words and "grovin" not in words, "two experiences are too few to share them"
    assert "interpreters" in words, "what returns say stays"
