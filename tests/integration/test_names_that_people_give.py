"""The machine's words for a theme stay the machine's, whatever is pressed: they go with who said them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.analysis import Theme
from consult.models.audit import AuditEntry
from consult.models.theme_decisions import ThemeDecision
from consult.queries.themes import get_theme
from consult.queries.viewer import SYSTEM
from consult.services.keeping.destroying import destroy
from consult.services.themes.deciding_themes import give_name, merge_themes
from consult.services.themes.freezing_themes import freeze
from consult.services.themes.grouping_themes import NEW, Broader, group_themes
from consult.services.themes.moving_passages import start_theme
from consult.services.themes.splitting_themes import NewPart, split_theme
from consult.services.themes.withholding_phrases import CARRIERS, WITHOUT_WORDS
from consult.vocabulary import Role
from tests.factories.numbering import NOW
from tests.factories.region import make_staff
from tests.integration.drafting_record import Received, make_received


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    """The machine calls a theme "Qorvel knocks", as experiences alone say."""
    found = make_received(sqlite_session)
    theme = found.themes["T02"]
    theme.label = theme.proposed_label = "Qorvel knocks"
    theme.key_phrases, theme.broader_key, theme.broader_label = ["qorvel knocks"], "B01", "Qorvel"
    carriers = {"qorvel knocks": [0, 1], "qorvel": [0, 1], "affordable homes": [3, 0]}
    found.run.manifest = found.run.manifest | {CARRIERS: carriers}
    found.add_account("Qorvel knocks came.")
    sqlite_session.flush()
    return found


@pytest.fixture
def who(received: Received) -> dict[str, Any]:
    return {"staff_id": make_staff(received.session, Role.ANALYST).id, "now": NOW}


def list_left(received: Received) -> list[str]:
    """Whatever stands of the machine's words once nobody who said them is there."""
    session = received.session
    for account_id in received.agent.wraps:
        destroy(session, account_id)
    session.flush()
    session.expire_all()
    columns = (
        Theme.label,
        Theme.proposed_label,
        Theme.broader_label,
        ThemeDecision.content,
        AuditEntry.details,
    )
    told = [str(value) for column in columns for value in session.scalars(select(column))]
    return [one for one in told if "qorvel" in one.casefold()]


@pytest.mark.parametrize("is_frozen", [False, True])
@pytest.mark.parametrize("label", ["Qorvel knocks", " qorvel  knocks "])
def test_name__of_the_machine_saved_as_it_is__stays_the_machines(
    received: Received, who: dict[str, Any], label: str, is_frozen: bool
) -> None:
    session, id = received.session, received.consultation.id
    if is_frozen:
        freeze(session, id, **who)
    assert not give_name(session, id, "T02", label, **who)
    assert get_theme(session, received.run.id, "T02").renamed_at is None
    assert not list_left(received)


@pytest.mark.parametrize("is_frozen", [False, True])
def test_name__that_a_person_gave__gives_way_to_the_machines_again(
    received: Received, who: dict[str, Any], is_frozen: bool
) -> None:
    session, id = received.session, received.consultation.id
    if is_frozen:
        freeze(session, id, **who)
    assert give_name(session, id, "T02", "knocks at night", **who)
    assert get_theme(session, received.run.id, "T02").label == "knocks at night"
    assert not give_name(session, id, "T02", "Qorvel knocks", **who)
    theme = get_theme(session, received.run.id, "T02")
    assert (theme.label, theme.renamed_at, theme.renamed_by_id) == ("Qorvel knocks", None, None)
    assert not list_left(received)


def test_merged_themes__named_as_the_machine_calls_one_of_them__lose_that_name_with_its_words(
    received: Received, who: dict[str, Any]
) -> None:
    session, id = received.session, received.consultation.id
    merge_themes(session, id, ["T01", "T02"], "Qorvel knocks", **who)
    theme = get_theme(session, received.run.id, "T01")
    assert theme.label == "Qorvel knocks" and theme.renamed_at is None
    assert not list_left(received)
    assert get_theme(session, received.run.id, "T01").label == WITHOUT_WORDS


def split(received: Received, label: str, who: dict[str, Any]) -> None:
    passages = received.themes["T01"].placements
    part = NewPart(label, (passages[0].segment_id,))
    split_theme(received.session, SYSTEM, received.consultation.id, "T01", [part], **who)


def start(received: Received, label: str, who: dict[str, Any]) -> None:
    session, id = received.session, received.consultation.id
    placement = received.themes["T01"].placements[0]
    segment_id = placement.segment_id
    session.delete(placement)
    session.flush()
    session.expire_all()
    start_theme(session, SYSTEM, id, [segment_id], label=label, **who)


def group(received: Received, label: str, who: dict[str, Any]) -> None:
    group_themes(received.session, received.consultation.id, ["T01"], Broader(NEW, label), **who)


def rename(received: Received, label: str, who: dict[str, Any]) -> None:
    give_name(received.session, received.consultation.id, "T01", label, **who)


@pytest.mark.parametrize("act", [split, start, group, rename])
def test_name__by_which_the_machine_calls_another_theme__is_taken_only_where_returns_say_it(
    received: Received, who: dict[str, Any], act: Callable[[Received, str, dict[str, Any]], None]
) -> None:
    for name in ("Qorvel knocks", "qorvel"):
        with pytest.raises(Conflict, match="C428"), received.session.begin_nested():
            act(received, name, who)
        received.session.expire_all()
    received.run.manifest = {CARRIERS: {"qorvel knocks": [1, 0]}}
    act(received, "Qorvel knocks", who)


def test_broader_theme__saved_with_the_name_it_has__keeps_the_machines(
    received: Received, who: dict[str, Any]
) -> None:
    group_themes(received.session, received.consultation.id, ["T01"], Broader("B01", "Qorvel"), **who)
    theme = get_theme(received.session, received.run.id, "T01")
    assert (theme.broader_label, theme.broader_named_at) == ("Qorvel", None)
    assert not list_left(received)


@pytest.mark.parametrize(
    "name",
    [
        "Qorvel",
        "Qorvel - long waits",
        "qorvel ,long waits",
        "Qorvel long waits",
        "Long waits / qorvel",
        "Qorvel, rents",
        "long waits",
    ],
)
def test_name__of_phrases_that_only_experiences_say__is_not_taken_as_somebodys(
    received: Received, who: dict[str, Any], name: str
) -> None:
    call_by_phrases(received)
    for key in ("T01", "T02"):
        with pytest.raises(Conflict, match="C428"):
            give_name(received.session, received.consultation.id, key, name, **who)


@pytest.mark.parametrize(
    "name",
    ["rents", "Rents - affordable homes", "Waits, long ones", "Not long waits", "Long and waits", "Quorvel"],
)
def test_name__that_returns_say_or_that_only_has_a_word_of_it__is_taken(
    received: Received, who: dict[str, Any], name: str
) -> None:
    call_by_phrases(received)
    assert give_name(received.session, received.consultation.id, "T02", name, **who)


def call_by_phrases(received: Received) -> None:
    """The machine calls a theme by two phrases of experiences; returns say another, and each word of one."""
    theme = received.themes["T02"]
    theme.label = theme.proposed_label = "Qorvel, long waits"
    theme.key_phrases = ["qorvel", "long waits", "rents", "long", "waits", "affordable homes"]
    spoken = {one: [3, 0] for one in ("rents", "long", "waits", "affordable homes")}
    hidden = {"qorvel": [0, 1], "long waits": [0, 9]}
    received.run.manifest = received.run.manifest | {CARRIERS: spoken | hidden}
    received.session.flush()
