"""Drafted numbers against the record of now: each change marks the statements it concerns, and no others."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis.drafting.blocks import StatementReference, to_list
from consult.models.coding import Segment
from consult.models.consent import Use
from consult.models.draft import Draft
from consult.models.readings import Reading
from consult.models.response import Answer
from consult.models.revision import Revision
from consult.queries.drafts import get_latest_draft, get_section
from consult.queries.viewer import SYSTEM
from consult.services.auditing import SYSTEM as ACTOR
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.editing import find_standing, find_standings, save_section
from consult.services.drafts.finding_kinds import FindingKind
from consult.services.drafts.gathering import gather_again, gather_record
from consult.services.drafts.rechecking import Checked, find_checked, keep_check
from consult.services.drafts.recounting import recount
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import give_consent
from consult.services.permissions.reading import read_answers
from consult.services.returns.revising import Author
from consult.services.tags.coding import decide
from consult.services.tags.coding_so_far import get_codebook
from consult.services.themes.deciding_themes import give_name, merge_themes
from consult.services.themes.undoing_themes import undo_last
from consult.vocabulary import CodingState, Purpose, UseKind
from tests.factories.collecting import make_response
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import make_sealed_account
from tests.integration.drafted_copies import Kept, keep, reopen
from tests.integration.drafting_record import HOMES, UNNAMED, Received, make_received

OF_THE_QUESTION = {"question:1.answered", "question:1.T01.count", "key-messages.question.1"}
OF_PASSAGES = {"annex-method.leftover.returns", "annex-method.kept_out"}
TOLD = "The school said that there was no place for my daughter until after the summer."


def receive(sessions: sessionmaker[Session], *, is_drafted: bool) -> Received:
    with sessions.begin() as session:
        found = make_received(session)
        for n in range(6):
            found.add_account(f"{TOLD} {n}")
        if is_drafted:
            write(found)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, up_to_date_file: Path) -> dict[bool, Kept]:
    """The record without a draft and with one."""
    folder = tmp_path_factory.mktemp("built")
    return {
        one: keep(folder / f"{one}.sqlite", up_to_date_file, partial(receive, is_drafted=one))
        for one in (False, True)
    }


@pytest.fixture
def kept(request: pytest.FixtureRequest, built: dict[bool, Kept]) -> Kept:
    return built["draft" in request.fixturenames]


@pytest.fixture
def sqlite_url(tmp_path: Path, kept: Kept) -> str:
    return kept.copy_to(tmp_path)


@pytest.fixture
def received(sqlite_session: Session, kept: Kept) -> Received:
    return reopen(kept.lend(), sqlite_session)


@pytest.fixture
def draft(received: Received) -> Draft:
    return get_latest_draft(received.session, received.consultation.id)


def write(received: Received, keys: Any = None) -> None:
    record = gather_record(received.session, received.consultation, as_of=None, keys=keys, now=NOW)
    keep_draft(received.session, record, write_sections(record), actor=ACTOR, now=NOW)


def build(received: Received, keys: Any = None) -> Draft:
    write(received, keys)
    received.session.expire_all()
    return get_latest_draft(received.session, received.consultation.id)


def find(received: Received, draft: Draft) -> Checked:
    return find_checked(received.session, draft, find_standings(received.session, draft), today=TODAY)


def recheck(received: Received, draft: Draft, keys: Any = None) -> dict[str, FindingKind]:
    session, consultation = received.session, received.consultation
    record = gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=keys, now=NOW)
    keep_check(session, draft, record, recount(record), now=NOW)
    checked = find(received, draft)
    assert checked.is_current
    return {one.statement_key: one.kind for one in checked.findings}


def accept(received: Received, numbers: range, state: CodingState, *codes: str) -> None:
    get_codebook(received.session)  # as an analysis puts it in place
    staff_id = received.session.info.setdefault("coder", make_staff(received.session).id)
    for n in numbers:
        wanted = select(Segment.id).join(Answer, Answer.id == Segment.answer_id)
        segment_id = received.session.scalars(
            wanted.where(Answer.response_id == received.returns[n].id, Answer.question_id == "homes")
        ).one()
        for code in codes:
            decide(received.session, SYSTEM, segment_id, code, state, staff_id=staff_id, now=NOW)


def test_record__unchanged__holds_without_and_with_counting_again(received: Received, draft: Draft) -> None:
    assert find(received, draft).is_current
    assert find(received, draft).findings == ()
    assert recheck(received, draft) == {}


def test_return__new__marks_what_is_out_of_all_returns(received: Received, draft: Draft) -> None:
    make_response(
        received.session,
        received.version,
        {"homes": HOMES.format(place="the quay", n=88), "agree": "yes"},
        consents=UNNAMED,
        sector=received.returns[0].sector,
    )
    before = find(received, draft)
    assert (before.is_current, before.findings) == (False, ())
    kinds = recheck(received, draft)
    more = {"contributors.received", "question:1.agree.leading", "annex-contributors.not-named"}
    assert kinds == dict.fromkeys(OF_THE_QUESTION | more, FindingKind.CHANGED)


def test_permission__taken_back_while_the_record_is_read__leaves_the_numbers_in_doubt(
    received: Received, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, consultation = received.session, received.consultation

    def read_and_take_back(*given: Any, **named: Any) -> Reading:
        reading = read_answers(*given, **named)
        give_consent(session, received.returns[0].id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)
        return reading

    monkeypatch.setattr("consult.services.drafts.gathering.read_answers", read_and_take_back)
    record = gather_again(session, consultation, draft.id, as_of=draft.as_of_on, keys=None, now=NOW)
    keep_check(session, draft, record, recount(record), now=NOW)
    assert not find(received, draft).is_current


def test_return__withdrawn__marks_the_question_it_answered(received: Received, draft: Draft) -> None:
    withdraw(received.session, received.returns[3], actor=ACTOR, now=NOW)
    received.session.flush()
    kinds = recheck(received, draft)
    more = {"question:1.agree.leading"} | OF_PASSAGES
    assert kinds == dict.fromkeys(OF_THE_QUESTION | more, FindingKind.CHANGED)


def test_tag__rejected__marks_the_one_ask(received: Received) -> None:
    accept(received, range(1, 8), CodingState.ACCEPTED, "ask", "housing")
    draft = build(received)
    accept(received, range(7, 8), CodingState.REJECTED, "housing")
    assert not find(received, draft).is_current
    assert recheck(received, draft) == {"asks.ask.housing": FindingKind.CHANGED}
    every = find(received, draft).findings[0].changes[0]
    assert (every.then.count, every.now and every.now.count) == (7, 6)


def test_permission__to_name_taken_back__marks_who_is_named(received: Received, draft: Draft) -> None:
    give_consent(received.session, received.returns[0].id, {Purpose.ATTRIBUTE: False}, given_on=TODAY)
    assert set(recheck(received, draft)) == {"contributors.named", "annex-contributors.not-named"}


def test_experience__withdrawn_while_locked__marks_experiences_only(
    received: Received, sqlite_store: KeyStore
) -> None:
    account = received.add_account(f"{TOLD} 7")
    draft = build(received, received.agent)
    withdraw(received.session, account, store=sqlite_store, actor=ACTOR, now=NOW)
    received.session.flush()
    received.agent.lock()
    kinds = recheck(received, draft, received.agent)
    assert set(kinds.values()) == {FindingKind.CHANGED}, "names of themes go with it, in the draft too"
    of_experiences = ("regional-evidence", "annex-method.channels")
    assert all("experiences" in key or key.startswith(of_experiences) for key in kinds)


def test_experiences__locked_now__make_no_number_look_wrong(received: Received) -> None:
    draft = build(received, received.agent)
    received.agent.lock()
    give_consent(received.session, received.returns[5].id, {Purpose.QUOTE: False}, given_on=TODAY)
    assert not find(received, draft).is_current
    assert recheck(received, draft, received.agent) == {}


def test_experiences__come_in_while_locked__leave_their_number_unchecked(received: Received) -> None:
    add_late(received, 6)
    draft = build(received)
    add_late(received, 1)
    unchecked = {"contributors.locked", "annex-method.locked"}
    assert recheck(received, draft) == dict.fromkeys(unchecked, FindingKind.LOCKED)
    assert recheck(received, draft, received.agent) == dict.fromkeys(unchecked, FindingKind.CHANGED)


def add_late(received: Received, number: int) -> None:
    """Experiences that came in after the analysis."""
    consents = {Purpose.ANALYSE: True, Purpose.QUOTE: True}
    for _ in range(number):
        make_sealed_account(
            received.session, received.account_version, {"told": TOLD}, received.agent, consents=consents
        )


def test_sentence__with_an_edited_number__is_noticed(received: Received, draft: Draft) -> None:
    section = get_section(draft, "question:1")
    version = find_standing(received.session, section).version
    body = [
        _with_text(block, block.text.replace("14", "41"))
        if isinstance(block, StatementReference) and block.statement_id == "question:1.T01.count"
        else block
        for block in version.blocks
    ]
    head = received.session.get_one(Revision, version.revision_id)
    head.body = to_list(tuple(body))
    received.session.flush()
    findings = find(received, draft).findings
    assert [(one.statement_key, one.kind) for one in findings] == [
        ("question:1.T01.count", FindingKind.REWORDED)
    ]


def _with_text(block: StatementReference, text: str) -> StatementReference:
    return StatementReference(block.id, block.statement_id, text, block.place)


def test_sentence__typed_anew_with_another_number__is_noticed(received: Received, draft: Draft) -> None:
    section = get_section(draft, "question:1")
    version = find_standing(received.session, section).version
    said = next(one.text for one in section.statements if one.key == "question:1.T01.count")
    text = version.text.replace("[[statement question:1.T01.count]]", said.replace("14", "41"))
    author = Author(make_staff(received.session).id, "Ada")
    save_section(received.session, section, text, parent_id=version.revision_id, author=author, now=NOW)
    findings = find(received, draft).findings
    assert [(one.statement_key, one.kind) for one in findings] == [
        ("question:1.T01.count", FindingKind.RETYPED)
    ]


def test_statement__taken_out_of_the_text__is_not_marked(received: Received, draft: Draft) -> None:
    section = get_section(draft, "question:1")
    version = find_standing(received.session, section).version
    text = version.text.replace("[[statement question:1.T01.count]]", "Many spoke of homes.")
    author = Author(make_staff(received.session).id, "Ada")
    save_section(received.session, section, text, parent_id=version.revision_id, author=author, now=NOW)
    withdraw(received.session, received.returns[3], actor=ACTOR, now=NOW)
    received.session.flush()
    assert "question:1.T01.count" not in recheck(received, draft)


def test_draft__built_again__holds_and_tells_what_did_not(received: Received, draft: Draft) -> None:
    withdraw(received.session, received.returns[3], actor=ACTOR, now=NOW)
    received.session.flush()
    record = gather_record(received.session, received.consultation, as_of=None, keys=None, now=NOW)
    kept = keep_draft(received.session, record, write_sections(record), actor=ACTOR, now=NOW)
    assert kept.outdated == len(OF_THE_QUESTION | OF_PASSAGES) + 1
    again = get_latest_draft(received.session, received.consultation.id)
    assert (find(received, again).is_current, find(received, again).findings) == (True, ())


def test_counting_again__done_twice__is_on_record_once_each(received: Received, draft: Draft) -> None:
    received.session.flush()
    for _ in range(2):
        recheck(received, draft)
    wanted = select(Use).where(Use.subject_id == draft.id, Use.purpose == Purpose.ANALYSE)
    uses = received.session.scalars(wanted).all()
    assert {one.kind for one in uses} == {UseKind.DRAFT}
    counted = 14 + 6  # returns, and experiences that are locked now
    assert len(uses) == len({one.response_id for one in uses}) == counted


def test_statement__of_a_theme_that_people_renamed_or_merged__no_longer_holds(
    received: Received, draft: Draft
) -> None:
    session, id = received.session, received.consultation.id
    who = {"staff_id": make_staff(session).id, "now": NOW}
    assert recheck(received, draft) == {}
    give_name(session, id, "T01", "homes that people can afford", **who)
    assert not find(received, draft).is_current, "the record has changed, and that is said at once"
    assert recheck(received, draft) == {"key-messages.question.1": FindingKind.RENAMED}
    merge_themes(session, id, ["T01", "T02"], "affordable homes", **who)
    assert not find(received, draft).is_current
    of_schools = ("key-messages.experiences", "regional-evidence.T02.count")
    assert recheck(received, draft) == dict.fromkeys(of_schools, FindingKind.CHANGED)
    undo_last(session, id, **who)
    assert recheck(received, draft) == {"key-messages.question.1": FindingKind.RENAMED}
