"""Words withdrawn after a response was sent: each recipient is told where, and no word of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.keeping_kinds import RecallState
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.release import Recall
from consult.models.response import Response
from consult.models.submissions import Submission
from consult.models.versions import DraftVersion
from consult.services.experiences.judging_quotations import Passage, give_verdict
from consult.services.following.passages_since import mark_all_sent
from consult.services.keeping.withdrawing import withdraw
from consult.services.permissions.consenting import Terms, give_consent
from consult.services.permissions.ending_permissions import recall_ended_permissions
from consult.services.permissions.recall_notice import Notice, write_notice
from consult.services.permissions.recalling import list_recalls, note_confirmed, note_told
from consult.services.versions.sweeping_versions import note_in_versions
from consult.vocabulary import Purpose, Role, Verdict
from tests.factories.collecting import make_consultation, make_questionnaire_version, make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account
from tests.factories.sending import MINISTER, OFFICE, send_version
from tests.factories.versions import HOMES, LOCKED, SCHOOLS, make_exact_version

TOMORROW, LATER = TODAY + timedelta(days=1), NOW + timedelta(days=1)
HOTELS, WAITS, PLACES = "Families wait in hotels.", "We wait for a doctor.", "Schools are full."


@dataclass(frozen=True)
class Case:
    """A version of two sections that quotes three returns and, first in the second, an experience."""

    session: Session
    consultation: Consultation
    returns: tuple[Response, ...]
    account: Response
    version: DraftVersion
    ada: str

    def send(self, **values: Any) -> Submission:
        return send_version(self.session, self.consultation, self.version, **values)

    def take_back(self, number: int) -> None:
        """The return of this number may not be quoted any more, from tomorrow's letter on."""
        response = self.returns[number]
        give_consent(self.session, response.id, {Purpose.QUOTE: False}, given_on=TOMORROW)

    def write(self, holder: str = OFFICE.name) -> Notice:
        """The notice to one of the recipients, as it reads tomorrow."""
        [recall] = [one for one in list_recalls(self.session) if one.file.holder_name == holder]
        return write_notice(self.session, recall, today=TOMORROW)


@pytest.fixture
def case(sqlite_session: Session) -> Case:
    consultation = make_consultation(sqlite_session)
    asked = make_questionnaire_version(sqlite_session, consultation)
    returns = tuple(_make_return(sqlite_session, asked, words) for words in (HOTELS, WAITS, PLACES))
    account = make_sealed_account(sqlite_session, asked, {"experience": LOCKED}, UnlockedAgent())
    give_consent(sqlite_session, account.id, {Purpose.QUOTE: True, Purpose.ANALYSE: True}, given_on=TODAY)
    [homes, waits, places], [told] = [one.answers[0] for one in returns], account.answers
    quoted = {HOMES: [homes, waits], SCHOOLS: [told, places]}
    version = make_exact_version(sqlite_session, consultation, quoted=quoted)
    ada = make_staff(sqlite_session, Role.MANAGER).id
    return Case(sqlite_session, consultation, returns, account, version, ada)


def _make_return(session: Session, asked: QuestionnaireVersion, words: str) -> Response:
    consents = {Purpose.QUOTE: True}
    return make_response(session, asked, {"experience": words}, consents=consents)


def refuse_quoting(case: Case) -> None:
    case.take_back(1)


def withdraw_return(case: Case) -> None:
    withdraw(case.session, case.returns[1], actor="somebody", now=LATER)


@pytest.mark.parametrize("act", [refuse_quoting, withdraw_return])
def test_return__gone_after_sending__is_named_to_each_recipient_by_place(
    case: Case, act: Callable[[Case], None]
) -> None:
    case.send()
    assert list_recalls(case.session) == []
    act(case)
    assert {one.file.holder_name for one in list_recalls(case.session)} == {OFFICE.name, MINISTER.name}
    notice = case.write()
    assert notice.to_address == OFFICE.address and case.write(MINISTER.name).to_address == ""
    assert "– Section 1, “Homes”: the second quotation, after “There are too few homes.”." in notice.body
    assert case.version.digest in notice.body and "4 March 2031" in notice.subject
    assert "doctor" not in notice.body and "Section 2" not in notice.body and "delete" not in notice.body


