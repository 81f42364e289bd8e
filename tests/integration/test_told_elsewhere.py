"""Experiences told elsewhere: used in another response where permission reaches it today, and only there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from analysis import models as analysis_models
from analysis.drafting.sections import Section as Drafted
from analysis.drafting.statements import Counted
from consult.errors import AccessDenied, Conflict, ExportRefused
from consult.jobs import analysis as analysis_job
from consult.models.analysis import ResponseBucket
from consult.models.audit import AuditEntry
from consult.models.consent import Use
from consult.models.consultation import Consultation
from consult.models.draft import Draft
from consult.models.questionnaire import QuestionnaireVersion
from consult.models.response import Response
from consult.queries.drafts import get_latest_draft
from consult.queries.told_elsewhere import count_available
from consult.queries.viewer import SYSTEM, Viewer
from consult.services.analyses.analysing import gather_material
from consult.services.auditing import SYSTEM as ACTOR
from consult.services.consultations.concluding import Conclusion, conclude
from consult.services.consultations.drawing import draw_on_elsewhere
from consult.services.drafts.documenting import Showing, ShownBlock, export_draft, show_draft
from consult.services.drafts.drafting import keep_draft, write_sections
from consult.services.drafts.gathering import gather_again, gather_record
from consult.services.drafts.rechecking import keep_check
from consult.services.drafts.recounting import recount
from consult.services.experiences.giving import OpenedAccount
from consult.services.experiences.judging_quotations import give_verdict
from consult.services.experiences.showing_quoted import QuotedSentence, list_quoted, show_to_people
from consult.services.identifiers.clearing import count_awaiting_check
from consult.services.keeping.withdrawing import withdraw
from consult.services.keys.key_keeping import KeyStore
from consult.services.permissions.consenting import Terms, give_consent
from consult.services.permissions.following_outcomes import list_outcomes
from consult.services.permissions.reaching import find_reach
from consult.told import Told
from consult.vocabulary import (
    Bucket,
    Channel,
    ExcerptGap,
    FormPurpose,
    Purpose,
    Role,
    Standing,
    UseKind,
    Verdict,
)
from forms.definitions import Choice, Question
from tests.factories.analysed import make_told_consultation, run_analysis
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.region import make_staff
from tests.factories.sealing import UNCOUNTED, UnlockedAgent, keep_wraps, make_sealed_account
from tests.integration.drafting_record import Received, start_record

UNTIL = TODAY + timedelta(days=90)
TOLD = "We waited outside the school office for a whole winter before anybody answered us."
HERE = "My daughter got her place at the school in the third week, and she was glad, number {n}."
OBSERVER = Viewer(None, frozenset({Role.MANAGER}), Standing.OBSERVER)
# The form of the call asks an open question, and a closed one by the id of an open one of the consultation.
CALL_FORM = (
    Question(id="anything", kind="text", label={"en": "What do you want to tell?"}),
    Question(
        id="homes", kind="select_one", label={"en": "A home?"}, choices=(Choice("room", {"en": "A room"}),)
    ),
)


@dataclass
class Call:
    """A standing call, with the form it asks, beside a consultation that was received and analysed."""

    received: Received
    consultation: Consultation
    form: QuestionnaireVersion

    @property
    def session(self) -> Session:
        return self.received.session

    def tell(
        self, text: str, *, until: date | None = UNTIL, may_quote: bool = True, **values: Any
    ) -> Response:
        """An experience told to the call and placed by the consultation's run."""
        answers = {"anything": text, "homes": "room"}
        told = make_sealed_account(self.session, self.form, answers, self.received.agent, **values)
        allow(self.session, told, until, may_quote)
        (answer,) = (one for one in told.answers if one.question_id == "anything")
        self.received.place(answer, len(text), "", theme="T02")
        self.received._stand(told)
        return told


def allow(session: Session, told: Response, until: date | None, may_quote: bool = True) -> None:
    granted = {Purpose.ANALYSE: True, Purpose.QUOTE: may_quote}
    terms = {one: Terms(any_until_on=until) for one in granted}
    give_consent(session, told.id, granted, given_on=TODAY, terms=terms)


@pytest.fixture
def call(sqlite_session: Session) -> Call:
    received = start_record(sqlite_session)
    standing = make_consultation(sqlite_session, slug="any-time", is_standing_call=True)
    form = make_questionnaire_version(sqlite_session, standing, *CALL_FORM, purpose=FormPurpose.ACCOUNT)
    return Call(received, standing, form)


