"""A permission whose last day is over: files are taken back, names go, and what was sent stays to be seen."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from consult.models.analysis import AnalysisRun, ResponseBucket, Theme
from consult.models.base import new_id
from consult.models.draft import Draft, Section
from consult.models.keeping_kinds import FileKind, RecallCause
from consult.models.release import Recall, ReleasedFile
from consult.models.response import Response
from consult.services.drafts.editing import find_standing, save_section
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.showing_quoted import QuotedSentence, list_quoted, show_to_people
from consult.services.permissions.ending_permissions import forget_ended_permissions, recall_ended_permissions
from consult.services.returns.revising import Author
from consult.services.themes.withholding_phrases import CARRIERS, SHOWN, WITHOUT_WORDS
from consult.vocabulary import Bucket
from tests.factories.numbering import NOW, TODAY
from tests.factories.sending import send_earlier
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
    send_earlier(call.session, call.received.consultation, TODAY + timedelta(days=days_later))


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
@pytest.mark.parametrize(
    ("what", "value"), [("made_at", NOW + timedelta(days=2)), ("kind", FileKind.EXPERIENCES)]
)
def test_file__made_after_it_was_sent_or_of_whole_experiences__is_to_be_taken_back(
    call: Call, what: str, value: object
) -> None:
    send(call, 0)
    file = call.session.scalars(select(ReleasedFile)).one()
    setattr(file, what, value)
    call.session.flush()
    recall_ended_permissions(call.session, today=AFTER)
    assert list_causes(call) == [RecallCause.EXPIRED]


def test_file__with_words_allowed_here_only_and_then_until_a_day__is_taken_back_after_it(call: Call) -> None:
    own = call.received.add_account(TOLD)
    export(call, build(call))
    allow(call.session, own, TODAY)
    recall_ended_permissions(call.session, today=TODAY + timedelta(days=1))
    assert list_causes(call) == [RecallCause.EXPIRED]


def name_theme(call: Call, run: AnalysisRun, shared: int = 1) -> Theme:
    """Let a theme of a run be named by what so many experiences too many share."""
    run.manifest = {CARRIERS: {"qorvel": [0, shared]}, SHOWN: ["qorvel"]}
    theme = Theme(run_id=run.id, key="T09", size_responses=3, stability=0.5, label="Qorvel", key_phrases=[])
    call.session.add(theme)
    call.session.flush()
    return theme


def add_run(call: Call, consultation_id: str, number: int) -> AnalysisRun:
    """A run that looked at nothing."""
    days: dict[str, Any] = {"started_at": NOW, "finished_at": NOW, "as_of_on": TODAY}
    run = AnalysisRun(id=new_id(), consultation_id=consultation_id, number=number, manifest={}, **days)
    call.session.add(run)
    call.session.flush()
    return run


def add_own_run(call: Call, told: Response) -> AnalysisRun:
    """A run of the consultation that an experience was told to."""
    run = add_run(call, told.consultation_id, 1)
    call.session.add(ResponseBucket(run_id=run.id, response_id=told.id, bucket=Bucket.ANALYSED))
    return run


def test_names_of_themes__once_allowed_in_its_own_consultation_only__go_from_the_others(call: Call) -> None:
    told = call.tell(TOLD)
    other, own = name_theme(call, call.received.run), name_theme(call, add_own_run(call, told))
    allow(call.session, told, UNTIL + timedelta(days=1))
    assert other.label == "Qorvel"
    allow(call.session, told, None)
    assert (other.label, own.label) == (WITHOUT_WORDS, "Qorvel")
    assert call.received.run.manifest[CARRIERS] == {}


def test_names_of_themes__after_the_last_day__go_everywhere_and_each_experience_counts_once(
    call: Call,
) -> None:
    told, _ = call.tell(TOLD), call.tell(TOLD, until=UNTIL + timedelta(days=1))
    run, own = call.received.run, name_theme(call, add_own_run(call, told))
    theme = name_theme(call, run, shared=2)
    forget_ended_permissions(call.session, today=UNTIL)
    assert (theme.label, own.label) == ("Qorvel", "Qorvel")
    for _ in range(2):
        forget_ended_permissions(call.session, today=AFTER)
        assert (theme.label, own.label) == ("Qorvel", WITHOUT_WORDS)
        assert run.manifest[CARRIERS] == {"qorvel": [0, 1]}
    later = add_run(call, run.consultation_id, 2)
    named_later = name_theme(call, later)
    later.manifest = {CARRIERS: {}, SHOWN: ["qorvel"]}
    forget_ended_permissions(call.session, today=AFTER)
    assert (theme.label, named_later.label) == ("Qorvel", "Qorvel"), "it was done before that run"
    call.session.delete(later)
    forget_ended_permissions(call.session, today=AFTER + timedelta(days=1))
    assert theme.label == WITHOUT_WORDS and run.manifest[CARRIERS] == {}


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


@pytest.mark.parametrize(("days_later", "printed"), [(0, []), (2, [(TOLD, True)])])
def test_person__of_a_sentence_that_a_later_draft_does_not_have__sees_it_where_the_one_sent_does(
    call: Call, told: Response, days_later: int, printed: list[tuple[str, bool]]
) -> None:
    send(call, 1)
    later = build(call)
    later.created_at = NOW + timedelta(days=days_later)
    later.sections.clear()
    show_to_people(call.session, later, actor=ACTOR, today=TODAY, now=NOW)
    assert [(one.words, one.is_printed) for one in come_back(call, told)] == printed


@pytest.mark.parametrize(("days_later", "printed"), [(0, []), (1, [(TOLD, True)])])
def test_person__of_a_sentence_that_was_edited_out__sees_it_where_that_was_after_the_sending(
    call: Call, told: Response, days_later: int, printed: list[tuple[str, bool]]
) -> None:
    send(call, 0)
    author, now = Author(name="Ada"), NOW + timedelta(days=days_later)
    for section in call.session.scalars(select(Section)).all():
        parent_id = find_standing(call.session, section).version.revision_id
        save_section(call.session, section, "Nothing.", parent_id=parent_id, author=author, now=now)
    assert [(one.words, one.is_printed) for one in come_back(call, told)] == printed


def test_person__who_forbade_it_before_it_was_sent__sees_nothing(call: Call, told: Response) -> None:
    allow(call.session, told, None)
    send(call, 0)
    assert come_back(call, told) == []
