"""The annex on method says what became of passages: in no theme, and kept out of quotations."""

from collections.abc import Collection

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from analysis.tables.leftover import NONE
from consult.models.analysis import ThemePlacement
from consult.models.draft import Draft
from consult.models.response import Response
from consult.queries.drafts import get_section
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.contrasting import tabulate
from consult.services.drafts.counting_passages import is_leftover_held_back, is_leftover_told
from consult.services.drafts.editing import find_standings
from consult.services.drafts.gathering import gather_again
from consult.services.drafts.rechecking import find_checked, keep_check
from consult.services.drafts.recounting import recount
from consult.services.handing_out.handing_out_tables import hand_out
from consult.vocabulary import Role
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.integration.drafting_record import HOMES, Received, start_record
from tests.integration.test_rechecking import build
from tests.integration.test_return_finds import CALLED, decide

TOLD = "The school said that there was no place for my daughter, {n}."


@pytest.fixture
def received(sqlite_session: Session) -> Received:
    """Ten returns, two of which name somebody; twelve experiences."""
    found = start_record(sqlite_session)
    for n in range(8):
        found.add_return(HOMES.format(place=f"street {n * 7}", n=n))
    for n in range(2):
        found.add_return(f"{CALLED} {n}.")
    return found


def take_out(received: Received, responses: Collection[Response]) -> None:
    """Leave passages of these in no theme."""
    own = {answer.id for one in responses for answer in one.answers}
    for placement in received.session.scalars(select(ThemePlacement)):
        if placement.segment.answer_id in own:
            received.session.delete(placement)
    received.session.flush()


def say(draft: Draft) -> dict[str, str]:
    made = get_section(draft, "annex-method").statements
    return {one.key.removeprefix("annex-method."): one.text for one in made}


def test_annex__of_returns__says_how_many_passages_are_in_no_theme(received: Received) -> None:
    take_out(received, received.returns[:3])
    said = say(build(received))
    assert said["leftover.returns"] == (
        "Of 10 passages in returns, 3 are in no theme, and so in no count of themes."
    )
    assert "leftover.experiences" not in said


@pytest.mark.parametrize(("number", "is_shown"), [(0, True), (2, False), (6, True), (9, False), (12, True)])
def test_annex__of_experiences__gives_no_number_of_few(
    received: Received, number: int, is_shown: bool
) -> None:
    told = [received.add_account(TOLD.format(n=n)) for n in range(12)]
    take_out(received, told[:number])
    said = say(build(received, received.agent))["leftover.experiences"]
    assert any(sign.isdigit() for sign in said) is is_shown, said
    assert (f"{number} are in no theme" in said) is (is_shown and number > 0)
    assert ("not shown" in said) is not is_shown


def test_annex__of_what_was_kept_out__follows_what_people_decide(
    received: Received,
) -> None:
    session = received.session
    draft = build(received)
    said = "Of 10 passages in returns that are in themes, 2 were kept out of quotations because"
    assert say(draft)["kept_out"].startswith(said)
    assert "and 0 were kept out by a person" in say(draft)["kept_out"]
    assert find(received, draft) == (True, [])
    analyst = Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))
    decide(received, analyst, received.returns[8], may_stand=False)
    decide(received, analyst, received.returns[9], may_stand=True)
    assert find(received, draft)[0] is False
    record = gather_again(session, received.consultation, draft.id, as_of=TODAY, keys=None, now=NOW)
    keep_check(session, draft, record, recount(record), now=NOW)
    assert find(received, draft) == (True, ["annex-method.kept_out"])
    again = say(build(received))["kept_out"]
    assert "0 were kept out of quotations because" in again and "1 was kept out by a person" in again


def find(received: Received, draft: Draft) -> tuple[bool, list[str]]:
    standings = find_standings(received.session, draft)
    found = find_checked(received.session, draft, standings, today=TODAY)
    return found.is_current, [one.statement_key for one in found.findings]


def test_number_of_passages_in_no_theme__that_a_table_holds_back__is_not_said(received: Received) -> None:
    session, consultation = received.session, received.consultation
    take_out(received, received.returns[:3])
    made = tabulate(session, SYSTEM, consultation, AskedTable(), now=NOW)
    assert made.sheet.every.rows[NONE][-1].count is None
    assert not is_leftover_held_back(session, consultation.id)
    hand_out(session, SYSTEM, consultation, made, now=NOW)
    assert is_leftover_held_back(session, consultation.id)
    assert "not shown" in say(build(received))["leftover.returns"]
    assert not is_leftover_told(session, consultation.id)


def test_number_of_passages_in_no_theme__that_a_draft_says__is_known_to_later_tables(
    received: Received,
) -> None:
    assert not is_leftover_told(received.session, received.consultation.id)
    build(received)
    assert is_leftover_told(received.session, received.consultation.id)