def test_experience__not_to_be_used_after_sending__is_named_by_place_and_never_by_a_word(case: Case) -> None:
    case.send()
    place = Passage(case.account.id, "experience", 0, len(LOCKED))
    give_verdict(case.session, UNCOUNTED, case.account, place, Verdict.REFUSED, today=TOMORROW)
    body = case.write().body
    assert "– Section 2, “Schools”: the first quotation, after “Schools have no places.”." in body
    assert LOCKED not in body and "experience" not in body and case.account.id not in body


def test_notice__after_another_passage_went__is_to_do_again_and_names_both(case: Case) -> None:
    case.send()
    case.take_back(2)
    [recall] = [one for one in list_recalls(case.session) if one.file.holder_name == OFFICE.name]
    assert case.write().body.count("\n– ") == 1
    note_told(case.session, recall, actor=case.ada, now=LATER)
    note_confirmed(case.session, recall, actor=case.ada, now=LATER)
    case.take_back(0)
    assert recall.state is RecallState.TO_DO
    body = case.write().body
    assert body.index("Section 1, “Homes”: the first quotation") < body.index(
        "Section 2, “Schools”: the second quotation"
    )


def test_passage__gone_before_the_response_was_sent__is_not_counted_and_not_named(case: Case) -> None:
    give_consent(case.session, case.returns[0].id, {Purpose.QUOTE: False}, given_on=TODAY)
    note_in_versions(case.session, today=TODAY)
    case.send(sent_on=TOMORROW, now=LATER)
    assert list_recalls(case.session) == []
    case.take_back(1)
    body = case.write().body
    assert "the first quotation" in body and body.count("– ") == 1, "it was the first that they were sent"


def test_passage__gone_between_the_sending_and_its_record__has_a_notice_at_once(case: Case) -> None:
    case.take_back(1)
    note_in_versions(case.session, today=TOMORROW)
    case.send(now=NOW + timedelta(days=2))
    assert "the second quotation" in case.write().body


def test_permission__over_after_a_sending_in_time__needs_no_notice(case: Case) -> None:
    until = {Purpose.QUOTE: Terms(any_until_on=TODAY)}
    give_consent(case.session, case.account.id, {Purpose.QUOTE: True}, given_on=TODAY, terms=until)
    case.send()
    recall_ended_permissions(case.session, today=TOMORROW)
    assert (
        note_in_versions(case.session, today=TOMORROW) == 1
        and mark_all_sent(case.session, today=TOMORROW) == 0
    )
    assert list_recalls(case.session) == []
    case.take_back(1)
    assert "Section 2" not in case.write().body


def test_change__that_no_permission_tells_of__is_found_by_the_daily_turn(case: Case) -> None:
    case.send()
    case.returns[1].answers[0].head_revision_id = case.returns[0].answers[0].head_revision_id
    case.session.flush()
    assert mark_all_sent(case.session, today=TODAY) == 2 == len(list_recalls(case.session))
    for one in list_recalls(case.session):
        note_told(case.session, one, actor=case.ada, now=NOW)
    mark_all_sent(case.session, today=TOMORROW)
    assert {one.state for one in case.session.scalars(select(Recall))} == {RecallState.TOLD}
    assert "the second quotation" in case.write().body


def test_change__that_only_the_ledger_sees_later_on_the_day_of_the_notice__is_told_too(case: Case) -> None:
    case.send()
    change_words(case, 1)
    assert mark_all_sent(case.session, today=TOMORROW) == 2
    [recall] = [one for one in list_recalls(case.session) if one.file.holder_name == OFFICE.name]
    notice = case.write()
    note_told(case.session, recall, told_of=notice.told_of, actor=case.ada, now=LATER)
    mark_all_sent(case.session, today=TOMORROW)
    assert recall.state is RecallState.TOLD, "they were told of all that there is"
    change_words(case, 0)
    mark_all_sent(case.session, today=TOMORROW)
    assert recall.state is RecallState.TO_DO and recall.told_of is None
    assert case.write().body.count("\n– ") == 2


def change_words(case: Case, number: int) -> None:
    """The answer is another than the one that was quoted, and no permission tells of it."""
    other = case.returns[2].answers[0].head_revision_id
    case.returns[number].answers[0].head_revision_id = other
    case.session.flush()