def turn(call: Call, is_on: bool = True) -> None:
    session, staff = call.session, make_staff(call.session)
    viewer = Viewer(staff.id, frozenset({Role.MANAGER}))
    draw_on_elsewhere(session, viewer, call.received.consultation, is_on=is_on, now=NOW)


def gather(call: Call, **values: Any) -> Any:
    given = {"as_of": None, "keys": call.received.agent, "now": NOW, **values}
    return gather_record(call.session, call.received.consultation, **given)


def write(call: Call, **values: Any) -> dict[str, Drafted]:
    return {section.key: section for section in write_sections(gather(call, **values)).sections}


def build(call: Call) -> Draft:
    record = gather(call)
    keep_draft(call.session, record, write_sections(record), actor=ACTOR, now=NOW)
    draft = get_latest_draft(call.session, call.received.consultation.id)
    show_draft(call.session, draft, Showing(SYSTEM, UseKind.DRAFT, NOW, call.received.agent))
    return draft


def list_blocks(call: Call, draft: Draft, viewer: Viewer = SYSTEM) -> list[ShownBlock]:
    shown = show_draft(call.session, draft, Showing(viewer, UseKind.PAGE, NOW, call.received.agent))
    return [block for section in shown.sections for block in section.blocks if block.words or block.gap]


def count_told(written: Mapping[str, Drafted]) -> dict[str, tuple[int, int]]:
    """The counts of experiences, by the part of them that is counted."""
    evidence = next(
        one for one in written["annex-method"].statements if one.id.endswith(".channels")
    ).evidence
    assert isinstance(evidence, Counted)
    return {one.group: (one.count, one.base) for one in evidence.figures}


def come_back(call: Call, told: Response) -> list[QuotedSentence]:
    key = call.received.agent.open_key(told.id)
    assert key is not None
    return list_quoted(call.session, OpenedAccount(told, key), today=TODAY)


def test_experience__of_the_call__is_quoted_in_the_other_draft_once_it_is_drawn_on(call: Call) -> None:
    told = call.tell(TOLD)
    assert [one.words for one in list_blocks(call, build(call))] == []
    turn(call)
    draft = build(call)
    assert [one.words for one in list_blocks(call, draft)] == [TOLD]
    uses = call.session.scalars(select(Use).where(Use.subject_id == draft.id, Use.response_id == told.id))
    drafted = {one.purpose for one in uses if one.kind is UseKind.DRAFT}
    assert drafted == {Purpose.ANALYSE, Purpose.QUOTE}
    turn(call, is_on=False)
    assert [one.words for one in list_blocks(call, build(call))] == []


@pytest.mark.parametrize("until", [None, TODAY - timedelta(days=1)])
def test_experience__only_for_its_own_call_or_past_its_day__is_not_drawn_on(
    call: Call, until: date | None
) -> None:
    call.tell(TOLD, until=until)
    turn(call)
    record = gather(call)
    assert record.elsewhere_ids == record.account_ids == frozenset()
    assert [one.words for one in list_blocks(call, build(call))] == []


def test_experience__not_to_be_quoted__is_counted_and_not_quoted(call: Call) -> None:
    call.tell(TOLD, may_quote=False)
    turn(call)
    assert len(gather(call).elsewhere_ids) == 1
    assert [one.words for one in list_blocks(call, build(call))] == []


def test_counts__with_some_told_elsewhere__say_both_apart_and_add_up(call: Call) -> None:
    for n in range(7):
        call.received.add_account(HERE.format(n=n))
    for n in range(6):
        call.tell(f"{TOLD} {n}", channel=Channel.VOUCHED if n else Channel.OPEN)
    assert count_told(write(call)) == {"": (7, 7), "vouched": (0, 7)}
    turn(call)
    record = gather(call)
    assert len(record.account_ids) == 13 and set(record.states) >= record.account_ids
    written = write(call)
    assert count_told(written) == {"": (13, 13), "vouched": (5, 13), "elsewhere": (6, 13)}
    texts = [getattr(block, "text", "") for block in written["annex-method"].blocks]
    assert any(
        "7 of them were told for this consultation, 6 before, for other calls." in one for one in texts
    )
    assert any(one.startswith("Some experiences were told before") for one in texts)
    tables = {block.id: block.rows for block in written["annex-method"].blocks if hasattr(block, "rows")}
    told = [rows for key, rows in tables.items() if "states.experiences" in key]
    assert told == [] or all(rows[-1][0] == "Total" for rows in told)


