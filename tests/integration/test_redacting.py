"""Nothing of an experience is quoted before a person has checked it for personal data, as it stands now."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.errors import Conflict
from consult.models.audit import AuditEntry
from consult.models.desk_kinds import RedactionState, SetAsideReason
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.readings import ExcerptReading
from consult.models.redaction import RedactionRecord
from consult.models.response import Answer, Response
from consult.models.revision import Revision
from consult.queries.viewer import Viewer
from consult.sealing.errors import Locked
from consult.services.experiences.setting_aside import set_aside
from consult.services.identifiers.clearing import (
    LEAVE,
    TAKE_OUT,
    Clearing,
    Decision,
    count_awaiting_check,
    keep_check,
    open_for_check,
)
from consult.services.identifiers.redacting import Redaction, replace_parts
from consult.services.permissions.reading import read_excerpts
from consult.services.permissions.sealed_answers import seal_answer
from consult.told import Told
from consult.vocabulary import ExcerptGap, Purpose, Role, UseKind
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UnlockedAgent, make_sealed_account

pytestmark = pytest.mark.portable

WORDS = "My name is Sara Haddad. I clean at Quay Hotel. Home Office wrote to Sara late."
QUOTABLE = {Purpose.ANALYSE: True, Purpose.QUOTE: True}


@dataclass
class Reference:
    response_id: str
    start: int = 0
    end: int = len(WORDS)
    id: str = "e1"
    question_id: str = "change"
    revision_id: str | None = None


@pytest.fixture
def agent() -> UnlockedAgent:
    return UnlockedAgent()


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return make_questionnaire_version(session, make_consultation(session))


@pytest.fixture
def account(session: Session, version: QuestionnaireVersion, agent: UnlockedAgent) -> Response:
    return make_sealed_account(
        session, version, {"change": WORDS}, agent, consents=QUOTABLE, is_checked=False
    )


@pytest.fixture
def viewer(session: Session) -> Viewer:
    return Viewer(make_staff(session, Role.ANALYST).id, frozenset({Role.ANALYST}))


def quote(session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response, **part: int) -> Any:
    given = {"use_kind": UseKind.DRAFT, "subject_id": "draft-1", "now": NOW, "keys": agent}
    reading: ExcerptReading = read_excerpts(session, viewer, [Reference(account.id, **part)], **given)
    return reading.filled["e1"].words if reading.filled else reading.left_out["e1"]


def look(session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response) -> Clearing:
    return open_for_check(session, viewer, account, keys=agent, now=NOW)


def check(
    session: Session,
    viewer: Viewer,
    agent: UnlockedAgent,
    account: Response,
    *,
    leave: tuple[str, ...] = (),
    change: dict[str, Decision] | None = None,
    more: tuple[str, ...] = (),
    is_finished: bool = True,
    mark: str = "",
) -> None:
    clearing = look(session, viewer, agent, account)
    decisions = {}
    for one in clearing.texts[0].redactions:
        words = WORDS[one.start : one.end]
        usual = Decision(LEAVE if words in leave else TAKE_OUT, words, one.kind)
        decisions["change", one.start, one.end] = (change or {}).get(words, usual)
    keep_check(
        session, viewer, account, clearing, decisions, {"change": more}, mark=mark or clearing.mark,
        is_finished=is_finished, keys=agent, today=TODAY, now=NOW,
    )  # fmt: skip


def test_quotation__of_an_unchecked_experience__is_refused(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    assert quote(session, viewer, agent, account) is ExcerptGap.UNCHECKED
    check(session, viewer, agent, account, is_finished=False)
    assert quote(session, viewer, agent, account) is ExcerptGap.UNCHECKED


def test_quotation__of_a_checked_experience__has_stand_ins_for_what_was_confirmed_alone(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    check(session, viewer, agent, account, leave=("Quay Hotel",), more=("Sara",))
    told = quote(session, viewer, agent, account)
    assert told == "My name is [name]. I clean at Quay Hotel. Home Office wrote to [name] late."
    assert quote(session, viewer, agent, account, start=0, end=15) == "My name is [name]"
    assert quote(session, viewer, agent, account, start=35, end=45) == "Quay Hotel"


def test_suggestion__changed_by_a_person__is_taken_out_as_they_say(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    other = Decision(TAKE_OUT, "at Quay Hotel", "place", "at work")
    check(session, viewer, agent, account, change={"Quay Hotel": other})
    assert "I clean [at work]. Home" in quote(session, viewer, agent, account)
    states = {one.state for one in look(session, viewer, agent, account).texts[0].redactions}
    assert states == {RedactionState.CONFIRMED, RedactionState.CHANGED}


def test_check__of_what_is_set_aside__is_not_waited_for(
    session: Session, viewer: Viewer, account: Response
) -> None:
    asked = (session, viewer, account.consultation_id)
    assert count_awaiting_check(*asked, today=TODAY) == Told(1, 0)
    set_aside(session, viewer, account, SetAsideReason.TRIAL, today=TODAY, now=NOW)
    assert count_awaiting_check(*asked, today=TODAY) == Told()


def test_check__of_an_answer_changed_since__has_to_be_done_again(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    check(session, viewer, agent, account)
    assert count_awaiting_check(session, viewer, account.consultation_id, today=TODAY) == Told()
    head = session.scalars(select(Revision)).one()
    again = Revision(subject_kind=head.subject_kind, subject_id=head.subject_id, sealed=head.sealed)
    session.add(again)
    session.flush()
    key = agent.open_key(account.id)
    assert key is not None
    sealed = seal_answer(key, WORDS, head.subject_id, again.id)
    session.execute(update(Answer).values(head_revision_id=again.id, sealed=sealed))
    session.expire_all()
    assert quote(session, viewer, agent, account) is ExcerptGap.UNCHECKED
    assert count_awaiting_check(session, viewer, account.consultation_id, today=TODAY) == Told(1, 0)
    assert not look(session, viewer, agent, account).is_checked


def test_check__claimed_in_clear_only__does_not_open_the_words_for_quoting(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    check(session, viewer, agent, account, is_finished=False)
    session.execute(update(RedactionRecord).values(is_checked=True))
    session.expire_all()
    assert quote(session, viewer, agent, account) is ExcerptGap.UNCHECKED


def test_check__moved_to_another_experience__does_not_count_there(
    session: Session, version: QuestionnaireVersion, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    check(session, viewer, agent, account)
    other = make_sealed_account(
        session, version, {"change": WORDS}, agent, consents=QUOTABLE, is_checked=False
    )
    row = session.get_one(RedactionRecord, account.id)
    mark, sealed = row.heads_mark, row.sealed
    session.add(RedactionRecord(response_id=other.id, sealed=sealed, heads_mark=mark, is_checked=True))
    session.flush()
    assert quote(session, viewer, agent, other) is ExcerptGap.UNCHECKED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"more": ("not there",)}, "C331"), ({"mark": "another"}, "C333")],
    ids=["words", "mark"],
)
def test_check__that_cannot_be_right__is_refused_and_keeps_nothing(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response, wrong: Any, code: str
) -> None:
    with pytest.raises(Conflict) as refused:
        check(session, viewer, agent, account, **wrong)
    assert refused.value.code == code
    assert session.scalars(select(RedactionRecord)).all() == []


def test_check__finished_with_something_undecided__is_refused(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    undecided = {"Quay Hotel": Decision("", "Quay Hotel", "person")}
    with pytest.raises(Conflict) as refused:
        check(session, viewer, agent, account, change=undecided)
    assert refused.value.code == "C332"


def test_check__once_locked_again__keeps_nothing(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    clearing = look(session, viewer, agent, account)
    agent.lock()
    with pytest.raises(Locked):
        keep_check(
            session, viewer, account, clearing, {}, {}, mark=clearing.mark, is_finished=False, keys=agent,
            today=TODAY, now=NOW,
        )  # fmt: skip


def test_check__kept__is_on_record_with_who_and_when_and_leaks_no_word(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response, tmp_path: Path
) -> None:
    check(
        session, viewer, agent, account, change={"Quay Hotel": Decision(TAKE_OUT, "Quay", "place", "Marker")}
    )
    session.commit()
    row = session.scalars(select(RedactionRecord)).one()
    assert (row.checked_by_id, row.checked_on, row.is_checked) == (viewer.staff_id, TODAY, True)
    actions = set(session.scalars(select(AuditEntry.action)))
    assert "experience checked for personal data" in actions
    for path in tmp_path.glob("consult.sqlite*"):
        content = path.read_bytes()
        assert not any(word in content for word in (b"Haddad", b"Quay", b"Marker"))


def test_stand_ins__that_overlap__hide_every_word_once() -> None:
    def out(start: int, end: int) -> Redaction:
        return Redaction("q", "person", start, end, RedactionState.CONFIRMED)

    told, places = replace_parts("abcdefghij", 1, 9, [out(0, 3), out(2, 5), out(7, 10)])
    assert told == "[name][name]fg[name]"
    assert [told[start:end] for start, end in places] == ["[name]"] * 3
    assert replace_parts("abc", 0, 3, [Redaction("q", "person", 0, 3, RedactionState.REJECTED)])[0] == "abc"


def test_words__added_round_a_shorter_suggestion__stay_out_when_it_is_checked_again(
    session: Session, viewer: Viewer, agent: UnlockedAgent, account: Response
) -> None:
    check(session, viewer, agent, account, more=("Sara Haddad. I clean",))
    check(session, viewer, agent, account)
    assert quote(session, viewer, agent, account).startswith("My name is [detail] at [")
    known = look(session, viewer, agent, account).texts[0].redactions
    assert len({one.start for one in known}) == len(known)
