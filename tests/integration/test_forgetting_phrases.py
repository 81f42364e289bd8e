"""What the machine named themes by goes with the experiences that it rested on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.analysis import AnalysisRun, Theme
from consult.models.base import new_id
from consult.models.desk_kinds import SetAsideReason
from consult.models.response import Response
from consult.models.theme_decisions import ThemeDecision
from consult.queries.themes import get_theme
from consult.queries.viewer import SYSTEM
from consult.services.experiences.setting_aside import set_aside
from consult.services.identifiers.clearing import keep_check, open_for_check
from consult.services.keeping.destroying import destroy
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import give_consent
from consult.services.themes.deciding_themes import merge_themes
from consult.services.themes.forgetting_phrases import forget_reworded
from consult.services.themes.splitting_themes import split_by_origin
from consult.services.themes.tagging_themes import propose_tag
from consult.services.themes.theme_origins import list_origins
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN, WITHOUT_WORDS
from consult.vocabulary import Purpose, Role
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.integration.drafting_record import Received, make_received

pytestmark = pytest.mark.portable

OLD = {"label": "Qorvel, long waits", "key_phrases": ["qorvel", "long waits", "rents"]}
SPOKEN = [{"language": "en", "phrases": ["qorvel", "rents"]}]


@pytest.fixture
def received(session: Session) -> Received:
    """One run over an experience and returns; "qorvel" hangs on every experience, "rents" is said openly."""
    found = make_received(session)
    theme = found.themes["T02"]
    theme.label, theme.key_phrases, theme.proposed_label = OLD["label"], OLD["key_phrases"], OLD["label"]
    theme.broader_key, theme.broader_label, theme.spoken = "B01", "Qorvel", SPOKEN
    found.themes["T01"].label, found.themes["T01"].renamed_at = "Qorvel homes", NOW
    carriers = {"qorvel": [0, 1], "long waits": [0, 2], "rents": [2, 0], "qorvel homes": [1, 0]}
    found.run.manifest = found.run.manifest | {CARRIERS: carriers, SHOWN: sorted(carriers)}
    session.flush()
    return found


def add_run(received: Received, number: int) -> AnalysisRun:
    """A run that named a theme like the first, and looked at nothing."""
    session = received.session
    at = NOW + timedelta(days=number)
    values: dict[str, Any] = {"started_at": at, "finished_at": at, "as_of_on": TODAY}
    run = AnalysisRun(
        id=new_id(), consultation_id=received.consultation.id, number=number, manifest={}, **values
    )
    session.add(run)
    session.flush()
    session.add(Theme(run_id=run.id, key="T02", size_responses=3, stability=0.5, **OLD))
    session.flush()
    return run


def go(received: Received, response: Response) -> None:
    withdraw(received.session, response, store=Store(), actor="public", now=NOW)  # type: ignore[arg-type]
    received.session.expire_all()


class Store:
    """A key store that has nothing to destroy."""

    def destroy(self, response_id: str) -> None:
        """Nothing."""


@pytest.mark.portable(False)
def test_experience__withdrawn__takes_the_names_along_that_too_few_share_then(received: Received) -> None:
    account, other = (
        received.add_account("Qorvel came again and again."),
        received.add_account("They shouted."),
    )
    go(received, account)
    theme = received.themes["T02"]
    assert (theme.label, theme.proposed_label) == ("Long waits", "Long waits")
    assert theme.key_phrases == ["long waits", "rents"] and theme.broader_label == WITHOUT_WORDS
    assert theme.spoken == [{"language": "en", "phrases": ["rents"]}]
    assert received.themes["T01"].label == "Qorvel homes", "a person typed it"
    assert received.run.manifest[SHOWN] == ["long waits", "qorvel homes", "rents"]
    go(received, other)
    assert theme.label == WITHOUT_WORDS and theme.key_phrases == ["rents"]
    assert "qorvel" not in received.run.manifest[CARRIERS]


def test_experience__deleted_by_age__takes_them_along_too(received: Received) -> None:
    destroy(received.session, received.add_account("Qorvel came again.").id)
    received.session.expire_all()
    assert received.themes["T02"].key_phrases == ["long waits", "rents"]


def test_return__withdrawn__takes_what_no_other_return_says(received: Received) -> None:
    for response, left in zip(
        received.returns[:2], (["qorvel", "long waits", "rents"], ["qorvel", "long waits"]), strict=True
    ):
        go(received, response)
        assert received.themes["T02"].key_phrases == left


def test_experience__of_an_earlier_run__takes_the_names_of_every_run_along(received: Received) -> None:
    account = received.add_account("Qorvel came again and again.")
    later = add_run(received, 2)
    later.manifest = {CARRIERS: {"rents": [1, 0]}, SHOWN: ["qorvel", "rents"]}
    go(received, account)
    themes = received.session.scalars(select(Theme).where(Theme.key == "T02")).all()
    assert [theme.key_phrases for theme in themes] == [["rents"], ["rents"]]
    assert CARRIERS not in received.run.manifest and later.manifest[CARRIERS] == {"rents": [1, 0]}


def test_run__that_noted_no_carriers__loses_its_names_with_an_experience_only(received: Received) -> None:
    received.run.manifest = {"counts": {}}
    account = received.add_account("Qorvel came.")
    go(received, received.returns[0])
    assert received.themes["T02"].label == OLD["label"]
    go(received, account)
    assert received.themes["T02"].label == WITHOUT_WORDS and received.run.manifest["counts"] == {}


def check(received: Received, account: Response, *taken_out: str) -> None:
    """Somebody on the staff takes words out of an experience."""
    session, keys = received.session, received.agent
    clearing = open_for_check(session, SYSTEM, account, keys=keys, now=NOW)
    how: dict[str, Any] = {"mark": clearing.mark, "is_finished": False, "today": TODAY}
    keep_check(
        session, SYSTEM, account, clearing, {}, {"told": taken_out}, keys=keys, now=NOW, **how
    )  # fmt: skip
    session.expire_all()


def test_words__taken_out_of_one_experience__leave_the_names_at_once_unless_returns_say_them(
    received: Received,
) -> None:
    carriers = {"qorvel": [0, 9], "long waits": [0, 9], "rents": [2, 9], "qorvel homes": [1, 0]}
    received.run.manifest = {CARRIERS: carriers, SHOWN: ["long waits", "qorvel", "rents"]}
    earlier = add_run(received, 0)
    account = received.add_account("Qorvel came, and rents went up. The man was rude.")
    check(received, account, "man")
    assert received.themes["T02"].label == OLD["label"], "nothing is named by it"
    check(received, account, "Qorvel", "rents")
    theme = received.themes["T02"]
    assert theme.label == "Long waits" and theme.key_phrases == ["long waits", "rents"]
    assert received.themes["T01"].label == "Qorvel homes", "a person typed it"
    assert [one.label for one in earlier.every_theme] == ["Long waits"]
    assert received.run.manifest[SHOWN] == ["long waits", "rents"]
    assert sorted(received.run.manifest[CARRIERS]) == ["long waits", "qorvel homes", "rents"]
    assert earlier.manifest == {}


def refuse(received: Received, account: Response) -> None:
    give_consent(received.session, account.id, {Purpose.ANALYSE: False}, given_on=TODAY)


def put_aside(received: Received, account: Response) -> None:
    days: dict[str, Any] = {"today": TODAY, "now": NOW}
    set_aside(received.session, SYSTEM, account, SetAsideReason.TWICE, **days)


def write_anew(received: Received, account: Response) -> None:
    forget_reworded(
        received.session, account.id, ["Qorvel came again. Rents rose."], ["He came. Rents rose."]
    )


@pytest.mark.parametrize("act", [refuse, put_aside, write_anew])
def test_experience__not_to_be_analysed_any_more__takes_its_share_of_the_names(
    received: Received, act: Callable[[Received, Response], None]
) -> None:
    received.run.manifest = received.run.manifest | {CARRIERS: {"qorvel": [0, 2], "rents": [2, 0]}}
    first, second = (received.add_account("Qorvel came again. Rents rose.") for _ in range(2))
    act(received, first)
    assert "qorvel" in received.themes["T02"].key_phrases
    act(received, second)
    received.session.expire_all()
    assert "qorvel" not in str([one.key_phrases for one in received.run.every_theme])
    assert "rents" in received.themes["T02"].key_phrases
    assert "qorvel" not in received.run.manifest[CARRIERS] and "qorvel" not in received.run.manifest[SHOWN]


@pytest.mark.parametrize(
    ("phrase", "before", "now"),
    [
        ("long waits", "The long waits hurt.", "So long|Waits for nobody"),
        ("rape", "There was rape here.", "We scraped by."),
        ("long waits", "The long-waits hurt.", "It hurt."),
        ("qorvel", "Qorvel's brother came.", "He came."),
        ("住房", "我们住房太少", "太少"),
    ],
)
def test_experience__reworded__no_longer_carries_what_was_counted_of_it(
    received: Received, phrase: str, before: str, now: str
) -> None:
    account, theme = received.add_account(before), received.themes["T02"]
    theme.label, theme.key_phrases = phrase, [phrase]
    received.run.manifest = {CARRIERS: {phrase: [0, 2]}, SHOWN: [phrase]}
    forget_reworded(received.session, account.id, now.split("|"), [before])
    forget_reworded(received.session, account.id, [before], [before])
    assert received.run.manifest[CARRIERS] == {phrase: [0, 2]}
    for _ in range(2):
        forget_reworded(received.session, account.id, [before], now.split("|"))
    assert theme.label == WITHOUT_WORDS and received.run.manifest[CARRIERS] == {}


def test_origins__whose_words_may_not_be_shown_any_more__are_listed_and_split_without_them(
    received: Received,
) -> None:
    session, id, run = received.session, received.consultation.id, received.run
    received.add_account("Qorvel came again.")
    who: dict[str, Any] = {"staff_id": make_staff(session, Role.ANALYST).id, "now": NOW}
    merge_themes(session, id, ["T01", "T02"], "all", **who)
    run.manifest = run.manifest | {SHOWN: ["rents"]}
    session.flush()
    origins = list_origins(session, run, get_theme(session, run.id, "T01"))
    assert [one.label for one in origins] == ["Qorvel homes", WITHOUT_WORDS]
    split_by_origin(session, id, "T01", **who)
    session.expire_all()
    part = get_theme(session, run.id, "T03")
    assert part.label == WITHOUT_WORDS and part.key_phrases == ["rents"]
    contents = session.scalars(select(ThemeDecision.content)).all()
    assert "qorvel" not in str(contents).casefold()


def test_tag__proposed_of_a_theme__begins_with_what_returns_say_and_people_named(received: Received) -> None:
    tag = propose_tag(received.run, received.themes["T02"])
    assert (tag.label, tag.phrases) == ("", "rents"), "experiences alone share the others"
    assert propose_tag(received.run, received.themes["T01"]).label == "Qorvel homes"
