"""The data-protection file: gaps, approval by another person, versions that never change, who may receive."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.errors import Conflict, NotFound
from consult.models.audit import AuditEntry
from consult.models.consultation import Consultation
from consult.models.protection import NoticeVersion
from consult.models.protection_kinds import RecipientKind, RecordKind, RetentionUnit
from consult.models.response import Response
from consult.services.consultations.notices import (
    find_notice,
    find_notice_number,
    find_retention,
    find_withdrawal_date,
    get_notice,
    list_notices,
    list_share_recipients,
)
from consult.services.consultations.protecting import (
    Approval,
    approve_file,
    change_file,
    find_file,
    is_approved,
    keep_recipient,
    read_content,
    remove_recipient,
)
from consult.services.consultations.protection_content import FileContent, Recipient, Retention
from consult.services.returns.answering import start_response
from consult.vocabulary import Channel, ResponseKind, Role, Sector, Standing
from tests.factories.collecting import make_consultation, make_questionnaire_version
from tests.factories.numbering import NOW, TODAY
from tests.factories.protecting import COMPLETE, HOUSING, OFFICER, TRANSLATORS
from tests.factories.region import make_organisation, make_staff

pytestmark = pytest.mark.portable

LONGER = replace(
    COMPLETE, retention={**COMPLETE.retention, RecordKind.RETURNS: Retention(36, RetentionUnit.MONTHS)}
)


@pytest.fixture
def consultation(session: Session) -> Consultation:
    return make_consultation(session)


@pytest.fixture
def editor(session: Session) -> str:
    return make_staff(session, Role.MANAGER, name="Edda Editor", email="edda@example.org").id


@pytest.fixture
def colleague(session: Session) -> str:
    return make_staff(session, Role.MANAGER, name="Cole League", email="cole@example.org").id


def approve_as(session: Session, consultation: Consultation, approval: Approval, actor: str) -> NoticeVersion:
    return approve_file(session, consultation, approval, actor=actor, now=NOW)


def test_file__filled_in__reads_back_as_it_was(
    session: Session, consultation: Consultation, editor: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)
    session.expire_all()

    assert read_content(session, consultation.id) == COMPLETE
    assert find_notice(session, consultation.id) is None


def test_file__approved_outside_the_staff__becomes_the_notice_with_who_and_when(
    session: Session, consultation: Consultation, editor: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)

    approve_as(session, consultation, OFFICER, editor)

    notice = get_notice(session, consultation.id)
    assert (notice.number, notice.approver_name, notice.approved_on) == (1, OFFICER.name, TODAY)
    assert notice.approval_reference == OFFICER.reference and notice.content == COMPLETE
    assert is_approved(read_content(session, consultation.id), notice)


def test_approval__by_a_colleague__is_on_record_under_their_name(
    session: Session, consultation: Consultation, editor: str, colleague: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)

    approve_as(session, consultation, Approval("Cole League", TODAY, staff_id=colleague), colleague)

    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence)).all()
    assert [one.action for one in entries] == [
        "data-protection file changed",
        "data-protection file approved",
    ]
    assert (entries[-1].actor, entries[-1].details["approver"]) == (colleague, "Cole League")


def test_approval__by_who_changed_it__is_refused_also_under_a_typed_name(
    session: Session, consultation: Consultation, editor: str, colleague: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)

    for approval, actor in (
        (Approval("Edda Editor", TODAY, staff_id=editor), editor),
        (Approval(" edda editor ", TODAY, "said so"), colleague),
    ):
        with pytest.raises(Conflict) as refused:
            approve_as(session, consultation, approval, actor)
        assert refused.value.code == "C383"
    assert find_notice(session, consultation.id) is None


def test_approval__typed_in_the_place_of_a_colleague__is_refused(
    session: Session, consultation: Consultation, editor: str, colleague: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)

    with pytest.raises(Conflict) as refused:
        approve_as(session, consultation, Approval("cole league", TODAY, "said so"), editor)

    assert refused.value.code == "C385"


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"controllers": ()}, "who is responsible"),
        ({"special_condition": None}, "Article 9"),
        ({"withdrawal_until_on": None}, "can withdraw"),
        ({"withdrawal_until_on": date(2020, 1, 1)}, "can withdraw that has not passed"),
        ({"recipients": ()}, "who receives"),
        ({"retention": {}}, "how long we keep experiences"),
    ],
)
def test_approval__of_a_file_with_a_gap__names_what_is_missing(
    session: Session, consultation: Consultation, editor: str, gap: dict[str, object], words: str
) -> None:
    change_file(session, consultation, replace(COMPLETE, **gap), actor=editor, now=NOW)  # type: ignore[arg-type]

    with pytest.raises(Conflict) as refused:
        approve_as(session, consultation, OFFICER, editor)

    assert refused.value.code == "C382" and words in refused.value.message


def test_versions__after_another_approval__rise_and_keep_what_was_approved_before(
    session: Session, consultation: Consultation, editor: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)
    approve_as(session, consultation, OFFICER, editor)
    change_file(session, consultation, LONGER, actor=editor, now=NOW)
    before = find_notice_number(session, consultation.id)

    approve_as(session, consultation, OFFICER, editor)

    assert (before, [one.number for one in list_notices(session, consultation.id)]) == (1, [2, 1])
    assert get_notice(session, consultation.id, 1).content == COMPLETE
    assert find_retention(session, consultation.id, RecordKind.RETURNS) == Retention(36, RetentionUnit.MONTHS)
    first = find_retention(session, consultation.id, RecordKind.RETURNS, number=1)
    assert first == COMPLETE.retention[RecordKind.RETURNS]
    with pytest.raises(NotFound):
        get_notice(session, consultation.id, 3)


def test_approval__of_the_same_words__adds_no_version(
    session: Session, consultation: Consultation, editor: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)
    approve_as(session, consultation, OFFICER, editor)
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)

    with pytest.raises(Conflict) as refused:
        approve_as(session, consultation, OFFICER, editor)

    assert refused.value.code == "C384"


def test_file__changed_by_somebody_else_since__is_neither_saved_nor_approved(
    session: Session, consultation: Consultation, editor: str
) -> None:
    change_file(session, consultation, COMPLETE, version=0, actor=editor, now=NOW)
    file = find_file(session, consultation.id)
    assert file is not None
    shown = file.version
    change_file(session, consultation, LONGER, version=shown, actor=editor, now=NOW)

    with pytest.raises(Conflict) as unsaved:
        change_file(session, consultation, FileContent(), version=shown, actor=editor, now=NOW)
    with pytest.raises(Conflict) as unapproved:
        approve_file(session, consultation, OFFICER, version=shown, actor=editor, now=NOW)

    assert (unsaved.value.code, unapproved.value.code) == ("C203", "C203")
    assert read_content(session, consultation.id) == LONGER


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("Anybody", RecipientKind.POLICE, ""),
        ("Anybody", RecipientKind.GOVERNMENT_DEPARTMENT, ""),
        ("Anybody", RecipientKind.IMMIGRATION_ENFORCEMENT, ""),
        ("Anybody", RecipientKind.ACCOMMODATION_PROVIDER, ""),
        ("Vale Police, welcome team", RecipientKind.COMMUNITY, ""),
        ("The HOME OFFICE", RecipientKind.COUNCIL, ""),
        ("quiet hotels", RecipientKind.COMMUNITY, ""),
        ("Another name", RecipientKind.COMMUNITY, "hotels"),
        ("Another name", RecipientKind.COUNCIL, "watching"),
    ],
)
def test_recipient__that_may_never_read_experiences__is_refused_however_it_is_named(
    session: Session, consultation: Consultation, editor: str, name: str, kind: RecipientKind, key: str
) -> None:
    make_organisation(session, key="hotels", name="Quiet Hotels", sector=Sector.ACCOMMODATION_PROVIDER)
    make_organisation(session, key="watching", name="Watching Council", standing=Standing.OBSERVER)
    recipient = Recipient("one", {"en": name}, kind, True, key)

    with pytest.raises(Conflict) as refused:
        keep_recipient(session, consultation, recipient, is_new=True, actor=editor, now=NOW)

    assert refused.value.code == "C381"
    without = replace(recipient, may_be_given_accounts=False)
    keep_recipient(session, consultation, without, is_new=True, actor=editor, now=NOW)
    assert read_content(session, consultation.id).recipients == (without,)


def test_named_others__of_an_approved_file__are_those_ticked_and_no_observer_since(
    session: Session, consultation: Consultation, editor: str
) -> None:
    body = make_organisation(session, key="vale", name="Vale Advice")
    advice = Recipient("advice", {"en": "Advice"}, RecipientKind.LEGAL_ADVICE, True, "vale")
    change_file(
        session,
        consultation,
        replace(COMPLETE, recipients=(HOUSING, TRANSLATORS, advice)),
        actor=editor,
        now=NOW,
    )
    assert list_share_recipients(session, consultation.id) == []
    approve_as(session, consultation, OFFICER, editor)
    named = list_share_recipients(session, consultation.id)

    body.standing = Standing.OBSERVER
    session.flush()

    assert named == [HOUSING, advice]
    assert list_share_recipients(session, consultation.id) == [HOUSING]


def test_recipients__named_changed_and_removed__are_in_the_file_under_their_key(
    session: Session, consultation: Consultation, editor: str
) -> None:
    for one in (HOUSING, TRANSLATORS):
        keep_recipient(session, consultation, one, is_new=True, actor=editor, now=NOW)
    with pytest.raises(Conflict) as taken:
        keep_recipient(session, consultation, HOUSING, is_new=True, actor=editor, now=NOW)
    renamed = replace(HOUSING, names={"en": "City homes team"})
    keep_recipient(session, consultation, renamed, is_new=False, actor=editor, now=NOW)
    remove_recipient(session, consultation, TRANSLATORS.key, actor=editor, now=NOW)

    assert taken.value.code == "C387"
    assert read_content(session, consultation.id).recipients == (renamed,)


def test_withdrawal_date__asked_for__is_that_of_the_approved_version(
    session: Session, consultation: Consultation, editor: str
) -> None:
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)
    assert find_withdrawal_date(session, consultation.id) is None
    approve_as(session, consultation, OFFICER, editor)

    assert find_withdrawal_date(session, consultation.id) == date(2031, 6, 30)


@pytest.mark.parametrize(
    ("since", "last"),
    [(None, date(2031, 5, 2)), (1, date(2031, 8, 31)), (2, date(2031, 8, 31)), (3, date(2031, 5, 2))],
)
def test_withdrawal_date__shortened_by_a_later_version__stays_for_whoever_was_told_a_later_one(
    session: Session, consultation: Consultation, editor: str, since: int | None, last: date
) -> None:
    for day in (date(2031, 6, 30), date(2031, 8, 31), date(2031, 5, 2)):
        said = replace(COMPLETE, withdrawal_until_on=day)
        change_file(session, consultation, said, actor=editor, now=NOW)
        approve_as(session, consultation, OFFICER, editor)

    assert find_withdrawal_date(session, consultation.id, since) == last


@pytest.mark.parametrize(
    ("channel", "number"), [(Channel.WEB, 1), (Channel.OPEN, 1), (Channel.VOUCHED, 1), (Channel.PAPER, None)]
)
def test_response__begun_on_the_site__keeps_the_number_of_the_notice_it_was_begun_under(
    session: Session, consultation: Consultation, editor: str, channel: Channel, number: int | None
) -> None:
    version = make_questionnaire_version(session, consultation)

    def begin(submission_id: str) -> Response:
        return start_response(
            session,
            consultation,
            version,
            kind=ResponseKind.ACCOUNT if channel is Channel.OPEN else ResponseKind.RETURN,
            channel=channel,
            language="en",
            submission_id=submission_id,
            now=NOW,
        )

    before = begin("before").notice_version
    change_file(session, consultation, COMPLETE, actor=editor, now=NOW)
    approve_as(session, consultation, OFFICER, editor)
    begun = begin("after")
    change_file(session, consultation, LONGER, actor=editor, now=NOW)
    approve_as(session, consultation, OFFICER, editor)

    assert (before, begun.notice_version) == (None, number)