def test_counts__with_few_told_elsewhere__say_only_that_there_are_some(call: Call) -> None:
    for n in range(7):
        call.received.add_account(HERE.format(n=n))
    call.tell(TOLD)
    turn(call)
    texts = [getattr(block, "text", "") for block in write(call)["annex-method"].blocks]
    assert any("Some of them were told before, for other calls of this partnership." in one for one in texts)


def test_closed_answers__of_the_call__are_in_no_count_of_returns(call: Call) -> None:
    before = write(call)["question:1"]
    call.tell(TOLD)
    turn(call)
    assert write(call)["question:1"] == before


def test_draft__quoting_the_call__is_held_back_once_it_is_withdrawn(
    call: Call, sqlite_store: KeyStore
) -> None:
    told = call.tell(TOLD)
    turn(call)
    draft = build(call)
    keep_wraps(sqlite_store, call.received.agent)
    reach = withdraw(call.session, told, store=sqlite_store, actor=ACTOR, now=NOW)
    slug = call.received.consultation.slug
    assert [one.elsewhere for one in reach.quoted_in] == [slug]
    assert [(one.number, one.slug) for one in reach.counted_elsewhere] == [(draft.number, slug)]
    assert reach.counted_in is None and reach.holds_up_draft
    with pytest.raises(ExportRefused):
        export(call, draft)
    assert [one.gap for one in list_blocks(call, draft)] == [ExcerptGap.WITHDRAWN]


@pytest.mark.parametrize("is_ended", [True, False])
def test_draft__counting_the_call__is_held_back_once_permission_ends_until_it_is_counted_again(
    call: Call, is_ended: bool
) -> None:
    told = call.tell(TOLD, may_quote=False)
    turn(call)
    draft = build(call)
    export(call, draft)
    later = NOW + timedelta(days=91) if is_ended else NOW
    if not is_ended:
        allow(call.session, told, None, may_quote=False)
    with pytest.raises(ExportRefused):
        export(call, draft, now=later)
    consultation, keys = call.received.consultation, call.received.agent
    record = gather_again(call.session, consultation, draft.id, as_of=draft.as_of_on, keys=keys, now=later)
    assert record.account_ids == frozenset()
    assert keep_check(call.session, draft, record, recount(record), now=later)


def test_own_experience__past_its_day__holds_the_draft_back_too(call: Call) -> None:
    told = call.received.add_account(TOLD, may_quote=False)
    allow(call.session, told, UNTIL, may_quote=False)
    draft = build(call)
    with pytest.raises(ExportRefused):
        export(call, draft, now=NOW + timedelta(days=91))


def export(call: Call, draft: Draft, **values: Any) -> None:
    given = {"now": NOW, "keys": call.received.agent, **values}
    export_draft(call.session, draft, Showing(SYSTEM, UseKind.EXPORT, **given), actor=ACTOR)


def test_person__coming_back__sees_and_refuses_the_sentence_in_the_other_draft(call: Call) -> None:
    told = call.tell(TOLD)
    turn(call)
    draft = build(call)
    assert come_back(call, told) == []
    show_to_people(call.session, draft, actor=ACTOR, today=TODAY, now=NOW)
    (sentence,) = come_back(call, told)
    assert (sentence.words, sentence.report) == (TOLD, call.received.consultation.title)
    give_verdict(call.session, UNCOUNTED, told, sentence.passage, Verdict.REFUSED, today=TODAY)
    assert [one.gap for one in list_blocks(call, draft)] == [ExcerptGap.REFUSED]
    assert [one.words for one in list_blocks(call, build(call))] == []
    allow(call.session, told, None)
    assert come_back(call, told) == []


def test_person__coming_back__reads_what_became_of_the_other_response(call: Call) -> None:
    told, theirs = call.tell(TOLD), {"en": "We asked for places."}
    conclude(call.session, call.received.consultation, Conclusion(said=theirs), actor=ACTOR, now=NOW)
    assert list_outcomes(call.session, told, today=TODAY) == []
    turn(call)
    build(call)
    (followed,) = list_outcomes(call.session, told, today=TODAY)
    assert (followed.outcome.said, followed.report) == (theirs, call.received.consultation.title)


def test_quotation__of_what_was_told_elsewhere__says_so_where_enough_were(call: Call) -> None:
    call.tell(TOLD)
    turn(call)
    (shown,) = list_blocks(call, build(call))
    assert "for another call" not in shown.attribution
    for n in range(4):
        call.tell(f"{TOLD} {n}", until=None)
    (shown,) = list_blocks(call, build(call))
    assert shown.attribution.endswith("a person with lived experience, for another call of this partnership")


