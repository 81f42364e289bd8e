"""A permission whose last day is over: files are taken back, and what was sent stays to be seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.models.draft import Draft
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.services.concluding import Conclusion, conclude
from consult.services.ending_permissions import recall_ended_permissions
from consult.services.giving import OpenedAccount
from consult.services.showing_quoted import QuotedSentence, list_quoted, show_to_people
from tests.factories.numbering import NOW, TODAY
from tests.integration.test_told_elsewhere import ACTOR, TOLD, UNTIL, Call, allow, build, call, export, turn

__all__ = ["call"]
AFTER = UNTIL + timedelta(days=1)


@pytest.fixture
def told(call: Call) -> Response:
    """An experience that may be used until a day, in a draft that went out as a file."""
    found = call.tell(TOLD)
    turn(call)
    draft = build(call)
    show_to_people(call.session, draft, actor=ACTOR, today=TODAY, now=NOW)
    export(call, draft)
    return found


def send(call: Call, days_later: int) -> None:
    sent = Conclusion(sent_on=TODAY + timedelta(days=days_later), said={"en": "Sent."})
    conclude(call.session, call.received.consultation, sent, actor=ACTOR, now=NOW)


def list_causes(call: Call) -> list[RecallCause]:
    return list(call.session.scalars(select(Recall.cause)))


def come_back(call: Call, told: Response) -> list[QuotedSentence]:
    key = call.received.agent.open_key(told.id)
    assert key is not None
    return list_quoted(call.session, OpenedAccount(told, key), today=AFTER)


@pytest.mark.usefixtures("told")
def test_file__with_words_whose_day_is_over__is_to_be_taken_back(call: Call) -> None:
    assert recall_ended_permissions(call.session, today=UNTIL) == 0
    recall_ended_permissions(call.session, today=AFTER)
    recall_ended_permissions(call.session, today=AFTER)
    assert list_causes(call) == [RecallCause.EXPIRED]


@pytest.mark.usefixtures("told")
def test_file__of_a_response_that_was_sent_in_time__is_let_be(call: Call) -> None:
    send(call, 0)
    recall_ended_permissions(call.session, today=AFTER)
    assert list_causes(call) == []


@pytest.mark.usefixtures("told")
def test_file__of_a_response_that_was_sent_after_that_day__is_to_be_taken_back(call: Call) -> None:
    send(call, 91)
    recall_ended_permissions(call.session, today=AFTER)
    assert list_causes(call) == [RecallCause.EXPIRED]


@pytest.mark.usefixtures("told")
def test_file__of_another_kind_or_made_after_it_was_sent__is_to_be_taken_back(call: Call) -> None:
    send(call, 0)
    file = call.session.scalars(select(ReleasedFile)).one()
    file.made_at = NOW + timedelta(days=2)
    call.session.flush()
    recall_ended_permissions(call.session, today=AFTER)
    assert list_causes(call) == [RecallCause.EXPIRED]


@pytest.mark.usefixtures("told")
def test_file__with_whole_experiences__is_to_be_taken_back_whatever_was_sent(call: Call) -> None:
    send(call, 0)
    file = call.session.scalars(select(ReleasedFile)).one()
    file.kind = FileKind.EXPERIENCES
    call.session.flush()
    recall_ended_permissions(call.session, today=AFTER)
    assert list_causes(call) == [RecallCause.EXPIRED]


def test_file__with_words_allowed_here_only_and_then_until_a_day__is_taken_back_after_it(call: Call) -> None:
    own = call.received.add_account(TOLD)
    export(call, build(call))
    allow(call.session, own, TODAY)
    recall_ended_permissions(call.session, today=TODAY + timedelta(days=1))
    assert list_causes(call) == [RecallCause.EXPIRED]


def test_person__after_their_last_day__sees_what_was_sent_and_that_it_is_past(
    call: Call, told: Response
) -> None:
    assert come_back(call, told) == []
    send(call, 0)
    assert [(one.words, one.is_printed) for one in come_back(call, told)] == [(TOLD, True)]


def test_person__of_a_draft_made_after_it_was_sent__sees_nothing_as_printed(
    call: Call, told: Response
) -> None:
    send(call, 0)
    draft = call.session.scalars(select(Draft).order_by(Draft.number.desc())).first()
    assert draft is not None
    draft.created_at = NOW + timedelta(days=2)
    call.session.flush()
    assert come_back(call, told) == []


def test_person__who_forbade_it_before_it_was_sent__sees_nothing(call: Call, told: Response) -> None:
    allow(call.session, told, None)
    send(call, 0)
    assert come_back(call, told) == []
