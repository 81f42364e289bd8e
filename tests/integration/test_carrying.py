"""Carrying material over: what may be proposed, who is asked, what silence and answers mean."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.errors import AccessDenied, CodedError, Conflict, NotFound
from consult.models.carrying import CarriedMaterial
from consult.models.carrying_kinds import CarriedAnswer
from consult.models.circulating import AskedToConfirm
from consult.models.consultation import Consultation
from consult.models.draft_kinds import AttachedKind
from consult.models.region import Organisation
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.services.agreement.circulating import find_by_hash, revoke
from consult.services.carrying import answering
from consult.services.carrying.answering import confirm, record_confirmation
from consult.services.carrying.asking_organisations import ask_to_confirm, list_waiting
from consult.services.carrying.in_force import list_in_force
from consult.services.carrying.listing_carried import CarriedState, list_carried
from consult.services.carrying.offering import list_offered
from consult.services.carrying.proposing import Proposing, propose_statement, take_back_proposal
from consult.services.consultations.attaching import attach, remove_attached
from consult.services.evidence.citing_carried import list_carried_citable
from consult.services.keeping.withdrawing import withdraw
from consult.services.outlines.outline_values import PastAnswer
from consult.services.permissions.consenting import give_consent
from consult.vocabulary import Purpose, Standing
from tests.factories.agreeing import ADA, CLOSES_ON
from tests.factories.attaching import make_attached
from tests.factories.carrying import (
    CHANGED,
    CURRENT,
    OUTDATED,
    WITH_CHANGES,
    WORDS,
    ask,
    carry,
    make_earlier_return,
    propose,
    whole_of,
)
from tests.factories.collecting import make_consultation
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_partnership

LATER = NOW + timedelta(days=60)
Act = Callable[[Session, Response], object]


@pytest.fixture
def about(sqlite_session: Session) -> Consultation:
    make_partnership(sqlite_session)
    return make_consultation(sqlite_session)


@pytest.fixture
def earlier(sqlite_session: Session, about: Consultation) -> Response:
    return make_earlier_return(sqlite_session, about)


def state_of(session: Session, about: Consultation, today: date = TODAY) -> CarriedState:
    session.flush()
    session.expire_all()
    return list_carried(session, SYSTEM, about.id, today=today)[-1].state


def give(purpose: Purpose) -> Act:
    return lambda session, one: give_consent(session, one.id, {purpose: False}, given_on=TODAY)


def make_old(session: Session, one: Response) -> None:
    one.received_on = date(TODAY.year - 4, 1, 1)


def lose_day(session: Session, one: Response) -> None:
    one.received_on = None


def make_observer(session: Session, one: Response) -> None:
    session.get_one(Organisation, one.organisation_id).standing = Standing.OBSERVER


def make_fictional(session: Session, one: Response) -> None:
    home = session.get_one(Consultation, one.consultation_id)
    home.is_fictional = not home.is_fictional


def withdraw_it(session: Session, one: Response) -> None:
    withdraw(session, one, actor="public", now=NOW)


BEYOND = {
    "quoting": give(Purpose.QUOTE),
    "naming": give(Purpose.ATTRIBUTE),
    "old": make_old,
    "no day": lose_day,
    "observer": make_observer,
    "fictional": make_fictional,
    "withdrawn": withdraw_it,
}


@pytest.mark.parametrize("cause", BEYOND.values(), ids=BEYOND)
def test_return__out_of_scope_or_date__cannot_be_proposed(
    sqlite_session: Session, about: Consultation, earlier: Response, cause: Act
) -> None:
    cause(sqlite_session, earlier)
    sqlite_session.flush()
    with pytest.raises(NotFound):
        propose(sqlite_session, about, earlier)
    assert sqlite_session.query(CarriedMaterial).all() == []


def test_passages__of_a_return__are_offered_in_its_words_and_kept_without(
    sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    [one] = list_offered(sqlite_session, SYSTEM, earlier, now=NOW)
    assert (one.place, one.words) == (whole_of(earlier), WORDS)
    row = propose(sqlite_session, about, earlier)
    assert propose(sqlite_session, about, earlier) is row and row.number == 1
    assert not any(WORDS in str(value) for value in vars(row).values())
    with pytest.raises(AccessDenied):
        list_carried(sqlite_session, replace(SYSTEM, standing=Standing.OBSERVER), about.id, today=TODAY)


def test_personal_data__that_nobody_decided_about__keeps_a_passage_from_being_offered(
    sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    [answer] = earlier.answers
    answer.value = f"{WORDS} Ring 020 7946 0991."
    sqlite_session.flush()
    assert list_offered(sqlite_session, SYSTEM, earlier, now=NOW) == []
    with pytest.raises(Conflict) as refused:
        propose(sqlite_session, about, earlier)
    assert refused.value.code == "C534"


def test_silence__until_the_last_day__carries_nothing_over(
    sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    session = sqlite_session
    propose(session, about, earlier)
    assert state_of(session, about) is CarriedState.PROPOSED
    made = ask(session, about)
    assert state_of(session, about) is CarriedState.ASKED
    assert state_of(session, about, CLOSES_ON + timedelta(days=1)) is CarriedState.SILENT
    assert find_by_hash(session, made.asked.link_hash or "", today=CLOSES_ON) is made.asked
    assert list_carried_citable(session, about.id) == []
    revoke(session, made.asked, author=ADA, now=NOW)
    assert state_of(session, about) is CarriedState.SILENT


def test_organisation__that_answered__has_one_answer_and_may_only_take_it_back(session: Session) -> None:
    make_partnership(session)
    about = make_consultation(session)
    row = carry(session, about)
    made = session.get_one(AskedToConfirm, row.asked_id)
    assert (
        state_of(session, about) is CarriedState.CURRENT
        and list_waiting(session, about.id, today=TODAY) == {}
    )
    assert confirm(session, made, 1, CURRENT, now=LATER).answered_on == TODAY
    with pytest.raises(Conflict) as refused:
        confirm(session, made, 1, WITH_CHANGES, now=LATER)
    assert refused.value.code == "C536"
    confirm(session, made, 1, OUTDATED, now=LATER)
    assert row.ended_on == LATER.date() and state_of(session, about) is CarriedState.ENDED
    with pytest.raises(Conflict):
        confirm(session, made, 1, CURRENT, now=LATER)
    assert list_in_force(session, about.id, today=TODAY) == []


def test_answer__that_lacks_something_or_was_not_asked__is_refused(
    sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    session = sqlite_session
    row = propose(session, about, earlier)
    made = ask(session, about)
    for given in (
        replace(WITH_CHANGES, words=" "),
        replace(CURRENT, given_by=""),
        replace(CURRENT, answer=None),
    ):
        with pytest.raises(Conflict) as refused:
            confirm(session, made.asked, row.number, given, now=NOW)
        assert refused.value.code == "C535"
    with pytest.raises(NotFound):
        confirm(session, made.asked, 2, CURRENT, now=NOW)
    assert row.answer is None


@pytest.mark.parametrize(
    ("chosen", "closes_on", "code"), [(True, TODAY - timedelta(days=1), "C530"), (False, CLOSES_ON, "C531")]
)
def test_asking__nobody_or_until_a_day_that_is_past__is_refused(
    sqlite_session: Session, about: Consultation, earlier: Response, chosen: bool, closes_on: date, code: str
) -> None:
    propose(sqlite_session, about, earlier)
    bodies = [earlier.organisation] if chosen and earlier.organisation else []
    with pytest.raises(Conflict) as refused:
        ask_to_confirm(sqlite_session, about, bodies, closes_on=closes_on, author=ADA, now=NOW)
    assert refused.value.code == code


def test_confirmation__given_in_another_way__is_recorded_with_its_file_which_stays(
    sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    session = sqlite_session
    row, minute = propose(session, about, earlier), make_attached(session, about)
    given = ("source.txt", b"A table")
    source = attach(session, SYSTEM, about, AttachedKind.SOURCE, given, author=ADA, now=NOW)
    how = {"said_on": TODAY - timedelta(days=3), "author": ADA, "now": NOW}
    with pytest.raises(Conflict) as refused:
        record_confirmation(session, row, CURRENT, source, **how)
    assert refused.value.code == "C533"
    with pytest.raises(Conflict):
        record_confirmation(session, row, CURRENT, minute, **how | {"said_on": TODAY + timedelta(days=1)})
    record_confirmation(session, row, CURRENT, minute, **how)
    assert (row.answered_on, row.recorded_by_name) == (TODAY - timedelta(days=3), ADA.name)
    with pytest.raises(Conflict) as kept:
        remove_attached(session, SYSTEM, minute, author=ADA, now=NOW)
    assert kept.value.code == "C550"
    last = make_attached(session, about, content=b"Another minute.")
    with pytest.raises(Conflict) as older:
        record_confirmation(session, row, OUTDATED, last, **how | {"said_on": TODAY - timedelta(days=4)})
    assert older.value.code == "C537" and row.ended_on is None
    record_confirmation(session, row, OUTDATED, last, **how)
    assert (row.file_id, row.ended_file_id, row.ended_on) == (minute.id, last.id, how["said_on"])
    with pytest.raises(Conflict):
        remove_attached(session, SYSTEM, last, author=ADA, now=NOW)


def test_answer__to_a_piece_that_was_taken_back_meanwhile__is_not_said_to_be_kept(
    sqlite_session: Session, about: Consultation, earlier: Response, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on PostgreSQL, where the piece is found before the lock is taken."""
    session = sqlite_session
    row, made = propose(session, about, earlier), ask(session, about)
    monkeypatch.setattr(answering, "get_asked_piece", lambda *_: row)
    take_back_proposal(session, SYSTEM, about, 1, author=ADA, now=NOW)
    with pytest.raises(NotFound):
        confirm(session, made.asked, 1, CURRENT, now=NOW)
    assert row.answer is None