def test_observer__of_the_other_draft__sees_no_word_and_no_count(call: Call) -> None:
    call.tell(TOLD)
    turn(call)
    assert {one.words for one in list_blocks(call, build(call), OBSERVER)} == {""}
    assert count_available(call.session, OBSERVER, call.received.consultation, today=TODAY) == []
    with pytest.raises(AccessDenied):
        draw_on_elsewhere(call.session, OBSERVER, call.received.consultation, is_on=False, now=NOW)


def test_switch__turned__is_on_record_once_and_never_for_a_standing_call(call: Call) -> None:
    turn(call)
    turn(call)
    turn(call, is_on=False)
    actions = call.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert sorted(one for one in actions if "told elsewhere" in one) == [
        "experiences told elsewhere no longer used",
        "experiences told elsewhere used",
    ]
    with pytest.raises(Conflict) as refused:
        draw_on_elsewhere(call.session, SYSTEM, call.consultation, is_on=True, now=NOW)
    assert refused.value.code == "C217"


def test_available__on_both_databases__are_those_whose_last_word_reaches_today(session: Session) -> None:
    agent = UnlockedAgent()
    own, other, made_up = (
        make_consultation(session, slug=slug, is_fictional=slug == "made-up")
        for slug in ("own", "other", "made-up")
    )
    forms = {
        one.id: make_questionnaire_version(session, one, purpose=FormPurpose.ACCOUNT)
        for one in (own, other, made_up)
    }
    for name, home, until in (
        ("own", own, UNTIL), ("good", other, TODAY), ("ended", other, TODAY - timedelta(days=1)),
        ("narrow", other, None), ("made up", made_up, UNTIL), ("taken back", other, UNTIL),
    ):  # fmt: skip
        told = make_sealed_account(session, forms[home.id], {"change": name}, agent, consents={})
        allow(session, told, until)
        if name == "taken back":
            give_consent(session, told.id, {Purpose.ANALYSE: False}, given_on=TODAY)
    assert count_available(session, SYSTEM, own, today=TODAY) == [(Channel.OPEN, 1)]
    assert count_available(session, SYSTEM, own, today=TODAY + timedelta(days=1)) == []


def test_checks__of_what_is_drawn_on__are_awaited_here_too(call: Call) -> None:
    call.tell(TOLD, is_checked=False)
    asked = (call.session, SYSTEM, call.received.consultation.id)
    assert count_awaiting_check(*asked, today=TODAY) == Told()
    turn(call)
    assert count_awaiting_check(*asked, today=TODAY) == Told(1, 0)
    assert [one.words for one in list_blocks(call, build(call))] == []


def test_material__of_an_analysis__reads_open_answers_by_the_form_they_were_given_to(call: Call) -> None:
    told = call.tell(TOLD)
    turn(call)
    material = gather_material(call.session, call.received.consultation, keys=call.received.agent, now=NOW)
    assert [row.text for row in material.answers.values()] == [TOLD]
    assert material.elsewhere_ids == {told.id} and told.id in material.marks
    call.received.agent.lock()
    locked = gather_material(call.session, call.received.consultation, keys=call.received.agent, now=NOW)
    assert locked.left_out == {told.id: Bucket.LOCKED}


def test_analysis__drawing_on_the_call__keeps_a_state_for_each_and_no_tags_of_its_own(
    sessions: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_store: KeyStore
) -> None:
    monkeypatch.setattr(analysis_job, "open_models", analysis_models.use_no_models)
    agent = UnlockedAgent()
    with sessions.begin() as session:
        consultation = make_told_consultation(session)
        consultation.uses_told_elsewhere = True
        standing = make_consultation(session, slug="any-time", is_standing_call=True)
        form = make_questionnaire_version(session, standing, *CALL_FORM, purpose=FormPurpose.ACCOUNT)
        told = make_sealed_account(session, form, {"anything": TOLD}, agent)
        allow(session, told, UNTIL)
        key, id = consultation.id, told.id
    settings = {"KEY_SOCKET": str(tmp_path / "keys.sock")}
    run = run_analysis(sessions, settings, key, keys=agent)
    assert run is not None
    with sessions() as session:
        rows = session.scalars(select(ResponseBucket).where(ResponseBucket.run_id == run.id)).all()
        assert len(rows) == 25 and {one.bucket for one in rows if one.response_id == id} == {Bucket.ANALYSED}
        assert find_reach(session, session.get_one(Response, id)).runs == (1,)
