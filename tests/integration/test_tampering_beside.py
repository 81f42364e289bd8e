"""What is locked beside an experience's answers, changed or moved behind the site: noticed, never shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.concern import Concern
from consult.models.conversation import AccountMessage
from consult.models.groups import Correction
from consult.models.kept_away import KeptAway
from consult.models.redaction import RedactionRecord
from consult.models.response import Response
from consult.queries.viewer import SYSTEM
from consult.sealing.errors import SealBroken
from consult.sealing.group_keys import derive_correction_key, seal_to
from consult.sealing.keys import AccountKey
from consult.sealing.payloads import seal_json
from consult.sealing.places import place_of_old_message
from consult.services.concerns.concerning import read_concern
from consult.services.concerns.keeping_away import find_list, keep_away
from consult.services.experiences.conversing import list_messages, write_message
from consult.services.experiences.relaying import list_corrections
from consult.services.identifiers.redacting import find_own_redactions, find_redactions
from consult.vocabulary import Bucket, Role
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.concerning import make_concern
from tests.factories.numbering import NOW, TODAY, add
from tests.factories.region import make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, make_sealed_account
from tests.integration.test_tampering import CHANGES

pytestmark = pytest.mark.portable


def list_wrong(own: bytes, other: bytes) -> list[bytes]:
    """Everything that must not open: what is changed, and what belongs to another experience."""
    return [*(change(own) for change in CHANGES.values()), other]


@dataclass(frozen=True)
class Two:
    """Two experiences with the same things beside each."""

    agent: UnlockedAgent
    one: Response
    other: Response

    def get_key(self, response: Response) -> AccountKey:
        key = self.agent.open_key(response.id)
        assert key
        return key


@pytest.fixture
def two(session: Session) -> Two:
    agent = UnlockedAgent()
    version = make_questionnaire_version(session, make_consultation(session))
    made = [make_sealed_account(session, version, {"change": "What it was."}, agent) for _ in range(2)]
    return Two(agent, *made)


def say(session: Session, two: Two, response: Response, *texts: str) -> list[AccountMessage]:
    key = two.get_key(response)
    for text in texts:
        write_message(session, response, text, key=key, today=TODAY)
    wanted = select(AccountMessage).where(AccountMessage.response_id == response.id)
    return list(session.scalars(wanted.order_by(AccountMessage.number)))


def list_said(session: Session, two: Two) -> list[tuple[str, bool]]:
    found = list_messages(session, two.one, key=two.get_key(two.one))
    return [(one.text, one.is_from_person) for one in found]


def exchange_words(messages: list[AccountMessage]) -> None:
    messages[0].sealed, messages[1].sealed = messages[1].sealed, messages[0].sealed


def put_last(messages: list[AccountMessage]) -> None:
    messages[0].number = 3


def say_of_staff(messages: list[AccountMessage]) -> None:
    messages[0].is_from_person = False


@pytest.mark.parametrize("move", [exchange_words, put_last, say_of_staff])
def test_messages__moved_or_said_to_be_of_somebody_else__are_noticed(
    session: Session, two: Two, move: Callable[[list[AccountMessage]], None]
) -> None:
    messages = say(session, two, two.one, "first", "second")
    assert list_said(session, two) == [("first", True), ("second", True)]
    move(messages)
    session.flush()
    with pytest.raises(SealBroken):
        list_said(session, two)


@pytest.mark.parametrize("place", [0, 1])
def test_message__deleted_before_another__is_noticed(session: Session, two: Two, place: int) -> None:
    messages = say(session, two, two.one, "first", "second", "third")
    session.delete(messages[place])
    session.flush()
    with pytest.raises(SealBroken):
        list_said(session, two)


def test_messages__sealed_before_who_said_them_went_with_them__still_open(session: Session, two: Two) -> None:
    [message] = say(session, two, two.one, "now")
    message.sealed = seal_json(two.get_key(two.one), "before", place_of_old_message(message.id))
    session.flush()
    assert list_said(session, two) == [("before", True)]


def test_message__whose_day_is_made_a_week__still_opens(session: Session, two: Two) -> None:
    [message] = say(session, two, two.one, "now")
    message.said_on -= timedelta(days=3)
    assert list_said(session, two) == [("now", True)]


def test_message__changed_or_of_another__is_noticed(session: Session, two: Two) -> None:
    [message], [other] = (say(session, two, one, "It was so.") for one in (two.one, two.other))
    for wrong in list_wrong(message.sealed, other.sealed):
        message.sealed = wrong
        session.flush()
        with pytest.raises(SealBroken):
            list_said(session, two)


def test_concern__changed_or_of_another__is_said_to_be_unreadable(session: Session, two: Two) -> None:
    lead = make_staff(session, Role.ANALYST)
    row, other = (
        make_concern(session, one, lead.id, two.agent.key.public_key) for one in (two.one, two.other)
    )
    for column in ("sealed", "key_wrapped"):
        before: bytes = getattr(row, column)
        for wrong in list_wrong(before, getattr(other, column)):
            setattr(row, column, wrong)
            assert isinstance(_read(session, row, two), Bucket), column
        setattr(row, column, before)
    assert not isinstance(_read(session, row, two), Bucket)


def _read(session: Session, row: Concern, two: Two) -> object:
    return read_concern(session, SYSTEM, row, two.agent, now=NOW)


def test_correction__changed_or_of_another_experience__is_noticed(session: Session, two: Two) -> None:
    row, other = (_correct(session, two, one) for one in (two.one, two.other))
    key = two.get_key(two.one)
    assert list_corrections(session, two.one.id, key) == [("It was May.", "en")]
    for wrong in list_wrong(row.words_sealed, other.words_sealed):
        row.words_sealed = wrong
        session.flush()
        with pytest.raises(SealBroken):
            list_corrections(session, two.one.id, key)


def _correct(session: Session, two: Two, response: Response) -> Correction:
    public = derive_correction_key(two.get_key(response)).public
    sealed = seal_to(public, {"id": response.id, "words": "It was May."})
    row = Correction(response_id=response.id, words_sealed=sealed, language="en", corrected_on=TODAY)
    add(session, row)
    return row


def test_kept_away__changed_or_of_another__is_noticed(session: Session, two: Two) -> None:
    for one in (two.one, two.other):
        keep_away(session, UNCOUNTED, one.id, two.get_key(one), "My cousin", on=TODAY)
    row, other = (session.get_one(KeptAway, one.id) for one in (two.one, two.other))
    for wrong in list_wrong(row.named_sealed, other.named_sealed):
        row.named_sealed = wrong
        session.flush()
        with pytest.raises(SealBroken):
            find_list(session, two.one.id, two.agent)


def test_what_is_taken_out__changed_or_of_another__stands_for_nothing(session: Session, two: Two) -> None:
    """An experience whose check cannot be opened counts as not checked: nothing of it is quoted."""
    asked = select(Response.id).where(Response.id == two.one.id)
    assert list(find_redactions(session, asked, two.agent)) == [two.one.id]
    row, other = (session.get_one(RedactionRecord, one.id) for one in (two.one, two.other))
    for wrong in list_wrong(row.sealed, other.sealed):
        row.sealed = wrong
        session.flush()
        assert find_redactions(session, asked, two.agent) == {}
        with pytest.raises(SealBroken):
            find_own_redactions(session, two.one.id, two.get_key(two.one))