def test_statement__of_the_region__is_proposed_only_from_what_was_sent(
    sqlite_session: Session, about: Consultation
) -> None:
    proposing = Proposing(sqlite_session, SYSTEM, about.government_questions[0], ADA, NOW)
    with pytest.raises(CodedError) as refused:
        propose_statement(proposing, PastAnswer("x", "X", 1, "question:1", "Question 1"), "We said so.")
    assert refused.value.code == "C534"


def test_piece__that_nobody_answered__is_taken_off_and_its_number_is_not_used_again(
    sqlite_session: Session, about: Consultation, earlier: Response
) -> None:
    session, by = sqlite_session, {"author": ADA, "now": NOW}
    propose(session, about, earlier)
    take_back_proposal(session, SYSTEM, about, 1, **by)
    row = propose(session, about, earlier)
    assert row.number == 2
    confirm(session, ask(session, about).asked, 2, CURRENT, now=NOW)
    with pytest.raises(Conflict):
        take_back_proposal(session, SYSTEM, about, 2, **by)


def test_number__of_a_piece_that_died_with_its_return__is_not_given_again(
    sqlite_session: Session, about: Consultation
) -> None:
    session = sqlite_session
    row = carry(session, about, WITH_CHANGES)
    assert row.response is not None
    withdraw(session, row.response, actor="public", now=NOW)
    assert propose(session, about, make_earlier_return(session, about, name="Open Door")).number == 2


def test_return__that_is_withdrawn__takes_what_was_confirmed_with_it(
    sqlite_session: Session, about: Consultation
) -> None:
    row = carry(sqlite_session, about, WITH_CHANGES)
    assert row.response is not None and row.words == CHANGED
    withdraw(sqlite_session, row.response, actor="public", now=NOW)
    assert sqlite_session.query(CarriedMaterial).all() == []


def test_answer__that_it_no_longer_holds__is_never_used(sqlite_session: Session, about: Consultation) -> None:
    row = carry(sqlite_session, about, OUTDATED)
    assert row.answer is CarriedAnswer.OUTDATED and list_carried_citable(sqlite_session, about.id) == []
    assert state_of(sqlite_session, about) is CarriedState.OUTDATED
