"""Letters in two languages: what is kept of one beside another dies with either, and who may read which."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.campaigns import CampaignMember
from consult.models.response import Answer, Response
from consult.queries.campaigns import list_members
from consult.queries.viewer import SYSTEM
from consult.services.auditing import PUBLIC
from consult.services.campaigns import showing_letters
from consult.services.campaigns.showing_letters import SideBySide, show_side_by_side
from consult.services.keeping.erasing import erase_answers
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from tests.factories.numbering import NOW, add
from tests.integration.drafting_record import Received, start_record

pytestmark = pytest.mark.portable
LETTERS = ("Please build homes for families.", "Adeiladwch gartrefi i deuluoedd.", "Build homes, not hotels.")


@pytest.fixture
def received(session: Session) -> Received:
    return start_record(session)


def lay(received: Received, one: Response, other: Response) -> list[CampaignMember]:
    """Keep two letters side by side, as an analysis does; both texts stand for each other whole."""
    answers = [_get_answer(response) for response in (one, other)]
    made = []
    for own, beside in (answers, answers[::-1]):
        known = received.session.scalars(_select(own.id)).one_or_none()
        if known is None:
            known = CampaignMember(run_id=received.run.id, key="X01", answer_id=own.id, shared=1.0)
            known.revision_id, known.spans = own.head_revision_id, []
            known.beside = {"answer_id": beside.id, "pairs": [[0, 5, 0, 5]]}
            add(received.session, known)
        made.append(known)
    return made


def _get_answer(response: Response) -> Answer:
    return next(one for one in response.answers if one.question_id in ("homes", "told"))


def _select(answer_id: str):  # type: ignore[no-untyped-def]
    return select(CampaignMember).where(CampaignMember.answer_id == answer_id)


def list_kept(received: Received) -> list[object]:
    received.session.flush()
    received.session.expire_all()
    return [one.beside for one in received.session.scalars(select(CampaignMember))]


def test_experience__withdrawn__leaves_nothing_in_the_row_of_the_letter_beside_it(
    received: Received, sqlite_store: KeyStore
) -> None:
    letter, other = received.add_return(LETTERS[0]), received.add_return(LETTERS[2])
    account = received.add_account(LETTERS[1])
    lay(received, letter, account)
    lay(received, other, letter)
    answer_id = _get_answer(account).id
    assert answer_id in str(list_kept(received))

    withdraw(received.session, account, store=sqlite_store, actor=PUBLIC, now=NOW + timedelta(days=1))

    kept = list_kept(received)
    assert answer_id not in str(kept)
    assert len(kept) == 2 and sum(one is not None for one in kept) == 1, "the other pair stays"


def test_answer__erased_by_itself__leaves_nothing_beside_others_either(received: Received) -> None:
    letter, other = received.add_return(LETTERS[0]), received.add_return(LETTERS[1])
    lay(received, letter, other)
    erase_answers(received.session, letter.id, ["homes"])
    assert list_kept(received) == [None]


def show(received: Received) -> Sequence[SideBySide]:
    members = list_members(received.session, SYSTEM, received.run.id)
    return show_side_by_side(received.session, SYSTEM, received.run, members, (), None, NOW)


def test_letters__of_which_the_first_cannot_be_read__are_cut_to_the_most_shown_afterwards(
    received: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing_letters, "MOST_LETTERS", 1)
    for _ in range(4):
        lay(received, received.add_return(LETTERS[0]), received.add_return(LETTERS[1]))
    assert len(show(received)) == 1
    members = list_members(received.session, SYSTEM, received.run.id)
    changed = {members[0].answer_id, members[0].beside, members[1].answer_id, members[1].beside}
    for one in received.session.scalars(select(CampaignMember)):
        if one.answer_id in changed:
            one.revision_id = None
    received.session.flush()
    assert len(show(received)) == 1
